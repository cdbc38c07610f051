//! What every backend of the storage does, one topic a file.

mod accounts;
mod api_keys;
mod doors;
mod grants;
mod invites;
mod sessions;
mod signing_in;

use async_trait::async_trait;

pub use self::{
    accounts::AccountStore, api_keys::ApiKeyStore, doors::DoorStore, grants::GrantStore, invites::InviteStore,
    sessions::SessionStore, signing_in::SigningInStore,
};
use super::StoreError;
use crate::jaas::RoomClaim;

/// The whole of it.
#[async_trait]
pub trait Store:
    AccountStore + ApiKeyStore + SessionStore + InviteStore + GrantStore + DoorStore + SigningInStore
{
    /// The form of the room claim that got somebody in at this tenant.
    async fn room_claim(&self, tenant: &str) -> Result<Option<RoomClaim>, StoreError>;

    /// Remembers the form that got somebody in at this tenant.
    async fn remember_room_claim(&self, tenant: &str, form: RoomClaim, now: i64) -> Result<(), StoreError>;

    /// Writes something and takes it back at once: whether it can be written to.
    async fn try_writing(&self) -> Result<(), StoreError>;
}
