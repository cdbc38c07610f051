//! Grants: the record of every token.

use async_trait::async_trait;

use crate::{
    record::NewEvent,
    storage::{Admission, Admitted, Grant, Recorded, SessionLimits, StoreError},
};

/// Keeps grants.
#[async_trait]
pub trait GrantStore: Send + Sync {
    /// Writes a backend's grant, unless its room has a session that is over or not open yet, or that
    /// ends too long before the token expires: the check and the write are one step, so no token is
    /// given against either. A grant without a session belongs to the session that has its room, if
    /// there is one; so does its event.
    async fn record_grant(
        &self,
        grant: &Grant,
        limits: SessionLimits,
        event: &NewEvent,
    ) -> Result<Recorded, StoreError>;

    /// Lets somebody in who stands at the door: checks session, invite, its uses, the session's
    /// capacity and whether they were kept out, counts them, and writes the grant, all in one step.
    async fn admit(&self, admission: &Admission, event: &NewEvent) -> Result<Admitted, StoreError>;

    /// The session's newest grants, at most `limit`; with `before`, those older than that grant.
    async fn grants(&self, session_id: &str, before: Option<&str>, limit: u64) -> Result<Vec<Grant>, StoreError>;

    /// The grants of one person in a session whose tokens have not expired.
    async fn live_grants(&self, session_id: &str, user_id: &str, now: i64) -> Result<Vec<Grant>, StoreError>;
}
