//! What is asked of the record.

use crate::record::{ActorKind, EventKind, Hash};

/// Which events.
#[derive(Clone, Debug, Default)]
pub struct EventsPage<'a> {
    /// Of one session.
    pub session_id: Option<&'a str>,
    /// Of one kind.
    pub kind: Option<EventKind>,
    /// About one person.
    pub person: Option<&'a str>,
    /// Done by one person.
    pub by: Option<&'a str>,
    /// Not before this, in seconds since 1970.
    pub from: Option<i64>,
    /// Before this.
    pub until: Option<i64>,
    /// Those that came before this place in the chain.
    pub before: Option<i64>,
    /// Those that came after this place.
    pub after: Option<i64>,
    /// In the order of the chain, instead of newest first.
    pub oldest_first: bool,
    /// At most so many.
    pub limit: u64,
}

/// How often something happened on one day, by one kind of caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayCount {
    /// The day, in days since 1970 (UTC).
    pub day: i64,
    /// What happened.
    pub kind: EventKind,
    /// By what right.
    pub actor: ActorKind,
    /// How often: equal refusals that are one event count each.
    pub count: u64,
}

/// What came of sealing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// How many events got a place.
    pub count: u64,
    /// The last place, and its hash.
    pub head: (i64, Hash),
}
