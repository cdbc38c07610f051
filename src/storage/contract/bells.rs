//! Bells between the servers on one database.

use async_trait::async_trait;

use crate::storage::{DistantBells, StoreError};

/// Carries bells from server to server, where a database can have more than one.
#[async_trait]
pub trait BellStore: Send + Sync {
    /// Tells the other servers that something changed at these sessions' doors.
    async fn ring_elsewhere(&self, session_ids: &[String]) -> Result<(), StoreError>;

    /// Listens to what other servers ring; `None` where nobody else can.
    async fn listen_elsewhere(&self) -> Result<Option<DistantBells>, StoreError>;
}
