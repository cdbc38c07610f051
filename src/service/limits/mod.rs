//! How much one caller may ask for, and one address.
//!
//! Kept in memory, for this process. What a limit does to the outside is [`Refusal::RateLimited`].
//! Which caller somebody is, `counting` finds out.
//!
//! # Who pays
//!
//! Everything that is counted has a [`Purpose`], and each purpose counts for itself: who floods the
//! sign-in keeps nobody from joining. Within a purpose one of two pays:
//!
//! - **a caller whom the storage knows** ([`Caller`]): an account, a browser that came in by a link or
//!   knocked with it, an invite for one person, a host's link, an API key. They have a count of their
//!   own wherever they come from, and the address is not asked.
//! - **the address**, for everybody else. A browser's cookie says nothing by itself: anybody can
//!   write one, and a new one for each request.
//!
//! So a stranger in the same house, who has the same link and writes cookies, uses up what strangers
//! of that house share, and nothing of a guest who was in before, of one with a link of their own, of
//! a signed-in host, or of a backend. Counts of callers exist only for what is in the storage, so no
//! invention makes memory grow.
//!
//! # The order
//!
//! Who was found in the storage a short while ago is recognised by what they show ([`Mark`]), and
//! costs no look at it, over the limit neither. For everybody else the storage is asked whether they are
//! known, also where their address has used up its limit, since a flood must not keep out those who
//! are; there they wait for their turn ([`lanes`]), so that a flood costs the storage little. There is no count for an address
//! as a whole, known callers included: a stranger could use that up for them.

mod busy;
mod callers;
mod counter;
mod lanes;
mod places;

use std::{
    fmt::Display,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    sync::Arc,
};

pub(super) use self::callers::{Caller, Mark};
use self::{
    busy::Busy,
    callers::Recognised,
    counter::Counter,
    lanes::Lanes,
    places::{Place, Places},
};
use super::{Refusal, metrics::LimitMetrics};
use crate::clock::World;

/// A page at a door looks and comes back more often than it asks for tokens: so many times as much an
/// address may do there. Two thousand guests who wait behind one address, and whom events do not
/// reach, ask every five to twenty seconds.
const DOORS_PER_ADDRESS: u32 = 100;
/// The same for one caller.
const DOORS_PER_CALLER: u32 = 4;
/// So many lines of events one caller may hold open: one for each page that they have open.
const LINES_PER_CALLER: usize = 8;
/// Who found no place for a line of events may try again after so many seconds.
const LINES_END_WITHIN: u32 = 15;

/// How much may be asked for in a minute; `None` is no limit. Half a minute's worth may come at once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quotas {
    /// By all unknown callers of one client address, and of one /64 network of IPv6, which is what one
    /// customer gets.
    pub per_address: Option<u32>,
    /// By one guest or host who is known.
    pub per_caller: Option<u32>,
    /// By one API key.
    pub per_key: Option<u32>,
    /// How many lines of events unknown callers of one address may hold open.
    pub lines_per_address: Option<u32>,
}

/// What somebody asks for. Each has counts of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A token.
    Tokens,
    /// Knocking, using a host's link, saying that one is in.
    Joins,
    /// Signing in, at a provider or by a one-time link.
    SignIns,
    /// A look at a door, and a line of its events.
    Doors,
    /// An API key that is not known.
    Keys,
}

impl Purpose {
    const ALL: [Self; 5] = [Self::Tokens, Self::Joins, Self::SignIns, Self::Doors, Self::Keys];

    /// The purpose as figures name it.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Tokens => "tokens",
            Self::Joins => "joins",
            Self::SignIns => "sign_ins",
            Self::Doors => "doors",
            Self::Keys => "api_keys",
        }
    }

    fn times(self, per_minute: Option<u32>, doors: u32) -> Option<u32> {
        if self == Self::Doors { per_minute.map(|count| count.saturating_mul(doors)) } else { per_minute }
    }
}

/// Who was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Payer {
    /// One whom the storage knows.
    Caller(Caller),
    /// Everybody unknown who comes from there.
    Address(IpAddr),
}

impl Payer {
    const fn as_str(&self) -> &'static str {
        match self {
            Self::Caller(Caller::Key(_)) => "key",
            Self::Caller(_) => "caller",
            Self::Address(_) => "address",
        }
    }
}

/// The right to hold a line of events open, until it is dropped.
pub struct Line(#[expect(dead_code, reason = "it is held, and given back when it is dropped")] Held);

enum Held {
    OfCaller(#[expect(dead_code, reason = "as above")] Place<Caller>),
    OfAddress(#[expect(dead_code, reason = "as above")] Place<IpAddr>),
}

/// Counts who asked how often.
pub(super) struct Limits {
    addresses: [Option<Counter<IpAddr>>; Purpose::ALL.len()],
    callers: [Option<Counter<Caller>>; Purpose::ALL.len()],
    keys: Option<Counter<Caller>>,
    lines_of_callers: Places<Caller>,
    lines_of_addresses: Places<IpAddr>,
    lanes: Lanes,
    busy: Busy,
    recognised: Recognised,
    metrics: LimitMetrics,
}

impl Limits {
    pub(super) fn new(quotas: Quotas, world: &Arc<dyn World>, metrics: LimitMetrics) -> Self {
        let lines = quotas.lines_per_address.and_then(|count| usize::try_from(count).ok());
        let (per_address, per_caller) = (quotas.per_address, quotas.per_caller);
        Self {
            addresses: Purpose::ALL.map(|one| Counter::new(one.times(per_address, DOORS_PER_ADDRESS), world)),
            callers: Purpose::ALL.map(|one| Counter::new(one.times(per_caller, DOORS_PER_CALLER), world)),
            keys: Counter::new(quotas.per_key, world),
            lines_of_callers: Places::new(Some(LINES_PER_CALLER)),
            lines_of_addresses: Places::new(lines),
            lanes: Lanes::default(),
            busy: Busy::new(world),
            recognised: Recognised::new(world),
            metrics,
        }
    }

    /// Counts one question of that payer.
    pub(super) fn count(&self, purpose: Purpose, payer: &Payer) -> Result<(), Refusal> {
        let place = purpose as usize;
        let outcome = match payer {
            Payer::Caller(caller @ Caller::Key(_)) => self.keys.as_ref().map(|counter| counter.count(caller)),
            Payer::Caller(caller) => self.callers[place].as_ref().map(|counter| counter.count(caller)),
            Payer::Address(address) => self.addresses[place].as_ref().map(|counter| counter.count(address)),
        };
        outcome.unwrap_or(Ok(())).map_err(|retry_after| self.refused(purpose, payer, retry_after))
    }

    /// Counts one question from that address.
    pub(super) fn address(&self, purpose: Purpose, address: Option<IpAddr>) -> Result<(), Refusal> {
        self.count(purpose, &from(address))
    }

    /// Counts one question for a token with that API key.
    pub(super) fn key(&self, key: impl Display) -> Result<(), Refusal> {
        self.count(Purpose::Tokens, &Payer::Caller(Caller::Key(key.to_string())))
    }

    /// A line of events for that payer, if they may hold another one open.
    pub(super) fn line(&self, payer: &Payer) -> Result<Line, Refusal> {
        let held = match payer {
            Payer::Caller(caller) => self.lines_of_callers.take(caller.clone()).map(Held::OfCaller),
            Payer::Address(address) => self.lines_of_addresses.take(*address).map(Held::OfAddress),
        };
        held.map(Line).ok_or_else(|| self.refused(Purpose::Doors, payer, LINES_END_WITHIN))
    }

    /// Waits until it may be looked up whether somebody is known: at once, but for an address that is over
    /// its limit.
    pub(super) async fn turn(&self, purpose: Purpose, address: Option<IpAddr>) -> Result<impl Sized + use<>, Refusal> {
        let address = network(address);
        if !self.busy.is(address) {
            return Ok(None);
        }
        let turn = self.lanes.turn(address).await;
        turn.map(Some).ok_or_else(|| self.refused(purpose, &Payer::Address(address), 1))
    }

    /// Who showed that, if they were found in the storage a short while ago.
    pub(super) fn recognised(&self, mark: &Mark) -> Option<Caller> {
        self.recognised.get(mark)
    }

    /// Remembers who showed that.
    pub(super) fn recognise(&self, mark: Mark, caller: Caller) {
        self.recognised.insert(mark, caller);
    }

    /// Forgets who showed that, if they were known by a link alone: they may have become known better.
    pub(super) fn look_again(&self, mark: &Mark) {
        self.recognised.forget_link(mark);
    }

    fn refused(&self, purpose: Purpose, payer: &Payer, retry_after: u32) -> Refusal {
        self.metrics.refused(purpose.as_str(), payer.as_str());
        if let Payer::Address(address) = payer {
            self.busy.note(*address, retry_after);
        }
        Refusal::RateLimited { retry_after }
    }
}

/// Those who come from there and are not known.
pub(super) fn from(address: Option<IpAddr>) -> Payer {
    Payer::Address(network(address))
}

/// Callers without an address share one.
fn network(address: Option<IpAddr>) -> IpAddr {
    match address.map(|address| address.to_canonical()) {
        None => Ipv4Addr::UNSPECIFIED.into(),
        Some(IpAddr::V6(v6)) => Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX)).into(),
        Some(v4 @ IpAddr::V4(_)) => v4,
    }
}

#[cfg(test)]
mod tests;
