//! When the client comes: on a room's page alone, and there at once, but for a page that goes straight
//! into the meeting.
//!
//! There the client, ten times as heavy as the meeting's script, would share a slow line with it. It
//! lies in a template until the page's first script has mounted the meeting, has failed, or has had
//! its time.

use leptos::{config::LeptosOptions, nonce::use_nonce, prelude::*};

const LATER: &str = include_str!("client.js");

/// The client's scripts, for the head; nothing where [`LaterClient`] brings them.
#[component]
pub(super) fn Client(options: LeptosOptions) -> impl IntoView {
    (may_be_a_room() && !goes_straight_in()).then(|| view! { <HydrationScripts options islands=true /> })
}

/// The client's scripts, for the end of the body of a page that goes straight in.
#[component]
pub(super) fn LaterClient(options: LeptosOptions) -> impl IntoView {
    (may_be_a_room() && goes_straight_in()).then(|| {
        view! {
            <template id="client">
                <HydrationScripts options islands=true />
            </template>
            <script nonce=use_nonce() inner_html=LATER></script>
        }
    })
}

/// Whether the address is one of a room. Who waits at its door has the client when it opens.
fn may_be_a_room() -> bool {
    let path = use_context::<http::request::Parts>().map(|parts| parts.uri.path().to_owned()).unwrap_or_default();
    let mut parts = path.split('/').skip(1);
    matches!(
        (parts.next(), parts.next(), parts.next(), parts.next()),
        (Some("j"), Some(_), None, _) | (Some("s"), Some(_), Some("room"), None)
    )
}

/// Whether the address asks for the meeting at once.
fn goes_straight_in() -> bool {
    let query = use_context::<http::request::Parts>().and_then(|parts| parts.uri.query().map(str::to_owned));
    query.is_some_and(|query| query.split('&').any(|part| part == "direct" || part.starts_with("direct=")))
}
