//! The style of the pages of text, in the page itself: a room's page goes without its bytes, and no page
//! waits for a second file.

use leptos::{nonce::use_nonce, prelude::*};

use super::script::smaller;

const STYLE: &str = include_str!("../../../style/pages.css");
const STATUS: &str = include_str!("../../../style/status.css");

/// The style, with the page's nonce. It stands before what it is for.
#[component]
pub(super) fn PageStyle() -> impl IntoView {
    view! { <style nonce=use_nonce() inner_html=smaller(STYLE)></style> }
}

/// What the operators' status page has beside that.
#[component]
pub(super) fn StatusStyle() -> impl IntoView {
    view! { <style nonce=use_nonce() inner_html=smaller(STATUS)></style> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_can_stand_in_a_page() {
        assert!(!STYLE.contains("</") && STYLE.contains(".list"));
        assert!(!STATUS.contains("</") && STATUS.contains(".chart"));
    }
}
