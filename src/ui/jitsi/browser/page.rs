//! The room's page around the component.

use web_sys::Element;

use super::{dom, value};
use crate::ui::meeting::Value;

fn room() -> Option<Element> {
    dom::document()?.get_element_by_id("room")
}

/// What the page says about its room; `Null` where this is no room's page.
pub fn page_setting() -> Value {
    let text = room().and_then(|room| room.get_attribute("data-setting"));
    text.map_or(Value::Null, |text| value::parse(&text))
}

/// Shows the green room or the meeting: `green`, `meeting`.
pub fn show_stage(stage: &str) {
    if let Some(room) = room() {
        dom::set_attribute(&room, "data-stage", Some(stage));
    }
}

/// Goes to another page.
pub fn go_to(url: &str) {
    if let Some(window) = web_sys::window() {
        // Only a malformed address fails, and ours are not.
        let _ = window.location().assign(url);
    }
}
