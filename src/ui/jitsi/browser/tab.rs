//! The meeting in a tab of its own, for a page in which it does not work.

use web_sys::Window;

use crate::{ui::meeting::tab_address, wire::MeetingPlace};

/// An empty tab on its way to the meeting.
pub(super) struct Tab(Window);

impl Tab {
    /// Opens it. `None` where the browser does not let us.
    pub(super) fn open() -> Option<Self> {
        let tab = web_sys::window()?.open_with_url_and_target("", "_blank").ok().flatten()?;
        // What comes there shall not reach back into this page.
        tab.set_opener(&wasm_bindgen::JsValue::NULL).ok()?;
        Some(Self(tab))
    }

    /// Leads it into the meeting.
    pub(super) fn go(self, place: &MeetingPlace, jwt: Option<&str>) {
        let _ = self.0.location().replace(&tab_address(place, jwt));
    }

    /// Closes it.
    pub(super) fn close(self) {
        let _ = self.0.close();
    }
}
