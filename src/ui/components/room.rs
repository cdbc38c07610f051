//! The room: the meeting, and before it the green room, unless the page goes straight in.

use leptos::prelude::*;

use super::{RoomSetting, room_setting::door_value};
use crate::{
    ui::{
        JitsiMeeting,
        green_room::Choices,
        jitsi::{GreenRoom, Slot, go_to, page_setting, post_json, show_stage, take_early_answer},
        meeting::{
            Go, Live, MeetingConfig, MeetingEnd, Participant, TokenFailure, TokenRequest, TokenSource, Value, Words,
        },
    },
    wire::{Door, MeetingPlace, MeetingToken, RoomClaim, SessionType},
};

/// Where a page asks for its token.
const TOKEN: &str = "/api/pages/meeting-token";
/// Where a page says that its visitor is in, and by which form of the room claim.
const JOINED: &str = "/api/pages/joined";

/// The meeting's part of the page. What it is about is in the page's markup: on the server, where
/// nothing runs, it needs none of it.
#[island]
pub fn Room(
    /// What is in the meeting's part beside the meeting.
    children: Children,
) -> impl IntoView {
    let setting = RoomSetting::read(&page_setting());
    let direct = setting.as_ref().is_some_and(|setting| setting.direct);
    let session_type = setting.as_ref().map(|setting| setting.session_type).unwrap_or_default();
    let name = RwSignal::new(String::new());
    let go = RwSignal::new(if direct { Go::Enter } else { Go::Script });
    let (choices, participant) = (Slot::new(), Slot::new());
    let (lang, words) = setting.as_ref().map_or_else(mute, RoomSetting::speech);
    let after = setting.as_ref().map(|setting| setting.after.clone()).unwrap_or_default();
    let door = setting.as_ref().map(|setting| setting.door.clone());
    let place = setting.as_ref().map_or_else(nowhere, |setting| setting.place.clone());
    let subject = setting.as_ref().map(|setting| setting.title.clone());
    let config = setting.map(|setting| setting.config()).unwrap_or_default();
    if !direct {
        start_green_room(session_type == SessionType::Audio, words.clone(), name, go, choices);
    }
    let token_source = {
        let door = door.clone();
        TokenSource::new(move |request| token(door.clone(), request))
    };
    view! {
        <main class="room__meeting" id="meeting" aria-labelledby="meeting-title">
            {children()}
            <JitsiMeeting
                place=Live::still(place)
                token_source
                go
                display_name=name
                lang
                words
                session_type
                subject=Live::still(subject)
                config=Live::new(move || with_choices(config.clone(), choices))
                devices=Live::new(move || {
                    let mut devices = None;
                    choices.with(|choices: &Choices| devices = Some(choices.devices.clone()));
                    devices.unwrap_or_default()
                })
                on_meeting_end=move |end: MeetingEnd| {
                    go_to(&[&after, "?seconds=", &end.seconds.to_string()].concat());
                }
                on_joined=move |who: Participant| participant.set(Some(who.id))
                on_room_claim_accepted=move |form| {
                    participant.with(|id: &String| report(door.as_ref(), form, id));
                }
            />
        </main>
    }
}

fn mute() -> (String, Words) {
    (String::new(), Words::from(String::new()))
}

fn nowhere() -> MeetingPlace {
    MeetingPlace { domain: String::new(), script_url: String::new(), room_name: String::new() }
}

/// While the name is typed the script and the token are fetched behind it, so that Join is instant.
fn start_green_room(audio_only: bool, words: Words, name: RwSignal<String>, go: RwSignal<Go>, choices: Slot<Choices>) {
    let set_name = move |text: String| {
        // A new name asks for a new token; the same one does not.
        if name.with_untracked(|name| *name != text) {
            name.set(text);
        }
    };
    let on_name = move |text| {
        set_name(text);
        if go.get_untracked() == Go::Script {
            go.set(Go::Token);
        }
    };
    let on_join = move |text, chosen| {
        choices.set(Some(chosen));
        set_name(text);
        show_stage("meeting");
        go.set(Go::Enter);
    };
    let green_room = Slot::new();
    Effect::new(move |_| green_room.set(GreenRoom::start(audio_only, words.clone(), on_name, on_join)));
    on_cleanup(move || green_room.set(None));
}

fn with_choices(config: MeetingConfig, choices: Slot<Choices>) -> MeetingConfig {
    let mut config = config;
    choices.with(|choices| {
        config.start_with_audio_muted = choices.microphone_off.then_some(true);
        config.start_with_video_muted = choices.camera_off.then_some(true);
    });
    config
}

/// The first time the answer that the page asked for before we were there; else a new one.
async fn token(door: Option<Door>, request: TokenRequest) -> Result<MeetingToken, TokenFailure> {
    if let (None, Some(answer)) = (request.room_claim, take_early_answer()) {
        return answer.await.token();
    }
    let Some(door) = door else { return Err(TokenFailure::Unreachable) };
    let mut body = Value::object([("door", door_value(&door)), ("name", request.display_name.into())]);
    body.set("room_claim", request.room_claim.map(RoomClaim::as_str).into());
    post_json(TOKEN, &body).await.token()
}

/// Nobody waits for this; if it is lost, the next participant says it again.
fn report(door: Option<&Door>, form: RoomClaim, participant_id: &str) {
    let Some(door) = door else { return };
    let body = Value::object([
        ("door", door_value(door)),
        ("room_claim", form.as_str().into()),
        ("participant_id", participant_id.into()),
    ]);
    leptos::task::spawn_local(async move {
        post_json(JOINED, &body).await;
    });
}
