//! So many in a minute for each key, half of them at once.

use std::{
    hash::Hash,
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use governor::{Quota, RateLimiter, clock::Clock, middleware::NoOpMiddleware, state::keyed::DashMapStateStore};

use crate::clock::World;

/// After so many questions, keys that have not come for a while are forgotten.
const TIDY_EVERY: u32 = 4096;

/// Counts who asked how often.
pub(super) struct Counter<K: Hash + Eq + Clone> {
    limiter: RateLimiter<K, DashMapStateStore<K>, WorldClock, NoOpMiddleware<Duration>>,
    clock: WorldClock,
    asked: AtomicU32,
}

impl<K: Hash + Eq + Clone> Counter<K> {
    /// `None` for no limit, and for a limit of nothing.
    pub(super) fn new(per_minute: Option<u32>, world: &Arc<dyn World>) -> Option<Self> {
        let per_minute = NonZeroU32::new(per_minute?)?;
        let burst = NonZeroU32::new(per_minute.get().div_ceil(2))?;
        let clock = WorldClock(Arc::clone(world));
        let quota = Quota::per_minute(per_minute).allow_burst(burst);
        let limiter = RateLimiter::new(quota, DashMapStateStore::default(), clock.clone());
        Some(Self { limiter, clock, asked: AtomicU32::new(0) })
    }

    /// Counts one of that key. Over the limit: in how many seconds the next one is let in.
    pub(super) fn count(&self, key: &K) -> Result<(), u32> {
        if self.asked.fetch_add(1, Ordering::Relaxed) % TIDY_EVERY == TIDY_EVERY - 1 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(key).map_err(|not_until| whole_seconds(not_until.wait_time_from(self.clock.now())))
    }
}

/// Rounded up: who comes after that is let in.
fn whole_seconds(wait: Duration) -> u32 {
    u32::try_from(wait.as_millis().div_ceil(1000)).unwrap_or(u32::MAX).max(1)
}

/// The world's steady clock, as the limiter reads it: nobody stays out because the time was set back.
#[derive(Clone)]
struct WorldClock(Arc<dyn World>);

impl Clock for WorldClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.steady_ms()).unwrap_or_default())
    }
}
