//! One icon, drawn in the colour of the text. The words beside it say what it means.

use leptos::prelude::*;

/// An icon that a word beside it explains; hidden from screen readers.
#[component]
pub(super) fn Icon(
    /// Which.
    icon: icondata_core::Icon,
    /// Whether it stands by itself, larger.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    view! {
        <svg
            class=if large { "icon icon--large" } else { "icon" }
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="2"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
            inner_html=icon.data
        ></svg>
    }
}
