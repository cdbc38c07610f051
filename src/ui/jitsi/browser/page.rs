//! The page around the meeting: left, back again, network back.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::Window;

/// A function of ours that JavaScript calls.
pub(super) type Listener = Closure<dyn FnMut(JsValue)>;

/// Listeners on the window, removed when dropped.
pub(in crate::ui::jitsi) struct PageListeners {
    window: Window,
    listeners: Vec<(&'static str, Listener)>,
}

impl PageListeners {
    /// Starts listening. `None` where there is no window.
    pub(in crate::ui::jitsi) fn new() -> Option<Self> {
        Some(Self { window: web_sys::window()?, listeners: Vec::new() })
    }

    /// Hears one event of the window.
    pub(in crate::ui::jitsi) fn on(&mut self, name: &'static str, mut hear: impl FnMut() + 'static) {
        let listener = Closure::new(move |_: JsValue| hear());
        let _ = self.window.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
        self.listeners.push((name, listener));
    }
}

impl Drop for PageListeners {
    fn drop(&mut self) {
        for (name, listener) in &self.listeners {
            let _ = self.window.remove_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
        }
    }
}
