//! Signing beside the async workers, as many at a time as there are cores, with a bounded queue.

use std::{sync::Arc, thread};

use tokio::{sync::Semaphore, task::spawn_blocking};

use super::Refusal;
use crate::jaas::{Claims, Signer};

/// How many may wait for each core. At some 250 signatures a second and core that is a quarter of
/// a second; who comes later is told at once to come again.
const QUEUE_PER_CORE: usize = 64;

/// Signs for many at once.
pub struct SigningPool {
    signer: Arc<Signer>,
    places: Semaphore,
    cores: Semaphore,
}

impl SigningPool {
    /// A pool as wide as the machine.
    pub fn new(signer: Arc<Signer>) -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Self { signer, places: Semaphore::new(cores * (1 + QUEUE_PER_CORE)), cores: Semaphore::new(cores) }
    }

    /// The signed token.
    ///
    /// # Errors
    ///
    /// [`Refusal::Overloaded`] at once when the queue is full.
    pub async fn sign(&self, claims: Claims) -> Result<String, Refusal> {
        let _place = self.places.try_acquire().map_err(|_| Refusal::Overloaded)?;
        let _core = self.cores.acquire().await.map_err(|_| Refusal::Died)?;
        let signer = Arc::clone(&self.signer);
        let token = spawn_blocking(move || signer.sign(&claims)).await.map_err(|_| Refusal::Died)?;
        Ok(token?)
    }
}
