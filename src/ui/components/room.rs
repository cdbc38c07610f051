//! The room: the green room first, or the meeting at once, in one island.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::green_room::{Choices, GreenRoom};
use crate::{
    server_fns::meeting::{mint_meeting_token, read_meeting_token, report_room_claim},
    ui::{
        JitsiMeeting,
        jitsi::{EarlyAnswer, devices::go_to, early_answer},
        meeting::{Go, MeetingConfig, MeetingEnd, TokenFailure, TokenRequest, TokenSource},
    },
    wire::{Door, MeetingPlace, MeetingToken, RoomClaim, SessionType},
};

/// What the island gets from the server.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RoomSetting {
    /// The session's title.
    pub title: String,
    /// Video or audio.
    pub session_type: SessionType,
    /// Whether the visitor is the host here; the server decides it anew for every token.
    pub host: bool,
    /// By what right the visitor is here.
    pub door: Door,
    /// Where the meeting happens.
    pub place: MeetingPlace,
    /// The name of last time.
    pub name: String,
    /// Where the plain form posts the name.
    pub name_action: String,
    /// Whether the last name was not taken.
    pub name_problem: bool,
    /// The page after the meeting.
    pub after: String,
    /// The host's session page.
    pub back: Option<String>,
    /// Whether to skip the green room.
    pub direct: bool,
}

/// The green room and the meeting.
#[island]
pub fn Room(
    /// What it is about.
    setting: RoomSetting,
) -> impl IntoView {
    let direct = setting.direct;
    let place = Signal::stored(setting.place.clone());
    let name = RwSignal::new(setting.name.clone());
    let go = RwSignal::new(if direct { Go::Enter } else { Go::Script });
    let choices = RwSignal::new(Choices::default());
    let entered = move || go.get() == Go::Enter;
    let after = setting.after.clone();
    let on_meeting_end = Callback::new(move |end: MeetingEnd| go_to(&format!("{after}?seconds={}", end.seconds)));
    let door = StoredValue::new(setting.door.clone());
    let title = setting.title.clone();
    let (session_type, subject) = (setting.session_type, Signal::stored(Some(setting.title.clone())));
    let green = (!direct).then(|| view! { <GreenRoom setting name go choices /> });
    view! {
        <div class="room" data-stage=move || if entered() { "meeting" } else { "green" }>
            {green}
            <main class="room__meeting" id="meeting" aria-label="Meeting" hidden=move || !entered()>
                {direct.then(|| view! { <h1 class="unseen">{title.clone()}</h1> })}
                <noscript>
                    <p class="room__noscript">
                        "The meeting needs JavaScript. Switch it on for this site, or open the link in another browser."
                    </p>
                </noscript>
                <JitsiMeeting
                    place
                    token_source=TokenSource::new(move |request| token(door.get_value(), request))
                    go
                    display_name=name
                    session_type
                    subject
                    config=Signal::derive(move || config(direct, &choices.get()))
                    devices=Signal::derive(move || choices.get().devices)
                    on_meeting_end
                    on_room_claim_accepted=Callback::new(move |form| report(door.get_value(), form))
                />
            </main>
        </div>
    }
}

/// The first time the answer that the page asked for before we were there; else a new one.
async fn token(door: Door, request: TokenRequest) -> Result<MeetingToken, TokenFailure> {
    if let (None, Some(answer)) = (request.room_claim, early_answer()) {
        let EarlyAnswer { status, retry_after, body } = answer.await;
        return read_meeting_token(status, retry_after.as_deref(), &body).map_err(TokenFailure::from);
    }
    mint_meeting_token(door, request.display_name, request.room_claim).await.map_err(TokenFailure::from)
}

/// Nobody waits for this; if it is lost, the next participant says it again.
fn report(door: Door, form: RoomClaim) {
    leptos::task::spawn_local(async move {
        let _ = report_room_claim(door, form).await;
    });
}

/// After our green room Jitsi's own would ask the same again.
fn config(direct: bool, choices: &Choices) -> MeetingConfig {
    MeetingConfig {
        prejoin: Some(direct),
        start_with_audio_muted: choices.microphone_off.then_some(true),
        start_with_video_muted: choices.camera_off.then_some(true),
        disable_invite_functions: Some(true),
        do_not_store_room: Some(true),
        ..MeetingConfig::default()
    }
}
