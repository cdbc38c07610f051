//! Whether this process can do its work now.

use super::{Refusal, Service};

impl Service {
    /// Whether the database takes a write. The key was parsed at the start: without a good one the
    /// program does not come up.
    ///
    /// # Errors
    ///
    /// [`Refusal::NotReady`] with the cause.
    pub async fn ready(&self) -> Result<(), Refusal> {
        self.store.try_writing().await.map_err(Refusal::NotReady)
    }
}
