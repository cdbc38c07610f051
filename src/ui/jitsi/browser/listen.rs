//! Listeners that end with their owner.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::EventTarget;

/// A function of ours that JavaScript calls.
pub(in crate::ui::jitsi) type Listener = Closure<dyn FnMut(JsValue)>;

/// Listeners on elements and on the window, removed when dropped.
#[derive(Default)]
pub(in crate::ui::jitsi) struct Listeners(Vec<(EventTarget, &'static str, Listener)>);

impl Listeners {
    /// Hears one kind of event of `target`.
    pub(in crate::ui::jitsi) fn on(
        &mut self,
        target: &EventTarget,
        name: &'static str,
        hear: impl FnMut(JsValue) + 'static,
    ) {
        self.add(target, name, Box::new(hear));
    }

    /// One function for every kind of listener: each of its own would be a copy in the client.
    fn add(&mut self, target: &EventTarget, name: &'static str, hear: Box<dyn FnMut(JsValue)>) {
        let listener = Closure::wrap(hear);
        let _ = target.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
        self.0.push((target.clone(), name, listener));
    }

    /// Hears one kind of event of the window.
    pub(in crate::ui::jitsi) fn on_window(&mut self, name: &'static str, mut hear: impl FnMut() + 'static) {
        if let Some(window) = web_sys::window() {
            self.on(&window, name, move |_| hear());
        }
    }
}

impl Drop for Listeners {
    fn drop(&mut self) {
        for (target, name, listener) in &self.0 {
            let _ = target.remove_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
        }
    }
}
