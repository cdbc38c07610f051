//! Signing beside the async workers, as many at a time as there are cores, with a bounded queue.

use std::{sync::Arc, thread};

use tokio::{sync::Semaphore, task::spawn_blocking, time::Instant};

use super::{Refusal, metrics::SigningMetrics};
use crate::jaas::{Claims, Signer};

/// How many may wait for each core. At some 250 signatures a second and core that is a quarter of
/// a second; who comes later is told at once to come again.
const QUEUE_PER_CORE: usize = 64;

/// Signs for many at once.
pub struct SigningPool {
    signer: Arc<Signer>,
    places: Semaphore,
    cores: Semaphore,
    metrics: SigningMetrics,
}

impl SigningPool {
    /// A pool as wide as the machine.
    pub(super) fn new(signer: Arc<Signer>, metrics: SigningMetrics) -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Self { signer, places: Semaphore::new(cores * (1 + QUEUE_PER_CORE)), cores: Semaphore::new(cores), metrics }
    }

    /// Says at once, before any other work is done for a token, that the queue is full.
    ///
    /// # Errors
    ///
    /// [`Refusal::Overloaded`].
    pub(super) fn has_room(&self) -> Result<(), Refusal> {
        if self.places.available_permits() == 0 { Err(Refusal::Overloaded) } else { Ok(()) }
    }

    /// The signed token.
    ///
    /// # Errors
    ///
    /// [`Refusal::Overloaded`] at once when the queue is full.
    pub async fn sign(&self, claims: Claims) -> Result<String, Refusal> {
        let _place = self.places.try_acquire().map_err(|_| Refusal::Overloaded)?;
        let _counted = Counted::new(&self.metrics);
        let _core = self.cores.acquire().await.map_err(|_| Refusal::Died)?;
        let signer = Arc::clone(&self.signer);
        let started = Instant::now();
        let token = spawn_blocking(move || signer.sign(&claims)).await.map_err(|_| Refusal::Died)?;
        self.metrics.seconds.observe(started.elapsed().as_secs_f64());
        Ok(token?)
    }
}

/// One in the queue, also when whoever waits for it goes away.
struct Counted<'a>(&'a SigningMetrics);

impl<'a> Counted<'a> {
    fn new(metrics: &'a SigningMetrics) -> Self {
        metrics.queue.inc();
        Self(metrics)
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.queue.dec();
    }
}
