//! The two calls that a meeting page makes.

use leptos::prelude::*;

use super::{
    context::{refuse, service, visitor},
    json::Json,
};
use crate::wire::{ApiError, Door, MeetingToken, RoomClaim};

/// A token for the one who stands at this door.
///
/// The caller says no role and no features: the invite carries them.
///
/// # Errors
///
/// Every refusal of the service, as an [`ApiError`].
#[server(prefix = "/api/pages", endpoint = "meeting-token", input = Json, output = Json)]
pub async fn mint_meeting_token(
    /// By what right the caller comes.
    door: Door,
    /// The name that others shall see; empty for the one of last time.
    name: String,
    /// The form of the room claim to ask for, after the usual one was refused.
    room_claim: Option<RoomClaim>,
) -> Result<MeetingToken, ApiError> {
    service()?.token_at_door(&door, &name, room_claim, &*visitor()?).await.map_err(refuse)
}

/// Says that its page's visitor is in the meeting, by a token with this form of the room claim.
///
/// # Errors
///
/// Every refusal of the service, as an [`ApiError`].
#[server(prefix = "/api/pages", endpoint = "joined", input = Json, output = Json)]
pub async fn report_joined(
    /// By what right the caller comes.
    door: Door,
    /// The form that got them in.
    room_claim: RoomClaim,
    /// What the meeting calls them: Jitsi's participant id.
    participant_id: Option<String>,
) -> Result<(), ApiError> {
    service()?.joined(&door, room_claim, participant_id.as_deref(), &*visitor()?).await.map_err(refuse)
}
