//! The green room: name, picture, microphone, and Join.
//!
//! While the name is typed the script and the token are fetched behind it, so that Join is
//! instant. Without WASM the form posts the name and leads to the meeting all the same.

mod choices;
mod name;
mod pickers;
mod picture;

use leptos::{ev::SubmitEvent, html, prelude::*};

use self::{
    choices::chosen,
    name::{NameField, set_if_new, settle_name},
    pickers::Pickers,
    picture::Picture,
};
use super::RoomSetting;
use crate::{
    ui::{
        jitsi::{
            Slot,
            devices::{Preview, PreviewState},
        },
        meeting::Go,
    },
    wire::SessionType,
};

pub(super) use self::choices::Choices;

/// What the parts of the green room share.
#[derive(Clone, Copy)]
struct Controls {
    state: RwSignal<PreviewState>,
    level: RwSignal<u8>,
    typed: RwSignal<String>,
    preview: Slot<Preview>,
}

impl Controls {
    fn new(name: String, wants_camera: bool) -> Self {
        Self {
            state: RwSignal::new(PreviewState::starting(wants_camera)),
            level: RwSignal::new(0),
            typed: RwSignal::new(name),
            preview: Slot::new(),
        }
    }

    /// Starts the preview once its element is there; it ends with the page.
    fn start(self, video: NodeRef<html::Video>, field: NodeRef<html::Input>, wants_camera: bool) {
        let Self { state, level, typed, preview } = self;
        Effect::new(move |_| {
            let Some(video) = video.get() else { return };
            let on_state = Box::new(move |now| state.set(now));
            let on_level = Box::new(move |now| level.set(now));
            preview.set(Preview::start(video, wants_camera, on_state, on_level));
            // What was typed before the WASM came counts too.
            if let Some(field) = field.get_untracked() {
                typed.set(field.value());
            }
        });
        on_cleanup(move || self.stop());
    }

    /// Gives the devices free.
    fn stop(self) {
        self.preview.take();
    }

    fn with_preview(self, act: impl FnOnce(&Preview)) {
        self.preview.with(act);
    }
}

/// The page before the meeting.
#[component]
pub(super) fn GreenRoom(
    setting: RoomSetting,
    name: RwSignal<String>,
    go: RwSignal<Go>,
    choices: RwSignal<Choices>,
) -> impl IntoView {
    let audio_only = setting.session_type == SessionType::Audio;
    let problem = RwSignal::new(setting.name_problem);
    let (video, field) = (NodeRef::<html::Video>::new(), NodeRef::<html::Input>::new());
    let controls = Controls::new(setting.name.clone(), !audio_only);
    let typed = controls.typed;
    controls.start(video, field, !audio_only);
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
        choices.set(chosen(&controls.state.get_untracked()));
        // The iframe takes the camera from here.
        controls.stop();
        set_if_new(name, typed.get_untracked().trim());
        go.set(Go::Enter);
    };

    view! {
        <div class="green-page" hidden=move || go.get() == Go::Enter>
            <a class="skip" href="#content">"Skip to the content"</a>
            <header class="top">
                <a class="top__name" href=setting.back.unwrap_or_else(|| "/".to_owned())>"Greenroom"</a>
            </header>
            <main class="page" id="content">
                <form class="green" method="post" action=setting.name_action on:submit=join>
                    <Picture controls audio_only video />
                    <div class="stack green__fields">
                        <div>
                            <h1>{setting.title}</h1>
                            <p class="small">
                                {if setting.host { "You lead this session." } else { "You are a guest in this session." }}
                                {audio_only.then_some(" It is audio only: no camera is used.")}
                            </p>
                        </div>
                        <NameField first=setting.name typed problem field />
                        <Pickers controls audio_only />
                        <button class="button button--main green__join" type="submit">"Join"</button>
                    </div>
                </form>
            </main>
        </div>
    }
}
