//! The green room's life: the name, the picture, the switches, the choice of devices, Join.
//!
//! Its markup comes from the server and stays as it is; here its attributes and texts change.
//! Without this program its form posts the name and leads to the meeting all the same.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_timers::callback::Timeout;
use js_sys::JsString;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, EventTarget, HtmlButtonElement, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlVideoElement,
};

use super::{dom, listen::Listeners, task::after};
use crate::ui::{
    green_room::{Availability, Choices, DeviceChoice, PreviewState, advice, chosen, device_word, initials},
    jitsi::devices::{Kind, Preview},
    meeting::Words,
};

/// After the last key, so long until the name counts as typed, in milliseconds.
const PAUSE_MS: f64 = 600.0;

/// The page's green room, alive. Dropping it gives the devices free and hears nothing any more.
pub struct GreenRoom(Rc<Inner>);

struct Inner {
    parts: Parts,
    words: Words,
    choices: RefCell<Choices>,
    preview: RefCell<Option<Preview>>,
    resting: RefCell<Option<Timeout>>,
    joined: Cell<bool>,
    listeners: RefCell<Listeners>,
    on_name: Box<dyn Fn(String)>,
    on_join: Box<dyn Fn(String, Choices)>,
}

/// The parts of the markup that change.
struct Parts {
    form: HtmlElement,
    name: HtmlInputElement,
    problem: HtmlElement,
    video: HtmlVideoElement,
    initials: HtmlElement,
    level: HtmlElement,
    advice: HtmlElement,
    microphone: Device,
    camera: Option<Device>,
}

/// A device's switch on the picture and its picker.
struct Device {
    switch: HtmlButtonElement,
    picker: HtmlSelectElement,
    listed: RefCell<Vec<DeviceChoice>>,
}

impl Parts {
    fn find() -> Option<Self> {
        let root = dom::document()?.query_selector(".green-page").ok().flatten()?;
        Some(Self {
            form: dom::part(&root, "form")?,
            name: dom::part(&root, "#name")?,
            problem: dom::part(&root, "#name-problem")?,
            video: dom::part(&root, "video")?,
            initials: dom::part(&root, ".preview__initials")?,
            level: dom::part(&root, ".level")?,
            advice: dom::part(&root, ".advice")?,
            microphone: Device::find(&root, "microphone")?,
            camera: Device::find(&root, "camera"),
        })
    }
}

impl Device {
    fn find(root: &Element, id: &str) -> Option<Self> {
        Some(Self {
            switch: dom::part(root, &["#toggle-", id].concat())?,
            picker: dom::part(root, &["#", id].concat())?,
            listed: RefCell::default(),
        })
    }

    fn show(&self, words: &Words, availability: Availability, choices: &[DeviceChoice]) {
        let on = availability == Availability::On;
        dom::set_attribute(&self.switch, "aria-pressed", Some(if on { "true" } else { "false" }));
        self.switch.set_disabled(!availability.can_toggle());
        self.picker.set_disabled(choices.len() < 2);
        if choices.is_empty() {
            self.listed.take();
            dom::set_text(&self.picker, "");
            self.add("", words.get(device_word(availability)));
        } else if *self.listed.borrow() != choices {
            dom::set_text(&self.picker, "");
            for choice in choices {
                self.add(&choice.id, &choice.label);
                if choice.chosen {
                    self.picker.set_value(&choice.id);
                }
            }
            self.listed.replace(choices.to_vec());
        }
    }

    fn add(&self, id: &str, label: &str) {
        let Some(option) = dom::document().and_then(|document| document.create_element("option").ok()) else { return };
        dom::set_attribute(&option, "value", Some(id));
        dom::set_text(&option, label);
        let _ = self.picker.append_child(&option);
    }
}

impl GreenRoom {
    /// Brings the page's green room alive, if it has one. `on_name` hears a name that has rested,
    /// `on_join` the name and what goes into the meeting.
    pub fn start(
        audio_only: bool,
        words: Words,
        on_name: impl Fn(String) + 'static,
        on_join: impl Fn(String, Choices) + 'static,
    ) -> Option<Self> {
        let inner = Rc::new(Inner {
            parts: Parts::find()?,
            words,
            choices: RefCell::new(chosen(&PreviewState::starting(!audio_only))),
            preview: RefCell::default(),
            resting: RefCell::default(),
            joined: Cell::new(false),
            listeners: RefCell::default(),
            on_name: Box::new(on_name),
            on_join: Box::new(on_join),
        });
        inner.listen();
        inner.start_preview(!audio_only);
        inner.show_initials();
        // What was typed before this program came counts too.
        inner.name_has_rested();
        Some(Self(inner))
    }
}

impl Drop for GreenRoom {
    fn drop(&mut self) {
        self.0.listeners.take();
        self.0.resting.take();
        self.0.preview.take();
    }
}

/// What a person did.
#[derive(Clone, Copy)]
enum Action {
    Typed,
    Submitted,
    Toggled(Kind),
    Chose(Kind),
}

impl Inner {
    fn listen(self: &Rc<Self>) {
        let parts = &self.parts;
        let mut listeners = Listeners::default();
        let mut on = |target: &EventTarget, name, action| {
            let weak = Rc::downgrade(self);
            listeners.on(target, name, move |event| {
                if let Some(inner) = weak.upgrade() {
                    inner.act(action, event.unchecked_ref());
                }
            });
        };
        on(&parts.name, "input", Action::Typed);
        on(&parts.form, "submit", Action::Submitted);
        for kind in [Kind::Microphone, Kind::Camera] {
            let Some(device) = self.device(kind) else { continue };
            on(&device.switch, "click", Action::Toggled(kind));
            on(&device.picker, "change", Action::Chose(kind));
        }
        self.listeners.replace(listeners);
    }

    fn act(self: &Rc<Self>, action: Action, event: &Event) {
        match action {
            Action::Typed => self.typed(),
            Action::Submitted => {
                event.prevent_default();
                self.join();
            }
            Action::Toggled(kind) => self.toggle(kind),
            Action::Chose(kind) => self.choose(kind),
        }
    }

    fn start_preview(self: &Rc<Self>, wants_camera: bool) {
        let (state, level) = (Rc::downgrade(self), Rc::downgrade(self));
        let on_state = Box::new(move |now: &PreviewState| {
            if let Some(inner) = state.upgrade() {
                inner.show(now);
            }
        });
        let on_level = Box::new(move |now: u8| {
            if let Some(inner) = level.upgrade() {
                dom::set_attribute(&inner.parts.level, "data-level", Some(&now.to_string()));
            }
        });
        self.preview.replace(Some(Preview::start(self.parts.video.clone(), wants_camera, on_state, on_level)));
    }

    fn show(&self, now: &PreviewState) {
        let parts = &self.parts;
        let picture = now.camera == Availability::On;
        parts.video.set_hidden(!picture);
        parts.initials.set_hidden(picture);
        parts.microphone.show(&self.words, now.microphone, &now.microphones);
        if let Some(camera) = &parts.camera {
            camera.show(&self.words, now.camera, &now.cameras);
        }
        dom::set_text(&parts.advice, &advice(&self.words, now, permission_advice()));
        self.choices.replace(chosen(now));
    }

    const fn device(&self, kind: Kind) -> Option<&Device> {
        match kind {
            Kind::Microphone => Some(&self.parts.microphone),
            Kind::Camera => self.parts.camera.as_ref(),
        }
    }

    fn toggle(&self, kind: Kind) {
        if let Some(preview) = &*self.preview.borrow() {
            preview.toggle(kind);
        }
    }

    fn choose(&self, kind: Kind) {
        if let (Some(device), Some(preview)) = (self.device(kind), &*self.preview.borrow()) {
            preview.choose(kind, device.picker.value());
        }
    }

    fn name(&self) -> String {
        self.parts.name.value().trim().to_owned()
    }

    fn typed(self: &Rc<Self>) {
        self.show_problem(false);
        self.show_initials();
        let weak = Rc::downgrade(self);
        let rest = after(PAUSE_MS, move || {
            if let Some(inner) = weak.upgrade() {
                inner.name_has_rested();
            }
        });
        self.resting.replace(Some(rest));
    }

    fn name_has_rested(&self) {
        let name = self.name();
        if !name.is_empty() && !self.joined.get() {
            (self.on_name)(name);
        }
    }

    fn show_initials(&self) {
        dom::set_text(&self.parts.initials, &initials(&self.parts.name.value()));
    }

    fn show_problem(&self, yes: bool) {
        self.parts.problem.set_hidden(!yes);
        dom::set_attribute(&self.parts.name, "aria-invalid", yes.then_some("true"));
    }

    fn join(&self) {
        let name = self.name();
        if name.is_empty() {
            self.show_problem(true);
            let _ = self.parts.name.focus();
            return;
        }
        self.joined.set(true);
        let choices = self.choices.take();
        // The iframe takes the camera from here.
        self.preview.take();
        self.resting.take();
        (self.on_join)(name, choices);
    }
}

/// What to press in this browser to allow the devices: the key of the text.
fn permission_advice() -> &'static str {
    let agent = web_sys::window().and_then(|window| window.navigator().user_agent().ok());
    let agent = JsString::from(agent.unwrap_or_default());
    let is = |name: &str| agent.includes(name, 0);
    if is("Firefox/") {
        "allow-firefox"
    } else if is("Chrome/") || is("Edg/") {
        "allow-chrome"
    } else if is("iPhone") || is("iPad") {
        "allow-ios"
    } else {
        "allow-other"
    }
}
