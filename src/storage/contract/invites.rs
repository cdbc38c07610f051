//! Invites.

use async_trait::async_trait;

use crate::{
    record::NewEvent,
    storage::{Admitted, Invite, InviteUse, SecretHash, Session, StoreError},
};

/// Keeps invites, and who used them.
#[async_trait]
pub trait InviteStore: Send + Sync {
    /// Writes a new invite.
    async fn add_invite(&self, invite: &Invite, event: &NewEvent) -> Result<(), StoreError>;

    /// The invite with that hash, and its session.
    async fn invite_by_hash(&self, hash: &SecretHash) -> Result<Option<(Invite, Session)>, StoreError>;

    /// The invite of that id in that session.
    async fn invite(&self, session_id: &str, id: &str) -> Result<Option<Invite>, StoreError>;

    /// The newest invite for all guests that is in force.
    async fn shown_invite(&self, session_id: &str) -> Result<Option<Invite>, StoreError>;

    /// The session's invites, newest first, at most `limit`; with `before`, those older than that one.
    async fn invites(&self, session_id: &str, before: Option<&str>, limit: u64) -> Result<Vec<Invite>, StoreError>;

    /// Who came by these invites, newest first, at most `limit` for all of them together.
    async fn invite_uses(&self, invite_ids: &[String], limit: u64) -> Result<Vec<InviteUse>, StoreError>;

    /// This browser's use of the invite, if there was one.
    async fn invite_use(&self, invite_id: &str, device: &str) -> Result<Option<InviteUse>, StoreError>;

    /// Counts a use of an invite that lets nobody into a meeting yet: a co-host's. A browser that has
    /// used it is not counted again. Check and count are one step.
    async fn use_invite(&self, used: &InviteUse, event: &NewEvent) -> Result<Admitted, StoreError>;

    /// Revokes the invite. Revoking a revoked one changes nothing.
    async fn revoke_invite(&self, session_id: &str, id: &str, event: &NewEvent) -> Result<(), StoreError>;

    /// Revokes all guests' invites of the session.
    async fn revoke_guest_invites(&self, session_id: &str, event: &NewEvent) -> Result<(), StoreError>;

    /// Revokes `old`, if there is one, and writes `new`, all or nothing. Where `new` is the one link for
    /// all guests, whatever became that meanwhile is revoked as well.
    async fn replace_invite(&self, old: Option<&Invite>, new: &Invite, event: &NewEvent) -> Result<(), StoreError>;

    /// Closes `old` to everybody new and writes `new`, if there is one, all or nothing. An `old` that
    /// was closed or revoked meanwhile was replaced as well: then nothing is written.
    async fn close_invite(&self, old: &Invite, new: Option<&Invite>, event: &NewEvent) -> Result<(), StoreError>;
}
