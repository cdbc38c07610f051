//! The own picture, with the switches and the level on it.

use leptos::{html, prelude::*};

use super::Controls;
use crate::ui::{
    components::{Icon, icons},
    jitsi::devices::{Availability, Preview},
};

/// The picture; initials where there is none.
#[component]
pub(super) fn Picture(controls: Controls, audio_only: bool, video: NodeRef<html::Video>) -> impl IntoView {
    let Controls { state, level, typed, .. } = controls;
    let showing = move || state.read().camera == Availability::On;
    view! {
        <div class="preview" data-kind=if audio_only { "audio" } else { "video" }>
            <video
                class="preview__video"
                node_ref=video
                muted
                playsinline
                autoplay
                aria-hidden="true"
                hidden=move || !showing()
            ></video>
            <p class="preview__initials" aria-hidden="true" hidden=showing>
                {move || initials(&typed.read())}
            </p>
            <div class="preview__bar">
                <Toggle
                    label="Microphone"
                    availability=Signal::derive(move || state.read().microphone)
                    icon_on=icons::MICROPHONE
                    icon_off=icons::MICROPHONE_OFF
                    press=Callback::new(move |()| controls.with_preview(Preview::toggle_microphone))
                />
                <div class="level" aria-hidden="true" data-level=move || level.get()>
                    <i></i><i></i><i></i><i></i><i></i>
                </div>
                {(!audio_only).then(|| view! {
                    <Toggle
                        label="Camera"
                        availability=Signal::derive(move || state.read().camera)
                        icon_on=icons::CAMERA
                        icon_off=icons::CAMERA_OFF
                        press=Callback::new(move |()| controls.with_preview(Preview::toggle_camera))
                    />
                })}
            </div>
        </div>
    }
}

/// A switch on the picture.
#[component]
fn Toggle(
    label: &'static str,
    availability: Signal<Availability>,
    icon_on: icondata_core::Icon,
    icon_off: icondata_core::Icon,
    press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            class="toggle"
            type="button"
            aria-label=label
            aria-pressed=move || if availability.get() == Availability::On { "true" } else { "false" }
            disabled=move || !availability.get().can_toggle()
            on:click=move |_| press.run(())
        >
            <span class="toggle__on"><Icon icon=icon_on /></span>
            <span class="toggle__off"><Icon icon=icon_off /></span>
        </button>
    }
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.last().and_then(|word| word.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_the_first_and_the_last_word() {
        for (name, expected) in
            [("", ""), ("ada", "A"), ("Ada Lovelace", "AL"), (" jean  paul sartre ", "JS"), ("山田 太郎", "山太")]
        {
            assert_eq!(initials(name), expected, "{name}");
        }
    }
}
