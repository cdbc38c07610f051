//! A running IFrame API: constructed, listened to, commanded, disposed of.

use std::rc::Rc;

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::Element;

use super::{
    listen::Listener,
    value::{from_js, to_js},
};
use crate::ui::meeting::{Command, MeetingEvent, NAMES, Value};

#[wasm_bindgen]
extern "C" {
    /// `JitsiMeetExternalAPI`, as Jitsi's handbook describes it.
    pub(super) type ExternalApi;

    #[wasm_bindgen(method, catch, js_name = addListener)]
    fn add_listener(this: &ExternalApi, name: &str, listener: &Function) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = removeListener)]
    fn remove_listener(this: &ExternalApi, name: &str, listener: &Function) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, variadic, js_name = executeCommand)]
    fn execute_command(this: &ExternalApi, name: &str, arguments: &Array) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = getSupportedEvents)]
    fn supported_events(this: &ExternalApi) -> Result<Array, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn dispose(this: &ExternalApi) -> Result<JsValue, JsValue>;
}

/// The API could not be constructed.
pub(super) struct Broken;

/// Hears what a meeting says.
pub(super) type Hear = Rc<dyn Fn(MeetingEvent)>;

/// A running meeting. Dropping it disposes of it.
pub(super) struct Api {
    running: ExternalApi,
    frame: Element,
    listeners: Vec<(String, Listener)>,
}

impl Api {
    /// Constructs the API in `frame`, and hears everything that it says.
    pub(super) fn open(
        constructor: &Function,
        domain: &str,
        options: &Value,
        frame: &Element,
        hear: &Hear,
    ) -> Result<Self, Broken> {
        let options = to_js(options);
        Reflect::set(&options, &JsValue::from_str("parentNode"), frame).map_err(|_| Broken)?;
        let arguments = Array::of2(&JsValue::from_str(domain), &options);
        if let Ok(api) = Reflect::construct(constructor, &arguments) {
            return Ok(Self::adopt(api.unchecked_into(), frame, hear));
        }
        // A constructor that throws may have left half an iframe.
        frame.set_inner_html("");
        Err(Broken)
    }

    /// Takes over an API that runs in `frame`, and hears everything that it says from here on.
    pub(super) fn adopt(running: ExternalApi, frame: &Element, hear: &Hear) -> Self {
        let mut open = Self { running, frame: frame.clone(), listeners: Vec::new() };
        for name in open.names() {
            open.listen(name, Rc::clone(hear));
        }
        open
    }

    /// The events that we know, and those that this release adds; but not each move of the mouse.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = NAMES.map(str::to_owned).into();
        let supported = self.running.supported_events().unwrap_or_default();
        let more = supported.iter().filter_map(|name| name.as_string());
        let worth_it =
            more.filter(|name| !NAMES.contains(&name.as_str()) && !name.starts_with("mouse") && name != "log");
        names.extend(worth_it);
        names
    }

    fn listen(&mut self, name: String, hear: Hear) {
        let heard = name.clone();
        let listener = Listener::new(move |payload: JsValue| hear(MeetingEvent::parse(&heard, from_js(&payload))));
        // A release that does not know an event says nothing of it; that is all.
        let _ = self.running.add_listener(&name, listener.as_ref().unchecked_ref());
        self.listeners.push((name, listener));
    }

    /// Sends a command.
    pub(super) fn execute(&self, command: &Command) {
        let (name, arguments) = command.to_call();
        let arguments: Array = arguments.iter().map(to_js).collect();
        // The iframe may be on its way out; a command that is not heard is no failure.
        let _ = self.running.execute_command(name, &arguments);
    }
}

impl Drop for Api {
    fn drop(&mut self) {
        for (name, listener) in &self.listeners {
            let _ = self.running.remove_listener(name, listener.as_ref().unchecked_ref());
        }
        let _ = self.running.dispose();
        self.frame.set_inner_html("");
    }
}
