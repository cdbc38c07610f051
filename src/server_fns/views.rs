//! What the pages are rendered from. Server only; each function is one service call.

use super::context::{refuse, service, visitor};
use crate::{
    service::{Entry, Grant, Refusal, Service, Session, Visitor},
    wire::{ApiError, Door, MeetingPlace, Role, SessionType},
};

/// The home page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeView {
    /// Whether the sandbox stands in for 8x8.vc: then anybody may open a session here.
    pub sandbox: bool,
}

/// A meeting's page, before and during it, for a guest or a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomView {
    /// The session's title.
    pub title: String,
    /// Video or audio.
    pub session_type: SessionType,
    /// The role that the visitor has here.
    pub role: Role,
    /// By what right the visitor is here; handed to the server functions as it is.
    pub door: Door,
    /// Where the meeting happens.
    pub place: MeetingPlace,
    /// The name that the visitor gave last time.
    pub remembered_name: Option<String>,
    /// When the session was opened, in seconds since 1970.
    pub opened_at: i64,
}

/// What a `/j/{secret}` link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkView {
    /// A guest's link: the green room.
    Guest(RoomView),
    /// A host's link: the browser now holds the right, and its place is `/s/{session_id}`.
    Host {
        /// The session's id.
        session_id: String,
    },
}

/// The host's page of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostView {
    /// The session's id.
    pub session_id: String,
    /// The session's title.
    pub title: String,
    /// Video or audio.
    pub session_type: SessionType,
    /// When it was opened, in seconds since 1970.
    pub opened_at: i64,
    /// When it ended, if it did.
    pub ended_at: Option<i64>,
    /// The guest link in force, as an absolute URL; none when it was withdrawn or the session ended.
    pub guest_link: Option<String>,
    /// Who was let in, newest first, at most the last 50.
    pub grants: Vec<GrantView>,
}

/// One line of who was let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantView {
    /// The name that the token bears.
    pub name: String,
    /// The role that it bears.
    pub role: Role,
    /// When it was issued, in seconds since 1970.
    pub issued_at: i64,
}

/// The home page.
///
/// # Errors
///
/// Only outside a request.
pub async fn home() -> Result<HomeView, ApiError> {
    Ok(HomeView { sandbox: service()?.is_sandbox() })
}

/// What `/j/{secret}` shows. For a host's link it also hands the browser its cookie.
///
/// # Errors
///
/// Unknown, revoked and ended links.
pub async fn link(secret: &str) -> Result<LinkView, ApiError> {
    let (service, visitor) = (service()?, visitor()?);
    match service.enter(secret, &visitor).await.map_err(refuse)? {
        Entry::Guest(session) => {
            let door = Door::Invite { secret: secret.to_owned() };
            Ok(LinkView::Guest(room_view(&service, session, Role::Guest, door, &visitor)))
        }
        Entry::Host(session) => Ok(LinkView::Host { session_id: session.id }),
    }
}

/// What `/s/{id}/room` shows: the host's own way into the meeting.
///
/// # Errors
///
/// No such session, not its host, ended.
pub async fn host_room(session_id: &str) -> Result<RoomView, ApiError> {
    let (service, visitor) = (service()?, visitor()?);
    let host = service.host(session_id, &visitor).await.map_err(refuse)?;
    if host.session.ended_at.is_some() {
        return Err(refuse(Refusal::SessionEnded));
    }
    let door = Door::Host { session_id: session_id.to_owned() };
    Ok(room_view(&service, host.session, Role::Host, door, &visitor))
}

/// What `/s/{id}` shows.
///
/// # Errors
///
/// No such session, or not its host.
pub async fn host(session_id: &str) -> Result<HostView, ApiError> {
    let (service, visitor) = (service()?, visitor()?);
    let host = service.host(session_id, &visitor).await.map_err(refuse)?;
    let seen = service.host_view(host).await.map_err(refuse)?;
    Ok(HostView {
        session_id: seen.session.id,
        title: seen.session.title,
        session_type: seen.session.session_type,
        opened_at: seen.session.opened_at,
        ended_at: seen.session.ended_at,
        guest_link: seen.guest.map(|secret| service.link(&secret)),
        grants: seen.grants.into_iter().map(GrantView::from).collect(),
    })
}

fn room_view(service: &Service, session: Session, role: Role, door: Door, visitor: &Visitor) -> RoomView {
    RoomView {
        place: service.meetings().place(&session.room),
        title: session.title,
        session_type: session.session_type,
        role,
        door,
        remembered_name: visitor.name.clone(),
        opened_at: session.opened_at,
    }
}

impl From<Grant> for GrantView {
    fn from(grant: Grant) -> Self {
        Self { name: grant.user_name, role: grant.role, issued_at: grant.issued_at }
    }
}
