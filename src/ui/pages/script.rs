//! Small scripts of pages: each brings one thing alive, works on whatever of it is on the page, and
//! stands in a page once. Without them the page works all the same.
//!
//! The client (WebAssembly) is for the meeting alone; these are a few hundred bytes each.

use std::sync::Mutex;

use leptos::{nonce::use_nonce, prelude::*};

/// A script with its name.
#[derive(Clone, Copy)]
pub(super) struct PageScript(&'static str, &'static str);

/// Shows every `time` in the reader's zone and manner.
pub(super) const TIMES: PageScript = PageScript("times", include_str!("scripts/times.js"));
/// Copies and shares links.
pub(super) const LINKS: PageScript = PageScript("links", include_str!("scripts/links.js"));
/// Keeps parts of a page up to date, and sends forms without leaving it.
pub(super) const LIVE: PageScript = PageScript("live", include_str!("scripts/live.js"));
/// Counts down at a session's door, and opens the page when the door opens.
pub(super) const DOOR: PageScript = PageScript("door", include_str!("scripts/door.js"));
/// Fills a form in with the reader's own time zone, and a new session's with the next full hour.
pub(super) const PLAN: PageScript = PageScript("plan", include_str!("scripts/plan.js"));

/// Which scripts the page has already.
#[derive(Clone, Default)]
pub(super) struct Placed(std::sync::Arc<Mutex<Vec<&'static str>>>);

/// The script, with the page's nonce; nothing where the page has it already. It runs when the whole
/// page is there.
#[component]
pub(super) fn Behaviour(script: PageScript) -> impl IntoView {
    let PageScript(name, text) = script;
    let placed = use_context::<Placed>().unwrap_or_default();
    let mut placed = placed.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let first = !placed.contains(&name);
    if first {
        placed.push(name);
    }
    first.then(|| view! { <script nonce=use_nonce() type="module" inner_html=smaller(text)></script> })
}

/// Without the indentation and the notes, which nobody reads in the page.
pub(super) fn smaller(script: &str) -> String {
    script.lines().map(str::trim_start).filter(|line| !line.starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_stay_small_and_can_stand_in_a_page() {
        for PageScript(name, text) in [TIMES, LINKS, LIVE, DOOR, PLAN] {
            let text = smaller(text);
            assert!(text.len() < 2_200, "{name}: {} bytes", text.len());
            assert!(!text.contains("</") && !text.contains("<!--"), "{name}");
        }
    }
}
