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

/// Says that a token with this form of the room claim got its bearer in.
///
/// # Errors
///
/// Every refusal of the service, as an [`ApiError`].
#[server(prefix = "/api/pages", endpoint = "room-claim", input = Json, output = Json)]
pub async fn report_room_claim(
    /// By what right the caller comes.
    door: Door,
    /// The form that got them in.
    room_claim: RoomClaim,
) -> Result<(), ApiError> {
    service()?.report_room_claim(&door, room_claim, &*visitor()?).await.map_err(refuse)
}
