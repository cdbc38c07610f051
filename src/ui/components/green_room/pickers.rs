//! Which microphone and which camera, and what to do where there is none.

use leptos::prelude::*;

use super::Controls;
use crate::ui::jitsi::devices::{Availability, DeviceChoice, PreviewState, permission_advice};

/// The choice of devices, and a word of advice.
#[component]
pub(super) fn Pickers(controls: Controls, audio_only: bool) -> impl IntoView {
    let state = controls.state;
    view! {
        <Picker
            id="microphone"
            label="Microphone"
            options=Signal::derive(move || state.read().microphones.clone())
            empty=move || word(state.read().microphone)
            pick=Callback::new(move |id| controls.with_preview(|preview| preview.choose(Some(id), None)))
        />
        {(!audio_only).then(|| view! {
            <Picker
                id="camera"
                label="Camera"
                options=Signal::derive(move || state.read().cameras.clone())
                empty=move || word(state.read().camera)
                pick=Callback::new(move |id| controls.with_preview(|preview| preview.choose(None, Some(id))))
            />
        })}
        <p class="advice small" role="status">{move || advice(&state.read())}</p>
    }
}

/// A choice of devices. Its place is kept while there is nothing to choose from.
#[component]
fn Picker(
    id: &'static str,
    label: &'static str,
    options: Signal<Vec<DeviceChoice>>,
    empty: impl Fn() -> &'static str + Send + Sync + 'static,
    pick: Callback<String>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select
                id=id
                disabled=move || options.read().len() < 2
                on:change=move |event| pick.run(event_target_value(&event))
            >
                {move || {
                    let options = options.get();
                    if options.is_empty() {
                        view! { <option>{empty()}</option> }.into_any()
                    } else {
                        options.into_iter().map(|choice| view! {
                            <option value=choice.id selected=choice.chosen>{choice.label}</option>
                        }).collect_view().into_any()
                    }
                }}
            </select>
        </div>
    }
}

const fn word(availability: Availability) -> &'static str {
    match availability {
        Availability::Asking => "Asking for permission",
        Availability::On | Availability::Off => "Default",
        Availability::Denied => "Not allowed",
        Availability::Missing => "None found",
    }
}

fn advice(state: &PreviewState) -> String {
    let parts = [state.microphone, state.camera];
    if parts.contains(&Availability::Denied) {
        return format!("{} You can also join without.", permission_advice());
    }
    match (state.microphone, state.camera) {
        (Availability::Missing, _) => "No microphone was found. You can join and listen.".to_owned(),
        (_, Availability::Missing) if state.wants_camera => "No camera was found. You can join without.".to_owned(),
        _ => String::new(),
    }
}
