//! API keys.

use async_trait::async_trait;

use crate::{
    record::NewEvent,
    storage::{ApiKeyRecord, SecretHash, StoreError},
};

/// Keeps the API keys that were made here.
#[async_trait]
pub trait ApiKeyStore: Send + Sync {
    /// Writes a new key.
    async fn add_api_key(&self, key: &ApiKeyRecord, event: &NewEvent) -> Result<(), StoreError>;

    /// The key with that hash, whether it still holds or not.
    async fn api_key_by_hash(&self, hash: &SecretHash) -> Result<Option<ApiKeyRecord>, StoreError>;

    /// Keys, newest first, at most `limit`; with `before`, those older than the one with that id.
    async fn api_keys(&self, before: Option<&str>, limit: u64) -> Result<Vec<ApiKeyRecord>, StoreError>;

    /// Revokes the key of that id: `false` where there is none. Revoking a revoked one changes nothing.
    async fn revoke_api_key(&self, id: &str, event: &NewEvent) -> Result<bool, StoreError>;

    /// Notes that the key was used, unless a later use is noted.
    async fn touch_api_key(&self, id: &str, now: i64) -> Result<(), StoreError>;
}
