//! What the pages are rendered from. Server only; each function is one service call.

use crate::wire::{ApiError, Door, MeetingPlace, Role, SessionType};

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
pub async fn home() -> HomeView {
    HomeView { sandbox: true }
}

/// What `/j/{secret}` shows. For a host's link it also hands the browser its cookie.
///
/// # Errors
///
/// Unknown, revoked and ended links.
pub async fn link(secret: &str) -> Result<LinkView, ApiError> {
    let _ = secret;
    unimplemented!()
}

/// What `/s/{id}/room` shows: the host's own way into the meeting.
///
/// # Errors
///
/// No such session, not its host, ended.
pub async fn host_room(session_id: &str) -> Result<RoomView, ApiError> {
    let _ = session_id;
    unimplemented!()
}

/// What `/s/{id}` shows.
///
/// # Errors
///
/// No such session, or not its host.
pub async fn host(session_id: &str) -> Result<HostView, ApiError> {
    let _ = session_id;
    unimplemented!()
}
