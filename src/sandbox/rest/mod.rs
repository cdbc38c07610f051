//! The two addresses at which `JaaS` takes commands to running meetings.
//!
//! What happens in a meeting is `room`'s, which failures were ordered is `switch`'s.

mod admin;
mod bans;
mod denied;

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::Value;

pub(super) use bans::Bans;

use self::{admin::Bearer, denied::Denied};
use super::{Sandbox, switch, token};
use crate::jaas::RoomName;

/// A command to a meeting, as `JaaS` spells it. The sandbox dials nobody.
#[derive(Deserialize)]
#[serde(tag = "action", content = "payload", rename_all = "SCREAMING_SNAKE_CASE", rename_all_fields = "camelCase")]
enum Action {
    Destroy { conference_full_name: String },
    KickParticipant { conference_full_name: String, participant_id: String },
}

/// The body of a ban.
#[derive(Deserialize)]
struct Ban {
    jwt: String,
}

/// `POST /sandbox/v1/_jaas/conference-commands/v1/meeting`: ends a meeting, or puts one out of it.
pub(super) async fn command(State(sandbox): State<Sandbox>, bearer: Bearer, body: Bytes) -> Result<Response, Denied> {
    admin::check(&sandbox, bearer)?;
    let action: Action = serde_json::from_slice(&body).map_err(|_| Denied::Body)?;
    let (Action::Destroy { conference_full_name } | Action::KickParticipant { conference_full_name, .. }) = &action;
    let room = room_of(conference_full_name, &sandbox)?;
    if let Some(failure) = switch::command_failure(&sandbox, &room).await {
        return Ok(failure);
    }
    let happened = match action {
        Action::Destroy { .. } => sandbox.0.hall.end(&room),
        Action::KickParticipant { participant_id, .. } => sandbox.0.hall.put_out(&room, &participant_id),
    };
    if happened { Ok(StatusCode::OK.into_response()) } else { Err(Denied::Nobody) }
}

/// `POST /sandbox/v1/_jaas/jaccess/v1/access-management/{tenant}/ban/jwt`: one token opens nothing
/// any more. Who is in with it stays in.
pub(super) async fn ban(
    State(sandbox): State<Sandbox>,
    Path(tenant): Path<String>,
    bearer: Bearer,
    body: Bytes,
) -> Result<Response, Denied> {
    admin::check(&sandbox, bearer)?;
    if !sandbox.serves(&tenant) {
        return Err(Denied::Tenant);
    }
    let Ban { jwt } = serde_json::from_slice(&body).map_err(|_| Denied::Body)?;
    let claims = token::signed_claims(&jwt, &sandbox.0.keys).map_err(|_| Denied::Body)?;
    let exp = claims.get("exp").and_then(Value::as_number).ok_or(Denied::Body)?;
    if let Some(room) = claims.get("room").and_then(Value::as_str).and_then(bare_room)
        && let Some(failure) = switch::command_failure(&sandbox, &room).await
    {
        return Ok(failure);
    }
    sandbox.0.bans.add(jwt, exp.clone(), (sandbox.0.now)());
    Ok(StatusCode::OK.into_response())
}

/// The room in `{room}@conference.{tenant}.8x8.vc`.
fn room_of(full_name: &str, sandbox: &Sandbox) -> Result<RoomName, Denied> {
    let (room, host) = full_name.split_once("@conference.").ok_or(Denied::Body)?;
    let tenant = host.strip_suffix(".8x8.vc").ok_or(Denied::Body)?;
    if !sandbox.serves(tenant) {
        return Err(Denied::Tenant);
    }
    RoomName::try_from(room.to_lowercase()).map_err(|_| Denied::Body)
}

/// The room of a token in either form; `*` is none.
fn bare_room(claim: &str) -> Option<RoomName> {
    let (_, room) = claim.split_once('/').unwrap_or(("", claim));
    RoomName::try_from(room.to_lowercase()).ok()
}
