//! The green room's markup: name, picture, microphone, and Join. What it does is in `ui/jitsi`.

use leptos::prelude::*;

use super::super::{icon::Icon, icons, say::t};
use crate::wire::SessionType;

/// What the green room is filled in with.
pub(super) struct Green {
    pub(super) title: String,
    pub(super) session_type: SessionType,
    pub(super) host: bool,
    /// The name of last time.
    pub(super) name: String,
    /// Where the plain form posts the name.
    pub(super) action: String,
    /// Whether the last name was not taken.
    pub(super) problem: bool,
    /// Where the product's name leads.
    pub(super) back: String,
}

/// The page before the meeting.
#[component]
pub(super) fn GreenRoom(green: Green) -> impl IntoView {
    let audio_only = green.session_type == SessionType::Audio;
    let role = t(if green.host { "green-host" } else { "green-guest" });
    view! {
        <div class="green-page">
            <a class="skip" href="#content">{t("frame-skip")}</a>
            <header class="top">
                <a class="top__name" href=green.back>"Greenroom"</a>
            </header>
            <main class="page" id="content">
                <form class="green" method="post" action=green.action>
                    <Picture audio_only />
                    <div class="stack green__fields">
                        <div>
                            <h1>{green.title}</h1>
                            <p class="small">
                                {role} {audio_only.then(|| t("green-audio"))}
                            </p>
                        </div>
                        <NameField name=green.name problem=green.problem />
                        <Picker id="microphone" label=t("green-microphone") />
                        {(!audio_only).then(|| view! { <Picker id="camera" label=t("green-camera") /> })}
                        <p class="advice small" role="status"></p>
                        <button class="button button--main green__join" type="submit">{t("green-join")}</button>
                    </div>
                </form>
            </main>
        </div>
    }
}

/// The picture with the switches and the level on it; initials where there is no picture.
#[component]
fn Picture(audio_only: bool) -> impl IntoView {
    view! {
        <div class="preview" data-kind=if audio_only { "audio" } else { "video" }>
            <video class="preview__video" muted playsinline autoplay aria-hidden="true" hidden></video>
            <p class="preview__initials" aria-hidden="true"></p>
            <div class="preview__bar">
                <Toggle id="toggle-microphone" label=t("green-microphone") on=icons::MICROPHONE off=icons::MICROPHONE_OFF />
                <div class="level" aria-hidden="true" data-level="0">
                    <i></i><i></i><i></i><i></i><i></i>
                </div>
                {(!audio_only).then(|| view! {
                    <Toggle id="toggle-camera" label=t("green-camera") on=icons::CAMERA off=icons::CAMERA_OFF />
                })}
            </div>
        </div>
    }
}

/// A switch on the picture. There is nothing to switch before the browser has answered.
#[component]
fn Toggle(id: &'static str, label: String, on: icondata_core::Icon, off: icondata_core::Icon) -> impl IntoView {
    view! {
        <button class="toggle" type="button" id=id aria-label=label aria-pressed="false" disabled>
            <span class="toggle__on"><Icon icon=on /></span>
            <span class="toggle__off"><Icon icon=off /></span>
        </button>
    }
}

#[component]
fn NameField(name: String, problem: bool) -> impl IntoView {
    view! {
        <div class="field">
            <label for="name">{t("name-label")}</label>
            <input
                id="name"
                name="name"
                type="text"
                required
                maxlength="80"
                autocomplete="name"
                value=name
                aria-invalid=problem.then_some("true")
                aria-describedby="name-problem"
            />
            <p class="problem" id="name-problem" hidden=!problem>
                <Icon icon=icons::INFO />
                {t("name-problem")}
            </p>
        </div>
    }
}

/// A choice of devices. Its place is kept while there is nothing to choose from.
#[component]
fn Picker(id: &'static str, label: String) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id disabled>
                <option>{t("green-asking")}</option>
            </select>
        </div>
    }
}
