//! What a link leads to: the green room, the door, or a host's page.

use crate::{
    server_fns::context::{refuse, service, visitor},
    service::{DoorState, Entry, Refusal, Service, Session, Visitor, shown_title},
    wire::{ApiError, Door, MeetingPlace, Role, SessionType},
    words::Language,
};

/// A meeting's page, before and during it, for a guest or a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomView {
    /// The session's title.
    pub title: String,
    /// Video or audio.
    pub session_type: SessionType,
    /// The role that the visitor has here.
    pub role: Role,
    /// By what right the visitor is here; handed to the token's address as it is.
    pub door: Door,
    /// Where the meeting happens.
    pub place: MeetingPlace,
    /// The name that the visitor gave last time.
    pub remembered_name: Option<String>,
    /// The language that the visitor reads.
    pub language: Language,
}

/// The page of a session whose door is not open to this guest yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingView {
    /// The secret of the guest's link.
    pub secret: String,
    /// The session's title.
    pub title: String,
    /// When it starts, in seconds since 1970.
    pub starts_at: i64,
    /// When it shall be over.
    pub ends_at: Option<i64>,
    /// The time zone that its host thinks in.
    pub time_zone: String,
    /// The present.
    pub now: i64,
    /// What the guest waits for.
    pub waits_for: WaitsFor,
    /// The name with which they knocked.
    pub knocked_as: Option<String>,
    /// The name that the visitor gave last time.
    pub remembered_name: Option<String>,
}

/// What a guest at the door waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitsFor {
    /// The moment at which the door opens, in seconds since 1970.
    Opening(i64),
    /// A host who is in.
    Host,
    /// A host who lets them in.
    Answer,
}

impl WaitsFor {
    /// The state of the door that goes with it, as its events name it.
    pub const fn state(self) -> &'static str {
        match self {
            Self::Opening(opens_at) => DoorState::NotYet { opens_at },
            Self::Host => DoorState::WaitingForHost,
            Self::Answer => DoorState::WaitingToBeLetIn,
        }
        .as_str()
    }
}

/// What a `/j/{secret}` link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkView {
    /// A guest's link, and an open door: the green room.
    Guest(RoomView),
    /// A guest's link, and a door that is not open yet.
    Waiting(WaitingView),
    /// A host's link: the browser now holds the right, and its place is `/s/{session_id}`.
    Host {
        /// The session's id.
        session_id: String,
    },
    /// A host's link that counts its uses, before this one.
    HostToBe {
        /// The session's title.
        title: String,
    },
}

/// What `/j/{secret}` shows. For a host's link it also hands the browser its cookie.
///
/// # Errors
///
/// Unknown, revoked, expired and used up links; sessions that are over, full, or keep this guest out.
pub async fn link(secret: &str) -> Result<LinkView, ApiError> {
    let (service, visitor) = (service()?, visitor()?);
    service.count_look(secret, &visitor).await.map_err(refuse)?;
    match service.enter(secret, &visitor).await.map_err(refuse)? {
        Entry::Guest { session, door, knocked_as } => {
            let waits_for = match door {
                DoorState::Open => {
                    let door = Door::Invite { secret: secret.to_owned() };
                    return Ok(LinkView::Guest(room_view(&service, session, Role::Guest, door, &visitor)));
                }
                DoorState::NotYet { opens_at } => WaitsFor::Opening(opens_at),
                DoorState::WaitingForHost => WaitsFor::Host,
                DoorState::WaitingToBeLetIn => WaitsFor::Answer,
                DoorState::Full => return Err(refuse(Refusal::SessionFull)),
                DoorState::KeptOut => return Err(refuse(Refusal::KeptOut)),
                DoorState::Ended => return Err(refuse(Refusal::SessionEnded)),
                DoorState::Cancelled => return Err(refuse(Refusal::SessionCancelled)),
            };
            Ok(LinkView::Waiting(WaitingView {
                secret: secret.to_owned(),
                title: session.title,
                starts_at: session.starts_at,
                ends_at: session.ends_at,
                time_zone: session.time_zone,
                now: service.now(),
                waits_for,
                knocked_as,
                remembered_name: visitor.name.clone(),
            }))
        }
        Entry::Host(session) => Ok(LinkView::Host { session_id: session.id }),
        Entry::HostToBe(session) => Ok(LinkView::HostToBe { title: shown_title(&session.title, visitor.language) }),
    }
}

/// Whether a guest who left the meeting was not put out of it: who was, is told so instead of thanked.
///
/// # Errors
///
/// They were removed, or their link was withdrawn; too many looks from there.
pub async fn may_come_back(secret: &str) -> Result<(), ApiError> {
    let (service, visitor) = (service()?, visitor()?);
    service.count_look(secret, &visitor).await.map_err(refuse)?;
    match service.enter(secret, &visitor).await {
        Ok(Entry::Guest { door: DoorState::KeptOut, .. }) => Err(refuse(Refusal::KeptOut)),
        Err(Refusal::InviteRevoked) => Err(refuse(Refusal::InviteRevoked)),
        // Whatever else there is to say, the page that they go back to says it.
        _ => Ok(()),
    }
}

/// What `/s/{id}/room` shows: the host's own way into the meeting.
///
/// # Errors
///
/// No such session, not its host, not open.
pub async fn host_room(session_id: &str) -> Result<RoomView, ApiError> {
    let (service, visitor) = (service()?, visitor()?);
    let host = service.host(session_id, &visitor).await.map_err(refuse)?;
    service.open_to_host(&host).map_err(refuse)?;
    let door = Door::Host { session_id: session_id.to_owned() };
    Ok(room_view(&service, host.session, Role::Host, door, &visitor))
}

fn room_view(service: &Service, session: Session, role: Role, door: Door, visitor: &Visitor) -> RoomView {
    RoomView {
        place: service.meetings().place(&session.room),
        title: session.title,
        session_type: session.session_type,
        role,
        door,
        remembered_name: visitor.name.clone(),
        language: visitor.language,
    }
}
