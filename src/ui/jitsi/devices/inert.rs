//! The server's twin of `browser`: same signatures, nothing happens.

use leptos::web_sys::HtmlVideoElement;

use super::PreviewState;

/// The own picture and sound. On the server there is none.
pub struct Preview;

impl Preview {
    /// Asks for the devices.
    pub fn start(
        _video: HtmlVideoElement,
        _wants_camera: bool,
        _on_state: Box<dyn Fn(PreviewState)>,
        _on_level: Box<dyn Fn(u8)>,
    ) -> Self {
        Self
    }

    /// Microphone on or off.
    pub fn toggle_microphone(&self) {}

    /// Camera on or off.
    pub fn toggle_camera(&self) {}

    /// Uses another microphone or camera.
    pub fn choose(&self, _microphone: Option<String>, _camera: Option<String>) {}
}

/// Whether the browser can share a link.
pub fn can_share() -> bool {
    false
}

/// Shares a link.
pub fn share(_title: &str, _link: &str) {}

/// Copies a text and says whether it worked.
pub fn copy(_text: &str, _done: impl FnOnce(bool) + 'static) {}

/// Goes to another page.
pub fn go_to(_url: &str) {}

/// A moment (RFC 3339) in the reader's zone.
pub fn local_time(_machine: &str) -> Option<String> {
    None
}

/// What to press in this browser to allow the devices.
pub fn permission_advice() -> &'static str {
    ""
}
