//! Where a session is on its way, as a sign with a word.

use leptos::prelude::*;

use super::say::t;
use crate::server_fns::views::StateView;

#[component]
pub(super) fn Pill(state: StateView) -> impl IntoView {
    let key = match state {
        StateView::Planned => "state-planned",
        StateView::Open => "state-open",
        StateView::Ended => "state-ended",
        StateView::Cancelled => "state-cancelled",
    };
    view! { <span class="pill" data-state=state.as_str()>{t(key)}</span> }
}
