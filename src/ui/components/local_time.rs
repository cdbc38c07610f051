//! A moment in the reader's own time zone.

use leptos::{html, prelude::*};

use crate::ui::jitsi::enliven_time;

/// Shows the moment of its `time` element in the reader's zone once it is alive.
#[island]
pub fn LocalTime(
    /// The `time` element, in UTC at first.
    children: Children,
) -> impl IntoView {
    let root = NodeRef::<html::Span>::new();
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            enliven_time(&root);
        }
    });
    view! { <span class="moment" node_ref=root>{children()}</span> }
}
