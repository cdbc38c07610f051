//! What Greenroom remembers: sessions, invites, grants, and which room claim got people in.
//!
//! One contract, [`Store`], behind which the database hides. Records are plain values; rules about
//! them live in `service`. Time is an argument. Everything specific to SQLite is in `connect`.

mod connect;
mod database;
mod entities;
mod migrations;
mod records;

use async_trait::async_trait;

pub use connect::{ConnectError, connect, connect_in_memory};
pub use database::Database;
pub use records::{Grant, Invite, InviteHash, Session};

use crate::jaas::{RoomClaim, RoomName};

/// The database did not do what it was asked. The cause is for the log alone.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[from] sea_orm::DbErr),
    /// A row holds what this version cannot have written.
    #[error("row {id} of {table} cannot be read")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The row's id.
        id: String,
    },
}

/// Whether a grant was written, or why the token must not be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// It is written: the token may be given.
    Written,
    /// The session ended or the invite was revoked before it was written.
    Refused,
}

/// What every backend of the storage does.
#[async_trait]
pub trait Store: Send + Sync {
    /// Writes a new session and its first invites, all or nothing.
    async fn open_session(&self, session: &Session, invites: &[Invite]) -> Result<(), StoreError>;

    /// The session of that id.
    async fn session(&self, id: &str) -> Result<Option<Session>, StoreError>;

    /// The session that has this room.
    async fn session_by_room(&self, room: &RoomName) -> Result<Option<Session>, StoreError>;

    /// Ends the session. Ending an ended one changes nothing.
    async fn end_session(&self, id: &str, now: i64) -> Result<(), StoreError>;

    /// Writes a new invite.
    async fn add_invite(&self, invite: &Invite) -> Result<(), StoreError>;

    /// The invite with that hash, and its session.
    async fn invite_by_hash(&self, hash: &InviteHash) -> Result<Option<(Invite, Session)>, StoreError>;

    /// The invite of that id in that session.
    async fn invite(&self, session_id: &str, id: &str) -> Result<Option<Invite>, StoreError>;

    /// The newest invite of the session that its host's page can show, unless it was revoked.
    async fn shown_invite(&self, session_id: &str) -> Result<Option<Invite>, StoreError>;

    /// Revokes the invite. Revoking a revoked one changes nothing.
    async fn revoke_invite(&self, session_id: &str, id: &str, now: i64) -> Result<(), StoreError>;

    /// Revokes `old`, if there is one, and writes `new`, all or nothing.
    async fn replace_invite(&self, old: Option<&Invite>, new: &Invite, now: i64) -> Result<(), StoreError>;

    /// Writes a grant, unless its session has ended or its invite was revoked: the check and the
    /// write are one step, so no token is given after either. A grant without a session belongs to
    /// the session that has its room, if there is one.
    async fn record_grant(&self, grant: &Grant) -> Result<Recorded, StoreError>;

    /// The session's newest grants, at most `limit`; with `before`, those older than that grant.
    async fn grants(&self, session_id: &str, before: Option<&str>, limit: u64) -> Result<Vec<Grant>, StoreError>;

    /// The form of the room claim that got somebody in at this tenant.
    async fn room_claim(&self, tenant: &str) -> Result<Option<RoomClaim>, StoreError>;

    /// Remembers the form that got somebody in at this tenant.
    async fn remember_room_claim(&self, tenant: &str, form: RoomClaim, now: i64) -> Result<(), StoreError>;

    /// Writes something and takes it back at once: whether it can be written to.
    async fn try_writing(&self) -> Result<(), StoreError>;
}
