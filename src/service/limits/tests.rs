//! The counts by themselves, with a clock that is moved by hand.

use std::sync::atomic::{AtomicI64, Ordering};

use super::*;

#[derive(Default)]
pub(super) struct Hands(AtomicI64);

impl Hands {
    pub(super) fn pass(&self, milliseconds: i64) {
        self.0.fetch_add(milliseconds, Ordering::Relaxed);
    }
}

impl World for Hands {
    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }

    fn fill(&self, _bytes: &mut [u8]) {}
}

fn limits(quotas: Quotas) -> (Limits, Arc<Hands>) {
    let hands = Arc::new(Hands::default());
    hands.pass(1_800_000_000_000);
    let world: Arc<dyn World> = Arc::clone(&hands) as _;
    (Limits::new(quotas, &world, LimitMetrics::default()), hands)
}

fn asks(limits: &Limits, address: &str) -> Result<(), Refusal> {
    limits.address(Purpose::Tokens, address.parse().ok())
}

fn account(id: &str) -> Payer {
    Payer::Caller(Caller::Account(id.to_owned()))
}

#[test]
fn half_a_minutes_worth_is_let_in_at_once_and_the_rest_after_what_is_said() {
    let (limits, hands) = limits(Quotas { per_address: Some(4), ..Quotas::default() });
    assert!(asks(&limits, "192.0.2.1").is_ok() && asks(&limits, "192.0.2.1").is_ok());
    let Err(Refusal::RateLimited { retry_after }) = asks(&limits, "192.0.2.1") else { panic!("it is let in") };
    assert_eq!(retry_after, 15);
    hands.pass(14_000);
    assert!(asks(&limits, "192.0.2.1").is_err());
    hands.pass(1_000);
    assert!(asks(&limits, "192.0.2.1").is_ok());
}

#[test]
fn nobody_uses_up_anothers_limit() {
    let (limits, _) =
        limits(Quotas { per_address: Some(2), per_key: Some(2), per_caller: Some(2), ..Quotas::default() });
    assert!(asks(&limits, "192.0.2.1").is_ok());
    assert!(asks(&limits, "192.0.2.1").is_err());
    assert!(asks(&limits, "192.0.2.2").is_ok());
    assert!(limits.key(0).is_ok() && limits.key(1).is_ok());
    assert!(limits.key(0).is_err());
    assert!(limits.count(Purpose::Tokens, &account("ada")).is_ok());
    assert!(limits.count(Purpose::Tokens, &account("ada")).is_err());
    assert!(limits.count(Purpose::Tokens, &account("ben")).is_ok());
}

#[test]
fn each_purpose_counts_for_itself() {
    let (limits, _) = limits(Quotas { per_address: Some(2), per_caller: Some(2), ..Quotas::default() });
    for purpose in Purpose::ALL {
        for (payer, doors) in [(from(None), 100), (account("ada"), 4)] {
            let times = if purpose == Purpose::Doors { doors } else { 1 };
            assert!((0..times).all(|_| limits.count(purpose, &payer).is_ok()), "{purpose:?} {payer:?}");
            assert!(limits.count(purpose, &payer).is_err(), "{purpose:?} {payer:?}");
        }
    }
}

#[test]
fn one_network_of_ipv6_is_one_address() {
    let (limits, _) = limits(Quotas { per_address: Some(2), ..Quotas::default() });
    assert!(asks(&limits, "2001:db8:1:2::1").is_ok());
    assert!(asks(&limits, "2001:db8:1:2:ffff::2").is_err());
    assert!(asks(&limits, "2001:db8:1:3::1").is_ok());
    assert!(asks(&limits, "192.0.2.1").is_ok());
    assert!(asks(&limits, "::ffff:192.0.2.1").is_err());
}

#[test]
fn without_a_quota_there_is_no_limit() {
    let (limits, _) = limits(Quotas::default());
    assert!((0..10_000).all(|_| limits.address(Purpose::Doors, None).is_ok() && limits.key(0).is_ok()));
}

#[test]
fn a_caller_holds_eight_lines_and_unknown_ones_of_an_address_as_many_as_are_set() {
    let (limits, _) = limits(Quotas { lines_per_address: Some(3), ..Quotas::default() });
    for (payer, most) in [(account("ada"), LINES_PER_CALLER), (from(None), 3)] {
        let mut lines: Vec<_> = (0..most).map(|_| limits.line(&payer).unwrap_or_else(|_| panic!())).collect();
        let Err(Refusal::RateLimited { retry_after: 15 }) = limits.line(&payer) else { panic!("{payer:?}") };
        lines.pop();
        assert!(limits.line(&payer).is_ok());
    }
}
