//! The two calls that a meeting page makes.

use leptos::prelude::*;

use crate::wire::{ApiError, Door, MeetingToken, RoomClaim};

// The real transport and bodies follow; the signatures are the contract.

/// A token for the one who stands at this door.
///
/// # Errors
///
/// Every refusal of the service, as an [`ApiError`].
pub async fn mint_meeting_token(
    door: Door,
    name: String,
    room_claim: Option<RoomClaim>,
) -> Result<MeetingToken, ApiError> {
    let _ = (door, name, room_claim);
    unimplemented!()
}

/// Says that a token with this form of the room claim got its bearer in.
///
/// # Errors
///
/// Every refusal of the service, as an [`ApiError`].
pub async fn report_room_claim(door: Door, room_claim: RoomClaim) -> Result<(), ApiError> {
    let _ = (door, room_claim);
    unimplemented!()
}
