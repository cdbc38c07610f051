//! Accounts and sign-ins.

use async_trait::async_trait;

use crate::{
    record::NewEvent,
    storage::{Account, SecretHash, SignIn, StoreError},
};

/// Keeps who may host, and in which browsers they are signed in.
#[async_trait]
pub trait AccountStore: Send + Sync {
    /// The account with this e-mail address; made of `new` where there is none. A name that is known
    /// now and was not, or was another, is kept.
    async fn account_of(&self, new: &Account) -> Result<Account, StoreError>;

    /// Writes a new sign-in and revokes the one that it follows, all or nothing.
    async fn add_sign_in(
        &self,
        sign_in: &SignIn,
        instead_of: Option<&SecretHash>,
        event: &NewEvent,
    ) -> Result<(), StoreError>;

    /// The sign-in with that hash, whether it still holds or not, and its account.
    async fn sign_in_by_hash(&self, hash: &SecretHash) -> Result<Option<(SignIn, Account)>, StoreError>;

    /// Notes that the sign-in was used.
    async fn touch_sign_in(&self, id: &str, now: i64) -> Result<(), StoreError>;

    /// Revokes a sign-in of that account. Revoking a revoked one changes nothing.
    async fn revoke_sign_in(&self, account_id: &str, id: &str, event: &NewEvent) -> Result<(), StoreError>;
}
