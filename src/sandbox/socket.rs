//! The WebSocket between an iframe and its room.
//!
//! It reads and writes frames and notices when nobody is there any more. Who is let in is
//! `token`'s to say, what happens in the room is `room`'s.

use std::time::Duration;

use axum::{
    extract::{
        Path, State, WebSocketUpgrade,
        ws::{Message as Frame, WebSocket},
    },
    http::StatusCode,
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use tokio::{
    sync::mpsc::Receiver,
    time::{Instant, MissedTickBehavior, interval_at, timeout},
};

use super::{
    Sandbox,
    protocol::{Command, Join, Message, Participant, Role},
    random,
    refusal::{JitsiError, Refusal},
    switch,
    token::{self, Admitted, Door},
};
use crate::jaas::RoomName;

/// Enough for a token and a long chat line.
const MAX_MESSAGE: usize = 16 * 1024;
/// How long a browser may take to show its token.
const PATIENCE: Duration = Duration::from_secs(10);
/// A browser that stays silent over two pings is gone.
const PING: Duration = Duration::from_secs(20);

/// Where one socket leads, and whose failures it meets.
struct Visit {
    sandbox: Sandbox,
    tenant: String,
    room: RoomName,
    browser: Option<String>,
}

/// `GET /sandbox/{tenant}/{room}/ws`.
pub(super) async fn open(
    State(sandbox): State<Sandbox>,
    Path((tenant, room)): Path<(String, String)>,
    jar: CookieJar,
    upgrade: WebSocketUpgrade,
) -> Response {
    // Jitsi reads every room name in lower case.
    let Ok(room) = RoomName::try_from(room.to_lowercase()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let browser = switch::browser(&jar).map(str::to_owned);
    let visit = Visit { sandbox, tenant, room, browser };
    let limited = upgrade.max_message_size(MAX_MESSAGE).max_frame_size(MAX_MESSAGE);
    limited.on_upgrade(move |socket| attend(socket, visit))
}

async fn attend(mut socket: WebSocket, visit: Visit) {
    let Ok(Some(Ok(Frame::Text(first)))) = timeout(PATIENCE, socket.recv()).await else {
        return;
    };
    let Ok(join) = serde_json::from_str::<Join>(&first) else {
        return;
    };
    match visit.enter(join) {
        Ok((id, line)) => {
            relay(&mut socket, line, &visit, &id).await;
            visit.sandbox.0.hall.leave(&visit.room, &id);
        }
        Err(error) => {
            let _ = send(&mut socket, &Message::Refused { error }).await;
        }
    }
    let _ = socket.send(Frame::Close(None)).await;
}

impl Visit {
    fn enter(&self, join: Join) -> Result<(String, Receiver<Message>), JitsiError> {
        let inner = &self.sandbox.0;
        let now = (inner.now)();
        let door = Door { tenant: &self.tenant, room: &self.room };
        let admitted = token::verify(&join.token, &inner.keys, door, now)?;
        if inner.bans.has(&join.token) {
            return Err(Refusal::Banned.into());
        }
        if self.is_told_to_refuse(&admitted) {
            return Err(JitsiError::not_allowed("the sandbox was told to refuse this form of the room claim"));
        }
        // Jitsi's ids are eight hex digits.
        let id = random::hex::<4>();
        let line = inner.hall.enter(&self.room, newcomer(id.clone(), join, admitted), now)?;
        Ok((id, line))
    }

    fn is_told_to_refuse(&self, admitted: &Admitted) -> bool {
        let (Some(browser), Some(form)) = (&self.browser, admitted.form) else {
            return false;
        };
        self.sandbox.0.faults.refuses(browser, form)
    }

    fn hear(&self, id: &str, text: &str) {
        let inner = &self.sandbox.0;
        if let Ok(command) = serde_json::from_str::<Command>(text) {
            inner.hall.say(&self.room, id, command, (inner.now)());
        } else {
            let message = "The sandbox does not understand this message.".to_owned();
            inner.hall.whisper(&self.room, id, Message::Problem { message });
        }
    }
}

fn newcomer(id: String, join: Join, admitted: Admitted) -> Participant {
    Participant {
        id,
        display_name: admitted.name.unwrap_or(join.display_name),
        avatar: admitted.avatar,
        user_id: admitted.user_id,
        role: if admitted.moderator { Role::Moderator } else { Role::Participant },
        audio_muted: join.audio_muted,
        video_muted: join.video_muted,
        hand_raised: 0,
    }
}

/// Carries messages both ways until either side ends.
async fn relay(socket: &mut WebSocket, mut line: Receiver<Message>, visit: &Visit, id: &str) {
    let mut ping = interval_at(Instant::now() + PING, PING);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut silent = 0;
    loop {
        let sent = tokio::select! {
            message = line.recv() => match message {
                Some(message) => send(socket, &message).await,
                None => return,
            },
            frame = socket.recv() => {
                silent = 0;
                match frame {
                    Some(Ok(Frame::Text(text))) => visit.hear(id, &text),
                    Some(Ok(Frame::Ping(_) | Frame::Pong(_) | Frame::Binary(_))) => {}
                    Some(Ok(Frame::Close(_)) | Err(_)) | None => return,
                }
                Ok(())
            }
            _ = ping.tick() => {
                silent += 1;
                if silent > 2 { return; }
                socket.send(Frame::Ping(Vec::new().into())).await
            }
        };
        if sent.is_err() {
            return;
        }
    }
}

async fn send(socket: &mut WebSocket, message: &Message) -> Result<(), axum::Error> {
    let text = serde_json::to_string(message).map_err(axum::Error::new)?;
    socket.send(Frame::Text(text.into())).await
}
