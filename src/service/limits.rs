//! How many tokens one caller may ask for: a backend by its key, everybody else by their address.
//!
//! Kept in memory, for this process. What a limit does to the outside is [`Refusal::RateLimited`].

use std::{
    hash::Hash,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use governor::{Quota, RateLimiter, clock::Clock, middleware::NoOpMiddleware, state::keyed::DashMapStateStore};

use super::{BackendKey, Refusal};
use crate::clock::World;

/// After so many questions, callers that have not come for a while are forgotten.
const TIDY_EVERY: u32 = 4096;

/// How many tokens may be asked for in a minute; `None` is no limit. Half a minute's worth may come
/// at once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quotas {
    /// By one client address, and by one /64 network of IPv6, which is what one customer gets.
    pub per_address: Option<u32>,
    /// By one API key.
    pub per_key: Option<u32>,
}

/// Counts who asked how often.
pub(super) struct Limits {
    addresses: Option<Counter<IpAddr>>,
    keys: Option<Counter<BackendKey>>,
}

impl Limits {
    pub(super) fn new(quotas: Quotas, world: &Arc<dyn World>) -> Self {
        Self {
            addresses: quotas.per_address.and_then(|count| Counter::new(count, world)),
            keys: quotas.per_key.and_then(|count| Counter::new(count, world)),
        }
    }

    /// Counts one question from that address. Callers without an address share one count.
    pub(super) fn address(&self, address: Option<IpAddr>) -> Result<(), Refusal> {
        let network = address.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), network);
        self.addresses.as_ref().map_or(Ok(()), |counter| counter.count(&network))
    }

    /// Counts one question with that API key.
    pub(super) fn key(&self, key: &BackendKey) -> Result<(), Refusal> {
        self.keys.as_ref().map_or(Ok(()), |counter| counter.count(key))
    }
}

fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX)).into(),
        v4 @ IpAddr::V4(_) => v4,
    }
}

struct Counter<K: Hash + Eq + Clone> {
    limiter: RateLimiter<K, DashMapStateStore<K>, WorldClock, NoOpMiddleware<Duration>>,
    clock: WorldClock,
    asked: AtomicU32,
}

impl<K: Hash + Eq + Clone> Counter<K> {
    fn new(per_minute: u32, world: &Arc<dyn World>) -> Option<Self> {
        let clock = WorldClock(Arc::clone(world));
        let burst = NonZeroU32::new(per_minute.div_ceil(2))?;
        let quota = Quota::per_minute(NonZeroU32::new(per_minute)?).allow_burst(burst);
        let limiter = RateLimiter::new(quota, DashMapStateStore::default(), clock.clone());
        Some(Self { limiter, clock, asked: AtomicU32::new(0) })
    }

    fn count(&self, key: &K) -> Result<(), Refusal> {
        if self.asked.fetch_add(1, Ordering::Relaxed) % TIDY_EVERY == TIDY_EVERY - 1 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(key).map_err(|not_until| {
            let wait = not_until.wait_time_from(self.clock.now());
            Refusal::RateLimited { retry_after: whole_seconds(wait) }
        })
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicI64;

    use super::*;

    #[derive(Default)]
    struct Hands(AtomicI64);

    impl World for Hands {
        fn now_ms(&self) -> i64 {
            self.0.load(Ordering::Relaxed)
        }

        fn fill(&self, _bytes: &mut [u8]) {}
    }

    fn limits(quotas: Quotas) -> (Limits, Arc<Hands>) {
        let hands = Arc::new(Hands::default());
        hands.0.store(1_800_000_000_000, Ordering::Relaxed);
        let world: Arc<dyn World> = Arc::clone(&hands) as _;
        (Limits::new(quotas, &world), hands)
    }

    fn address(text: &str) -> Option<IpAddr> {
        text.parse().ok()
    }

    #[test]
    fn half_a_minutes_worth_is_let_in_at_once_and_the_rest_after_what_is_said() {
        let (limits, hands) = limits(Quotas { per_address: Some(4), per_key: None });
        let ada = address("192.0.2.1");
        assert!(limits.address(ada).is_ok() && limits.address(ada).is_ok());
        let Err(Refusal::RateLimited { retry_after }) = limits.address(ada) else { panic!("it is let in") };
        assert_eq!(retry_after, 15);
        hands.0.fetch_add(14_000, Ordering::Relaxed);
        assert!(limits.address(ada).is_err());
        hands.0.fetch_add(1_000, Ordering::Relaxed);
        assert!(limits.address(ada).is_ok());
    }

    #[test]
    fn nobody_uses_up_anothers_limit() {
        let (limits, _) = limits(Quotas { per_address: Some(2), per_key: Some(2) });
        assert!(limits.address(address("192.0.2.1")).is_ok());
        assert!(limits.address(address("192.0.2.1")).is_err());
        assert!(limits.address(address("192.0.2.2")).is_ok());
        let keys = [BackendKey::Environment(0), BackendKey::Environment(1), BackendKey::Made("0".to_owned())];
        assert!(keys.iter().all(|key| limits.key(key).is_ok()));
        assert!(limits.key(&keys[0]).is_err());
    }

    #[test]
    fn one_network_of_ipv6_is_one_address() {
        let (limits, _) = limits(Quotas { per_address: Some(2), per_key: None });
        assert!(limits.address(address("2001:db8:1:2::1")).is_ok());
        assert!(limits.address(address("2001:db8:1:2:ffff::2")).is_err());
        assert!(limits.address(address("2001:db8:1:3::1")).is_ok());
        assert!(limits.address(address("192.0.2.1")).is_ok());
        assert!(limits.address(address("::ffff:192.0.2.1")).is_err());
    }

    #[test]
    fn without_a_quota_there_is_no_limit() {
        let (limits, _) = limits(Quotas::default());
        assert!((0..10_000).all(|_| limits.address(None).is_ok() && limits.key(&BackendKey::Environment(0)).is_ok()));
    }
}
