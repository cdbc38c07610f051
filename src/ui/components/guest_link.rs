//! The guest link: copied, or shared where the browser can.

use leptos::{html, prelude::*};

use crate::ui::jitsi::enliven_link;

/// Brings the link's field and its buttons alive.
#[island]
pub fn GuestLink(
    /// The markup: `.link__field`, `.link__copy`, `.link__share`, `.link__said`.
    children: Children,
) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            enliven_link(&root);
        }
    });
    view! { <div class="link" node_ref=root>{children()}</div> }
}
