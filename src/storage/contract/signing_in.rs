//! Sign-ins on their way, one-time links, and what an account or an operator sees of sign-ins.

use async_trait::async_trait;

use crate::{
    record::NewEvent,
    storage::{Account, HostLink, PendingSignIn, SecretHash, SignIn, StoreError},
};

/// Keeps what somebody needs until they are signed in, and lists who is.
#[async_trait]
pub trait SigningInStore: Send + Sync {
    /// Writes a sign-in on its way, and forgets those that were too late at `now`.
    async fn add_pending_sign_in(&self, pending: &PendingSignIn, now: i64) -> Result<(), StoreError>;

    /// Takes the sign-in with that state out, for the browser that began it alone. Of two that ask at
    /// once one gets it.
    async fn take_pending_sign_in(
        &self,
        state: &SecretHash,
        browser: &SecretHash,
    ) -> Result<Option<PendingSignIn>, StoreError>;

    /// Writes a one-time link, and forgets those that expired before `forget`.
    async fn add_host_link(&self, link: &HostLink, forget: i64, event: &NewEvent) -> Result<(), StoreError>;

    /// The one-time link with that hash, whether it can still be used or not.
    async fn host_link(&self, hash: &SecretHash) -> Result<Option<HostLink>, StoreError>;

    /// Uses a one-time link up: `false` where it was used before, is too old, or is none. Of two that
    /// ask at once one gets `true`.
    async fn use_host_link(&self, hash: &SecretHash, now: i64) -> Result<bool, StoreError>;

    /// Makes the unused one-time links for that address useless.
    async fn revoke_host_links(&self, email: &str, event: &NewEvent) -> Result<(), StoreError>;

    /// The account with that address.
    async fn account_by_email(&self, email: &str) -> Result<Option<Account>, StoreError>;

    /// Accounts in the order of their addresses, at most `limit`; with `after`, those behind it.
    async fn accounts(&self, after: Option<&str>, limit: u64) -> Result<Vec<Account>, StoreError>;

    /// The account's newest sign-ins that were neither revoked nor at their end at `now`, at most `limit`.
    async fn sign_ins(&self, account_id: &str, now: i64, limit: u64) -> Result<Vec<SignIn>, StoreError>;

    /// Revokes all sign-ins of the account; how many that were.
    async fn revoke_sign_ins(&self, account_id: &str, event: &NewEvent) -> Result<u64, StoreError>;
}
