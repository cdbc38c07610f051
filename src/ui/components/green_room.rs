//! The green room: name, picture, microphone, and Join.
//!
//! While the name is typed the script and the token are fetched behind it, so that Join is
//! instant. Without WASM the form posts the name and leads to the meeting all the same.

use std::time::Duration;

use leptos::{ev::SubmitEvent, html, leptos_dom::helpers::TimeoutHandle, prelude::*};

use super::{Icon, RoomSetting, icons};
use crate::{
    ui::{
        jitsi::devices::{Availability, DeviceChoice, Preview, PreviewState, permission_advice},
        meeting::{Devices, Go},
    },
    wire::SessionType,
};

/// After the last key, so long until the name counts as typed.
const PAUSE: Duration = Duration::from_millis(600);

/// What was chosen in the green room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Choices {
    /// The microphone starts off.
    pub(super) microphone_off: bool,
    /// The camera starts off.
    pub(super) camera_off: bool,
    /// The devices to start with.
    pub(super) devices: Devices,
}

#[component]
pub(super) fn GreenRoom(
    setting: RoomSetting,
    name: RwSignal<String>,
    go: RwSignal<Go>,
    choices: RwSignal<Choices>,
) -> impl IntoView {
    let audio_only = setting.session_type == SessionType::Audio;
    let typed = RwSignal::new(setting.name.clone());
    let problem = RwSignal::new(setting.name_problem);
    let state = RwSignal::new(PreviewState::starting(!audio_only));
    let level = RwSignal::new(0_u8);
    let video = NodeRef::<html::Video>::new();
    let field = NodeRef::<html::Input>::new();
    let preview = StoredValue::new_local(None::<Preview>);

    Effect::new(move |_| {
        let Some(video) = video.get() else { return };
        let shown = Preview::start(
            video,
            !audio_only,
            Box::new(move |now| state.set(now)),
            Box::new(move |now| level.set(now)),
        );
        preview.set_value(Some(shown));
        // What was typed before the WASM came counts too.
        if let Some(field) = field.get_untracked() {
            typed.set(field.value());
        }
    });
    on_cleanup(move || {
        preview.try_update_value(Option::take);
    });
    settle_name(typed, name, go);

    let join = move |event: SubmitEvent| {
        event.prevent_default();
        if typed.with_untracked(|typed| typed.trim().is_empty()) {
            problem.set(true);
            if let Some(field) = field.get_untracked() {
                let _ = field.focus();
            }
            return;
        }
        choices.set(chosen(&state.get_untracked()));
        // The iframe takes the camera from here.
        preview.update_value(|preview| drop(preview.take()));
        set_if_new(name, typed.get_untracked().trim());
        go.set(Go::Enter);
    };
    let with_preview = move |act: fn(&Preview)| {
        preview.with_value(|preview| {
            if let Some(preview) = preview {
                act(preview);
            }
        });
    };
    let choose = move |microphone: Option<String>, camera: Option<String>| {
        preview.with_value(|preview| {
            if let Some(preview) = preview {
                preview.choose(microphone, camera);
            }
        });
    };
    let hidden = move || go.get() == Go::Enter;

    view! {
        <div class="green-page" hidden=hidden>
        <a class="skip" href="#content">"Skip to the content"</a>
        <header class="top">
            <a class="top__name" href=setting.back.clone().unwrap_or_else(|| "/".to_owned())>"Greenroom"</a>
        </header>
        <main class="page" id="content">
        <form class="green" method="post" action=setting.name_action on:submit=join>
            <div class="preview" data-kind=if audio_only { "audio" } else { "video" }>
                <video class="preview__video" node_ref=video muted playsinline autoplay aria-hidden="true"
                    hidden=move || state.read().camera != Availability::On></video>
                <p class="preview__initials" aria-hidden="true" hidden=move || state.read().camera == Availability::On>
                    {move || initials(&typed.read())}
                </p>
                <div class="preview__bar">
                    <Toggle
                        label="Microphone"
                        on=Signal::derive(move || state.read().microphone == Availability::On)
                        able=Signal::derive(move || state.read().microphone.can_toggle())
                        icon_on=icons::MICROPHONE
                        icon_off=icons::MICROPHONE_OFF
                        press=Callback::new(move |()| with_preview(Preview::toggle_microphone))
                    />
                    <div class="level" aria-hidden="true" data-level=move || level.get()>
                        <i></i><i></i><i></i><i></i><i></i>
                    </div>
                    {(!audio_only).then(|| view! {
                        <Toggle
                            label="Camera"
                            on=Signal::derive(move || state.read().camera == Availability::On)
                            able=Signal::derive(move || state.read().camera.can_toggle())
                            icon_on=icons::CAMERA
                            icon_off=icons::CAMERA_OFF
                            press=Callback::new(move |()| with_preview(Preview::toggle_camera))
                        />
                    })}
                </div>
            </div>
            <div class="stack green__fields">
                <div>
                    <h1>{setting.title}</h1>
                    <p class="small">
                        {if setting.host { "You lead this session." } else { "You are a guest in this session." }}
                        {audio_only.then_some(" It is audio only: no camera is used.")}
                    </p>
                </div>
                <div class="field">
                    <label for="name">"Your name"</label>
                    <input
                        id="name" name="name" type="text" required maxlength="80" autocomplete="name"
                        value=setting.name node_ref=field
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
                <Picker
                    id="microphone" label="Microphone"
                    options=Signal::derive(move || state.read().microphones.clone())
                    empty=move || word(state.read().microphone)
                    pick=Callback::new(move |id| choose(Some(id), None))
                />
                {(!audio_only).then(|| view! {
                    <Picker
                        id="camera" label="Camera"
                        options=Signal::derive(move || state.read().cameras.clone())
                        empty=move || word(state.read().camera)
                        pick=Callback::new(move |id| choose(None, Some(id)))
                    />
                })}
                <p class="advice small" role="status">{move || advice(&state.read())}</p>
                <button class="button button--main green__join" type="submit">"Join"</button>
            </div>
        </form>
        </main>
        </div>
    }
}

/// A name that has not changed for a moment is what the token is asked for with.
fn settle_name(typed: RwSignal<String>, name: RwSignal<String>, go: RwSignal<Go>) {
    let waiting = StoredValue::new_local(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(Some(handle)) = waiting.try_update_value(Option::take) {
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
        waiting.set_value(set_timeout_with_handle(settle, pause).ok());
    });
    on_cleanup(stop);
}

fn set_if_new(name: RwSignal<String>, text: &str) {
    if name.with_untracked(|name| name != text) {
        name.set(text.to_owned());
    }
}

/// What of the preview goes into the meeting.
fn chosen(state: &PreviewState) -> Choices {
    Choices {
        microphone_off: state.microphone != Availability::On,
        camera_off: state.camera != Availability::On,
        devices: Devices {
            audio_input: state.microphone_label.clone(),
            audio_output: None,
            video_input: state.camera_label.clone(),
        },
    }
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.last().and_then(|word| word.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
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

/// A switch on the picture.
#[component]
fn Toggle(
    label: &'static str,
    on: Signal<bool>,
    able: Signal<bool>,
    icon_on: icondata_core::Icon,
    icon_off: icondata_core::Icon,
    press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            class="toggle" type="button" aria-label=label
            aria-pressed=move || if on.get() { "true" } else { "false" }
            disabled=move || !able.get()
            on:click=move |_| press.run(())
        >
            <span class="toggle__on"><Icon icon=icon_on /></span>
            <span class="toggle__off"><Icon icon=icon_off /></span>
        </button>
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

    #[test]
    fn what_is_off_or_missing_starts_off() {
        let mut state = PreviewState::starting(true);
        for (microphone, camera, expected) in [
            (Availability::On, Availability::On, (false, false)),
            (Availability::Off, Availability::On, (true, false)),
            (Availability::Denied, Availability::Missing, (true, true)),
            (Availability::Asking, Availability::Off, (true, true)),
        ] {
            (state.microphone, state.camera) = (microphone, camera);
            let choices = chosen(&state);
            assert_eq!((choices.microphone_off, choices.camera_off), expected);
        }
    }
}
