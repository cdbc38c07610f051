//! Which addresses are over a limit at present.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use crate::clock::World;

/// What is past is forgotten this often, in milliseconds.
const TIDY_EVERY: i64 = 60_000;

/// Addresses that were refused, each until it is let in again. Only who used up a limit is in it.
pub(super) struct Busy {
    world: Arc<dyn World>,
    until: Mutex<(HashMap<IpAddr, i64>, i64)>,
}

impl Busy {
    pub(super) fn new(world: &Arc<dyn World>) -> Self {
        Self { world: Arc::clone(world), until: Mutex::default() }
    }

    /// Notes that this address was refused for so many seconds.
    pub(super) fn note(&self, address: IpAddr, seconds: u32) {
        let now = self.world.steady_ms();
        let mut guard = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        let (until, tidied) = &mut *guard;
        if now - *tidied >= TIDY_EVERY {
            until.retain(|_, until| now < *until);
            *tidied = now;
        }
        let end = now.saturating_add(i64::from(seconds) * 1000);
        let known = until.entry(address).or_insert(end);
        *known = end.max(*known);
    }

    /// Whether it is over a limit now.
    pub(super) fn is(&self, address: IpAddr) -> bool {
        let now = self.world.steady_ms();
        let guard = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        guard.0.get(&address).is_some_and(|until| now < *until)
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::{super::tests::Hands, *};

    #[test]
    fn an_address_is_busy_until_it_is_let_in_again_and_then_forgotten() {
        let hands = Arc::new(Hands::default());
        let busy = Busy::new(&(Arc::clone(&hands) as _));
        let [ada, ben] = [1, 2].map(|number| IpAddr::from(Ipv4Addr::new(192, 0, 2, number)));
        busy.note(ada, 2);
        busy.note(ada, 1);
        hands.pass(1_999);
        assert_eq!((busy.is(ada), busy.is(ben)), (true, false));
        hands.pass(1);
        assert!(!busy.is(ada));
        hands.pass(TIDY_EVERY);
        busy.note(ben, 1);
        assert_eq!(busy.until.lock().unwrap().0.len(), 1);
    }
}
