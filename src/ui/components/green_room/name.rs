//! The name: typed, settled after a moment, and asked for where it is missing.

use std::time::Duration;

use leptos::{html, leptos_dom::helpers::TimeoutHandle, prelude::*};

use crate::ui::{
    components::{Icon, icons},
    jitsi::Slot,
    meeting::Go,
};

/// After the last key, so long until the name counts as typed.
const PAUSE: Duration = Duration::from_millis(600);

/// The field for the name.
#[component]
pub(super) fn NameField(
    first: String,
    typed: RwSignal<String>,
    problem: RwSignal<bool>,
    field: NodeRef<html::Input>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for="name">"Your name"</label>
            <input
                id="name"
                name="name"
                type="text"
                required
                maxlength="80"
                autocomplete="name"
                value=first
                node_ref=field
                aria-invalid=move || problem.get().then_some("true")
                aria-describedby="name-problem"
                on:input=move |event| {
                    problem.set(false);
                    typed.set(event_target_value(&event));
                }
            />
            <p class="problem" id="name-problem" hidden=move || !problem.get()>
                <Icon icon=icons::INFO />
                "Write your name as the others shall see it, in at most 80 characters."
            </p>
        </div>
    }
}

/// A name that has not changed for a moment is what the token is asked for with.
pub(super) fn settle_name(typed: RwSignal<String>, name: RwSignal<String>, go: RwSignal<Go>) {
    let waiting = Slot::<TimeoutHandle>::new();
    let stop = move || {
        if let Some(handle) = waiting.take() {
            handle.clear();
        }
    };
    Effect::new(move |first: Option<()>| {
        let text = typed.get().trim().to_owned();
        stop();
        if text.is_empty() || go.get_untracked() == Go::Enter {
            return;
        }
        let pause = if first.is_none() { Duration::ZERO } else { PAUSE };
        let settle = move || {
            set_if_new(name, &text);
            if go.get_untracked() == Go::Script {
                go.set(Go::Token);
            }
        };
        if let Ok(handle) = set_timeout_with_handle(settle, pause) {
            waiting.set(handle);
        }
    });
    on_cleanup(stop);
}

/// Sets the name, unless it is the same: a new name asks for a new token.
pub(super) fn set_if_new(name: RwSignal<String>, text: &str) {
    if name.with_untracked(|name| name != text) {
        name.set(text.to_owned());
    }
}
