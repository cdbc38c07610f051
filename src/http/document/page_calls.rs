//! The operations whose handlers are the framework's or have no name: the calls of our own pages
//! (`server_fns/meeting.rs`) and the document itself. The functions here are what they are described on.

#![expect(dead_code, reason = "they are read by the macros that describe them, and never called")]

use utoipa::{IntoResponses, ToSchema};

use super::answers::{Answers, refusals};
use crate::wire::{
    Door,
    ErrorCode::{
        Forbidden, InviteExpired, InviteRevoked, InviteUsedUp, KeptOut, NotFound, NotReady, Overloaded, RateLimited,
        SessionCancelled, SessionEnded, SessionFull, SessionNotOpen, WaitingForHost, WaitingToBeLetIn,
    },
    MeetingToken, RoomClaim,
};

/// By what right a page asks for a token, and for whom.
#[derive(ToSchema)]
pub(super) struct MeetingTokenCall {
    door: Door,
    /// The name that others shall see; empty for the one of last time.
    #[schema(example = "Gus")]
    name: String,
    /// The form of the room claim to ask for, after the usual one was refused.
    room_claim: Option<RoomClaim>,
}

/// By what right a page says that its visitor is in the meeting, and by which form of the room claim.
#[derive(ToSchema)]
pub(super) struct JoinedCall {
    door: Door,
    room_claim: RoomClaim,
    /// Jitsi's id of the participant, eight hexadecimal digits. Anything else is not heard.
    #[schema(example = "0a1b2c3d")]
    participant_id: Option<String>,
}

/// Why somebody at a door does not come in.
struct DoorRefusals;

impl IntoResponses for DoorRefusals {
    fn responses() -> Answers {
        refusals([
            (
                403,
                &[Forbidden, KeptOut],
                "Not this session's host, or a page of another site; or the host refused or removed this guest (`kept_out`).",
            ),
            (404, &[NotFound], "No such link, or no such session."),
            (
                409,
                &[SessionNotOpen, WaitingForHost, WaitingToBeLetIn, SessionFull],
                "The door opens later; or the guest waits; or as many guests as the session takes were let in.",
            ),
            (
                410,
                &[InviteRevoked, InviteExpired, InviteUsedUp, SessionEnded, SessionCancelled],
                "The link lets nobody in, or nobody new; or the session is over, or was called off.",
            ),
            (429, &[RateLimited], "Too much was asked for from this address."),
        ])
    }
}

/// Gives a token to who stands at a session's door.
///
/// There is no field for a role, a room, a lifetime or a feature: they are the invite's and the session's. A
/// host's right is in a cookie.
#[utoipa::path(
    post, path = "/api/pages/meeting-token", tag = "Our own pages", operation_id = "page_meeting_token",
    request_body = MeetingTokenCall,
    responses(
        (status = 200, body = MeetingToken, description = "The token; its three fields are null where the deployment takes none."),
        DoorRefusals,
        Busy,
    )
)]
pub(super) const fn meeting_token() {}

/// The queue of tokens to be signed is full.
struct Busy;

impl IntoResponses for Busy {
    fn responses() -> Answers {
        refusals([(503, &[NotReady, Overloaded], "The database does not answer, or the signing queue is full.")])
    }
}

/// Hears that a page's visitor is in the meeting.
///
/// The form of the room claim is remembered where it is not configured, and the host can remove the
/// participant by their id. A host who is in opens the door where guests wait for one.
#[utoipa::path(
    post, path = "/api/pages/joined", tag = "Our own pages", operation_id = "page_joined",
    request_body = JoinedCall,
    responses((status = 200, body = (), content_type = "application/json", description = "Heard."), DoorRefusals)
)]
pub(super) const fn joined() {}

/// This description.
#[utoipa::path(
    get, path = "/api/openapi.json", tag = "This description", operation_id = "get_document",
    responses((status = 200, body = Object, description = "An OpenAPI 3.1 document.", example = json!({ "openapi": "3.1.0" })))
)]
pub(super) const fn document() {}
