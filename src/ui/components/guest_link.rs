//! The guest link: copied, or shared where the browser can.

use leptos::{html, prelude::*};

use crate::ui::jitsi::devices::{can_share, copy, share};

/// The link in a field, with Copy that confirms in place.
#[island]
pub fn GuestLink(
    /// The link.
    link: String,
    /// The session's title, for what is shared.
    title: String,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let said = RwSignal::new("");
    let shareable = RwSignal::new(false);
    Effect::new(move |_| shareable.set(can_share()));
    let (to_copy, to_share) = (link.clone(), link.clone());
    let on_copy = move |_| {
        if let Some(field) = field.get_untracked() {
            field.select();
        }
        copy(&to_copy, move |done| {
            said.set(if done { "Copied." } else { "Press Ctrl or Cmd and C to copy." });
        });
    };
    view! {
        <div class="link">
            <label class="small" for="guest-link">"Guest link"</label>
            <input id="guest-link" class="link__field" type="text" readonly value=link node_ref=field data-testid="guest-link" />
            <button class="button" type="button" on:click=on_copy>"Copy"</button>
            <button
                class="button"
                type="button"
                hidden=move || !shareable.get()
                on:click=move |_| share(&title, &to_share)
            >
                "Share"
            </button>
            <p class="link__said small" role="status">{said}</p>
        </div>
    }
}
