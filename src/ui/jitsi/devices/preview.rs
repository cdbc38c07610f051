//! The own picture and sound, until the meeting takes the devices.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use web_sys::{HtmlVideoElement, MediaStream, MediaStreamTrack};

use super::{
    level::Meter,
    media::{self, Kind},
};
use crate::ui::{
    green_room::{Availability, PreviewState},
    jitsi::browser::{Listeners, Task},
};

/// The own picture and sound. Dropping it stops every track: the camera's light goes out.
pub(in crate::ui::jitsi) struct Preview(Rc<Inner>);

struct Inner {
    video: HtmlVideoElement,
    on_state: Box<dyn Fn(&PreviewState)>,
    on_level: Box<dyn Fn(u8)>,
    state: RefCell<PreviewState>,
    microphone: RefCell<Option<Track>>,
    camera: RefCell<Option<Track>>,
    meter: RefCell<Option<Meter>>,
    work: RefCell<Vec<Task>>,
    page: RefCell<Listeners>,
}

/// A track that ends with its owner.
struct Track(MediaStreamTrack);

impl Drop for Track {
    fn drop(&mut self) {
        self.0.stop();
    }
}

impl Preview {
    /// Asks for the devices: each on its own, so that one that is missing does not take the other
    /// with it.
    pub(in crate::ui::jitsi) fn start(
        video: HtmlVideoElement,
        wants_camera: bool,
        on_state: Box<dyn Fn(&PreviewState)>,
        on_level: Box<dyn Fn(u8)>,
    ) -> Self {
        // The attribute alone does not mute an element that a script made.
        video.set_muted(true);
        let inner = Rc::new(Inner {
            video,
            on_state,
            on_level,
            state: RefCell::new(PreviewState::starting(wants_camera)),
            microphone: RefCell::default(),
            camera: RefCell::default(),
            meter: RefCell::default(),
            work: RefCell::default(),
            page: RefCell::default(),
        });
        inner.listen_to_page();
        inner.open_all();
        Self(inner)
    }

    /// A device on or off. The microphone's track stays, so that it is back at once; the camera's
    /// ends: a light that stays on would be a lie.
    pub(in crate::ui::jitsi) fn toggle(&self, kind: Kind) {
        let inner = &self.0;
        if kind == Kind::Microphone {
            if let Some(track) = &*inner.microphone.borrow() {
                let on = !track.0.enabled();
                track.0.set_enabled(on);
                inner.tell(|state| state.microphone = if on { Availability::On } else { Availability::Off });
            }
        } else if inner.camera.take().is_some() {
            inner.video.set_src_object(None);
            inner.tell(|state| state.camera = Availability::Off);
        } else {
            inner.open(vec![(kind, None)]);
        }
    }

    /// Uses another device of that kind.
    pub(in crate::ui::jitsi) fn choose(&self, kind: Kind, id: String) {
        self.0.open(vec![(kind, Some(id))]);
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.0.page.take();
        self.0.release();
    }
}

impl Inner {
    /// A page that goes into the back-forward cache must not keep the camera; one that comes back
    /// asks for it again.
    fn listen_to_page(self: &Rc<Self>) {
        let mut page = Listeners::default();
        let hidden = Rc::new(Cell::new(false));
        let (weak, was_hidden) = (Rc::downgrade(self), Rc::clone(&hidden));
        page.on_window("pagehide", move || {
            hidden.set(true);
            if let Some(inner) = weak.upgrade() {
                inner.release();
            }
        });
        let weak = Rc::downgrade(self);
        page.on_window("pageshow", move || {
            if let (true, Some(inner)) = (was_hidden.take(), weak.upgrade()) {
                inner.open_all();
            }
        });
        self.page.replace(page);
    }

    fn open_all(self: &Rc<Self>) {
        let mut wishes = vec![(Kind::Microphone, None)];
        if self.state.borrow().wants_camera {
            wishes.push((Kind::Camera, None));
        }
        self.open(wishes);
    }

    fn release(&self) {
        self.work.take();
        self.meter.take();
        self.microphone.take();
        self.camera.take();
        self.video.set_src_object(None);
    }

    /// Opens one device after the other.
    fn open(self: &Rc<Self>, wishes: Vec<(Kind, Option<String>)>) {
        let inner = Rc::clone(self);
        let task = Task::start(async move {
            for (kind, wish) in wishes {
                inner.slot(kind).take();
                let opened = media::track(kind, wish.as_deref()).await.map(Track);
                let label = opened.as_ref().ok().map(|track| track.0.label());
                let choices = media::list(kind, label.as_deref()).await;
                let availability = opened.as_ref().err().copied().unwrap_or(Availability::On);
                if let Ok(track) = opened {
                    inner.use_track(kind, track);
                }
                inner.tell(|state| match kind {
                    Kind::Microphone => {
                        (state.microphone, state.microphones, state.microphone_label) = (availability, choices, label);
                    }
                    Kind::Camera => {
                        (state.camera, state.cameras, state.camera_label) = (availability, choices, label);
                    }
                });
            }
        });
        self.work.borrow_mut().push(task);
    }

    const fn slot(&self, kind: Kind) -> &RefCell<Option<Track>> {
        match kind {
            Kind::Microphone => &self.microphone,
            Kind::Camera => &self.camera,
        }
    }

    fn use_track(self: &Rc<Self>, kind: Kind, track: Track) {
        match kind {
            Kind::Microphone => {
                let weak = Rc::downgrade(self);
                let tell = move |level| {
                    if let Some(inner) = weak.upgrade() {
                        (inner.on_level)(level);
                    }
                };
                self.meter.replace(Meter::start(&track.0, tell));
            }
            Kind::Camera => {
                if let Ok(stream) = MediaStream::new() {
                    stream.add_track(&track.0);
                    self.video.set_src_object(Some(&stream));
                }
            }
        }
        self.slot(kind).replace(Some(track));
    }

    fn tell(&self, change: impl FnOnce(&mut PreviewState)) {
        change(&mut self.state.borrow_mut());
        (self.on_state)(&self.state.borrow());
    }
}
