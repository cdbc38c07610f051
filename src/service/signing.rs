//! Signing beside the async workers: a thread for each core, and a bounded queue before them.
//!
//! The threads take their next claims from the queue themselves. Handed over by the async workers,
//! each signature would wait for one of these to wake, and the cores with it. They hold no key: it comes
//! with the claims, so that an exchange of keys touches neither the threads nor what waits.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
    time::Instant,
};

use tokio::sync::{Semaphore, oneshot};

use super::{Refusal, metrics::SigningMetrics};
use crate::jaas::{Claims, SignError, Signer};

/// How many may wait for each core. At some 250 signatures a second and core that is a quarter of
/// a second; who comes later is told at once to come again.
const QUEUE_PER_CORE: usize = 64;

/// Claims to be signed, by which key, and who waits for the token.
struct Order {
    signer: Arc<Signer>,
    claims: Claims,
    reply: oneshot::Sender<Result<String, SignError>>,
}

/// Signs for many at once. Its threads end with it.
pub struct SigningPool {
    orders: SyncSender<Order>,
    places: Semaphore,
    metrics: SigningMetrics,
}

impl SigningPool {
    /// A pool as wide as the machine.
    pub(super) fn new(metrics: SigningMetrics) -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let places = cores * (1 + QUEUE_PER_CORE);
        let (orders, queue) = sync_channel(places);
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..cores {
            let (queue, metrics) = (Arc::clone(&queue), metrics.clone());
            thread::spawn(move || work(&queue, &metrics));
        }
        Self { orders, places: Semaphore::new(places), metrics }
    }

    /// Says at once, before any other work is done for a token, that the queue is full.
    ///
    /// # Errors
    ///
    /// [`Refusal::Overloaded`].
    pub(super) fn has_room(&self) -> Result<(), Refusal> {
        if self.places.available_permits() == 0 { Err(Refusal::Overloaded) } else { Ok(()) }
    }

    /// The token, signed by that key, whichever holds when its turn comes.
    ///
    /// # Errors
    ///
    /// [`Refusal::Overloaded`] at once when the queue is full.
    pub async fn sign(&self, signer: Arc<Signer>, claims: Claims) -> Result<String, Refusal> {
        let _place = self.places.try_acquire().map_err(|_| Refusal::Overloaded)?;
        let _counted = Counted::new(&self.metrics);
        let (reply, token) = oneshot::channel();
        // Never full: there are as many places in the queue as are given out, and who went away
        // meanwhile is passed over in no time.
        self.orders.try_send(Order { signer, claims, reply }).map_err(|_| Refusal::Overloaded)?;
        Ok(token.await.map_err(|_| Refusal::Died)??)
    }
}

/// Signs until the pool is gone.
fn work(queue: &Mutex<Receiver<Order>>, metrics: &SigningMetrics) {
    loop {
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Order { signer, claims, reply }) = next else { return };
        if reply.is_closed() {
            continue;
        }
        let started = Instant::now();
        let token = signer.sign(&claims);
        metrics.seconds.observe(started.elapsed().as_secs_f64());
        // Whoever asked may have gone away.
        let _ = reply.send(token);
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
