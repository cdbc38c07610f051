//! Parts of the page, and changing what they show.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element};

/// The page.
pub(super) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The part of `root` that a selector names, as that kind of element. The markup is ours: a part
/// that is missing is not there on this page.
pub(super) fn part<T: JsCast>(root: &Element, selector: &str) -> Option<T> {
    root.query_selector(selector).ok().flatten().map(JsCast::unchecked_into)
}

/// Shows this text, and touches nothing where it is shown already: a screen reader would read it
/// again.
pub(super) fn set_text(element: &Element, text: &str) {
    if element.text_content().as_deref() != Some(text) {
        element.set_text_content(Some(text));
    }
}

/// Sets an attribute, or takes it away.
pub(super) fn set_attribute(element: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// Sets an attribute that is there or not.
pub(super) fn set_flag(element: &Element, name: &str, yes: bool) {
    set_attribute(element, name, yes.then_some(""));
}
