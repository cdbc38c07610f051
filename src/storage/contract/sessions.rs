//! Sessions and who leads them.

use async_trait::async_trait;

use crate::{
    jaas::RoomName,
    record::NewEvent,
    storage::{Invite, Session, SessionHost, SessionsPage, StoreError},
};

/// Keeps sessions.
#[async_trait]
pub trait SessionStore: Send + Sync {
    /// Writes a new session, its first invites and its hosts, all or nothing.
    async fn open_session(
        &self,
        session: &Session,
        invites: &[Invite],
        hosts: &[SessionHost],
        event: &NewEvent,
    ) -> Result<(), StoreError>;

    /// The session of that id.
    async fn session(&self, id: &str) -> Result<Option<Session>, StoreError>;

    /// The session that has this room.
    async fn session_by_room(&self, room: &RoomName) -> Result<Option<Session>, StoreError>;

    /// The session of that id if this person leads it, and how.
    async fn hosted_session(&self, id: &str, email: &str) -> Result<Option<(Session, SessionHost)>, StoreError>;

    /// Who leads the session; its owner first.
    async fn hosts(&self, session_id: &str) -> Result<Vec<SessionHost>, StoreError>;

    /// A host's sessions: live and upcoming ones in the order of their start, past ones newest first.
    async fn sessions_of(&self, page: &SessionsPage<'_>) -> Result<Vec<(Session, SessionHost)>, StoreError>;

    /// Writes what the host changed, with its hosts, unless the session has ended, was cancelled, or
    /// was changed by somebody else since `session.sequence`; then one is added to it. Says whether
    /// it was written.
    async fn change_session(
        &self,
        session: &Session,
        hosts: &[SessionHost],
        event: &NewEvent,
    ) -> Result<bool, StoreError>;

    /// Ends the session. Ending an ended one changes nothing.
    async fn end_session(&self, id: &str, event: &NewEvent) -> Result<(), StoreError>;

    /// Calls the session off, unless it is over. Says whether it was.
    async fn cancel_session(&self, id: &str, event: &NewEvent) -> Result<bool, StoreError>;

    /// Notes that a host is in. Only the first time counts. Says whether it was that.
    async fn host_came(&self, id: &str, event: &NewEvent) -> Result<bool, StoreError>;
}
