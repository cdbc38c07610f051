//! The page's first script: it begins with the meeting while the client is still on its way.
//!
//! It asks for script and token at the same time and mounts the iframe when both are there. The
//! component then takes all of it over, the running meeting too (`ui/jitsi/browser/early.rs`), with
//! whatever the meeting said meanwhile; what failed here is tried again there. The text is the same
//! on every page: what differs is in the page's setting.

use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::Script;

use super::super::script::smaller;

const SCRIPT: &str = include_str!("early.js");

/// The events that may come before the component listens.
pub(super) const HEAR: [&str; 9] = [
    "ready",
    "prejoinScreenLoaded",
    "videoConferenceJoined",
    "videoConferenceLeft",
    "readyToClose",
    "errorOccurred",
    "participantJoined",
    "participantLeft",
    "passwordRequired",
];

/// The script, with the page's nonce, in the head: behind a stylesheet it would wait for that.
#[component]
pub(super) fn EarlyScript(
    /// The page's setting, as JSON.
    setting: String,
) -> impl IntoView {
    let nonce = use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default();
    view! { <Script nonce attr:data-setting=setting>{smaller(SCRIPT)}</Script> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::meeting::NAMES;

    #[test]
    fn it_hears_only_what_the_component_knows() {
        assert!(HEAR.iter().all(|name| NAMES.contains(name)));
    }

    #[test]
    fn it_stays_small_and_can_stand_in_a_page() {
        let script = smaller(SCRIPT);
        assert!(script.len() < 2_000, "{} bytes", script.len());
        assert!(!script.contains("</") && !script.contains("<!--"));
    }
}
