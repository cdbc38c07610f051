//! The own picture and sound, until the meeting takes the devices.

use std::{
    cell::{Cell, RefCell},
    future::Future,
    rc::Rc,
};

use web_sys::{HtmlVideoElement, MediaDeviceKind, MediaStream, MediaStreamTrack};

use super::{
    level,
    media::{self, Wish},
};
use crate::ui::jitsi::{
    browser::{PageListeners, Task},
    devices::{Availability, DeviceChoice, PreviewState},
};

/// The own picture and sound. Dropping it stops every track: the camera's light goes out.
pub struct Preview(Rc<Inner>);

struct Inner {
    video: HtmlVideoElement,
    on_state: Box<dyn Fn(PreviewState)>,
    on_level: Box<dyn Fn(u8)>,
    state: RefCell<PreviewState>,
    microphone: RefCell<Option<Track>>,
    camera: RefCell<Option<Track>>,
    meter: RefCell<Option<Task>>,
    work: RefCell<Vec<Task>>,
    page: RefCell<Option<PageListeners>>,
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
    pub fn start(
        video: HtmlVideoElement,
        wants_camera: bool,
        on_state: Box<dyn Fn(PreviewState)>,
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
        inner.open();
        Self(inner)
    }

    /// Microphone on or off. The track stays, so that it is back at once.
    pub fn toggle_microphone(&self) {
        if let Some(track) = &*self.0.microphone.borrow() {
            let on = !track.0.enabled();
            track.0.set_enabled(on);
            self.0.tell(|state| state.microphone = if on { Availability::On } else { Availability::Off });
        }
    }

    /// Camera on or off. Off ends the track: a light that stays on would be a lie.
    pub fn toggle_camera(&self) {
        if self.0.camera.take().is_some() {
            self.0.video.set_src_object(None);
            self.0.tell(|state| state.camera = Availability::Off);
        } else {
            self.0.spawn(|inner| async move { inner.open_camera(Wish::Any).await });
        }
    }

    /// Uses another microphone or camera.
    pub fn choose(&self, microphone: Option<String>, camera: Option<String>) {
        self.0.spawn(|inner| async move {
            if let Some(id) = microphone {
                inner.open_microphone(Wish::Id(id)).await;
            }
            if let Some(id) = camera {
                inner.open_camera(Wish::Id(id)).await;
            }
        });
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
        let Some(mut page) = PageListeners::new() else { return };
        let hidden = Rc::new(Cell::new(false));
        let (weak, was_hidden) = (Rc::downgrade(self), Rc::clone(&hidden));
        page.on("pagehide", move || {
            hidden.set(true);
            if let Some(inner) = weak.upgrade() {
                inner.release();
            }
        });
        let weak = Rc::downgrade(self);
        page.on("pageshow", move || {
            if let (true, Some(inner)) = (was_hidden.take(), weak.upgrade()) {
                inner.open();
            }
        });
        self.page.replace(Some(page));
    }

    fn open(self: &Rc<Self>) {
        let wants_camera = self.state.borrow().wants_camera;
        self.spawn(move |inner| async move {
            inner.open_microphone(Wish::Any).await;
            if wants_camera {
                inner.open_camera(Wish::Any).await;
            }
        });
    }

    fn release(&self) {
        self.work.take();
        self.meter.take();
        self.microphone.take();
        self.camera.take();
        self.video.set_src_object(None);
    }

    fn spawn<F: Future<Output = ()> + 'static>(self: &Rc<Self>, work: impl FnOnce(Rc<Self>) -> F) {
        let task = Task::start(work(Rc::clone(self)));
        self.work.borrow_mut().push(task);
    }

    async fn open_microphone(self: &Rc<Self>, wish: Wish) {
        self.meter.take();
        self.microphone.take();
        let opened = media::track(true, &wish).await.map(Track);
        let label = opened.as_ref().ok().map(|track| track.0.label());
        let choices = choices(MediaDeviceKind::Audioinput, label.as_deref()).await;
        let availability = opened.as_ref().err().copied().unwrap_or(Availability::On);
        if let Ok(track) = opened {
            self.measure(&track.0);
            self.microphone.replace(Some(track));
        }
        self.tell(|state| {
            state.microphone = availability;
            state.microphones = choices;
            state.microphone_label = label;
        });
    }

    async fn open_camera(&self, wish: Wish) {
        self.camera.take();
        let opened = media::track(false, &wish).await.map(Track);
        let label = opened.as_ref().ok().map(|track| track.0.label());
        let choices = choices(MediaDeviceKind::Videoinput, label.as_deref()).await;
        let availability = opened.as_ref().err().copied().unwrap_or(Availability::On);
        if let Ok(track) = opened {
            self.picture(&track.0);
            self.camera.replace(Some(track));
        }
        self.tell(|state| {
            state.camera = availability;
            state.cameras = choices;
            state.camera_label = label;
        });
    }

    fn picture(&self, track: &MediaStreamTrack) {
        if let Ok(stream) = MediaStream::new() {
            stream.add_track(track);
            self.video.set_src_object(Some(&stream));
        }
    }

    fn measure(self: &Rc<Self>, track: &MediaStreamTrack) {
        let weak = Rc::downgrade(self);
        let tell = move |level| {
            if let Some(inner) = weak.upgrade() {
                (inner.on_level)(level);
            }
        };
        self.meter.replace(Some(Task::start(level::watch(track.clone(), tell))));
    }

    fn tell(&self, change: impl FnOnce(&mut PreviewState)) {
        change(&mut self.state.borrow_mut());
        let now = self.state.borrow().clone();
        (self.on_state)(now);
    }
}

async fn choices(kind: MediaDeviceKind, in_use: Option<&str>) -> Vec<DeviceChoice> {
    let found = media::list(kind).await;
    found.into_iter().map(|(id, label)| DeviceChoice { chosen: in_use == Some(label.as_str()), id, label }).collect()
}
