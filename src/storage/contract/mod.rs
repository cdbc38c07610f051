//! What every backend of the storage does, one topic a file.
//!
//! What changes something takes the event that says so, and writes both in one step or neither. The
//! moment of the change is the event's. Where nothing is changed, no event is written.

mod accounts;
mod api_keys;
mod bells;
mod doors;
mod grants;
mod invites;
mod privacy;
mod record;
mod sessions;
mod signing_in;

use async_trait::async_trait;

pub use self::{
    accounts::AccountStore, api_keys::ApiKeyStore, bells::BellStore, doors::DoorStore, grants::GrantStore,
    invites::InviteStore, privacy::PrivacyStore, record::RecordStore, sessions::SessionStore,
    signing_in::SigningInStore,
};
use super::{DatabaseKind, StoreError};
use crate::{jaas::RoomClaim, record::NewEvent};

/// The whole of it.
#[async_trait]
pub trait Store:
    AccountStore
    + ApiKeyStore
    + SessionStore
    + InviteStore
    + GrantStore
    + DoorStore
    + SigningInStore
    + BellStore
    + RecordStore
    + PrivacyStore
{
    /// The form of the room claim that got somebody in at this tenant.
    async fn room_claim(&self, tenant: &str) -> Result<Option<RoomClaim>, StoreError>;

    /// Remembers the form that got somebody in at this tenant.
    async fn remember_room_claim(&self, tenant: &str, form: RoomClaim, event: &NewEvent) -> Result<(), StoreError>;

    /// Which database it is.
    fn kind(&self) -> DatabaseKind;

    /// Writes something and takes it back at once: whether it can be written to.
    async fn try_writing(&self) -> Result<(), StoreError>;
}
