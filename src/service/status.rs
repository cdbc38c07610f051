//! What an operator sees of the deployment: the server, the record, usage day by day, what was refused.

use super::{Operator, Refusal, Service};
use crate::{
    record::{ActorKind, Event, EventKind, Hash},
    storage::{DatabaseKind, DayCount, EventsPage},
};

/// How many days of usage are shown, today among them.
const DAYS: i64 = 30;
/// How many refusals are shown.
const REFUSALS: u64 = 50;
/// So far events that wait for a place are counted.
pub(super) const MOST_WAITING: u64 = 10_000;
/// A day, in seconds.
const DAY: i64 = 86_400;

/// How the deployment does.
#[derive(Clone, Debug)]
pub struct Status {
    /// The present, in seconds since 1970.
    pub now: i64,
    /// Since when this server runs.
    pub started_at: i64,
    /// Which database keeps the records.
    pub database: DatabaseKind,
    /// How many events wait for a place in the record; counting ends at ten thousand.
    pub waiting: u64,
    /// Where the record ends: the last place, and its hash.
    pub head: (i64, Hash),
    /// When personal data was last erased because of its age.
    pub purged_at: Option<i64>,
    /// Which key signs, where one has a name.
    pub kid: Option<String>,
    /// Usage by day, the oldest first, without a gap; the last one is today.
    pub days: Vec<DayUsage>,
    /// What was refused, the newest first.
    pub refusals: Vec<Event>,
}

impl Status {
    /// Whether more events may wait than were counted.
    pub const fn more_wait(&self) -> bool {
        self.waiting == MOST_WAITING
    }
}

/// What happened on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayUsage {
    /// When it began, in seconds since 1970 (UTC).
    pub begins: i64,
    /// Sessions that were opened.
    pub sessions: u64,
    /// Tokens for guests.
    pub guests: u64,
    /// Tokens for hosts.
    pub hosts: u64,
    /// Tokens for backends.
    pub backends: u64,
    /// What was refused.
    pub refusals: u64,
}

impl DayUsage {
    fn add(&mut self, count: &DayCount) {
        let sum = match (count.kind, count.actor) {
            (EventKind::SessionOpened, _) => &mut self.sessions,
            (EventKind::Refused, _) => &mut self.refusals,
            (EventKind::TokenIssued, ActorKind::Backend) => &mut self.backends,
            (EventKind::TokenIssued, ActorKind::Host) => &mut self.hosts,
            (EventKind::TokenIssued, _) => &mut self.guests,
            _ => return,
        };
        *sum += count.count;
    }
}

impl Service {
    /// How the deployment does now, for who runs it.
    ///
    /// # Errors
    ///
    /// The storage fails.
    pub async fn status(&self, _by: &Operator) -> Result<Status, Refusal> {
        let now = self.world.now();
        let first = now.div_euclid(DAY) - DAYS + 1;
        let counted = [EventKind::SessionOpened, EventKind::TokenIssued, EventKind::Refused];
        let days = by_day(first, &self.store.days(first, &counted).await?);
        let of = |kind, limit| EventsPage { kind: Some(kind), limit, ..EventsPage::default() };
        let purged = self.store.events(&of(EventKind::PersonalDataPurged, 1)).await?;
        Ok(Status {
            now,
            started_at: self.started_at,
            database: self.store.kind(),
            waiting: self.store.pending_events(MOST_WAITING).await?,
            head: self.store.chain_head().await?,
            purged_at: purged.first().map(|event| event.at),
            kid: self.meetings.keys().and_then(|keys| keys.active().kid().map(|kid| kid.as_str().to_owned())),
            days,
            refusals: self.store.events(&of(EventKind::Refused, REFUSALS)).await?,
        })
    }
}

/// The days from the first one on, also those on which nothing happened.
fn by_day(first: i64, counts: &[DayCount]) -> Vec<DayUsage> {
    let day = |number: i64| {
        let mut usage = DayUsage { begins: number * DAY, ..DayUsage::default() };
        counts.iter().filter(|count| count.day == number).for_each(|count| usage.add(count));
        usage
    };
    (first..first + DAYS).map(day).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_count_is_on_its_day_and_days_without_one_are_there() {
        let count = |day, kind, actor, count| DayCount { day, kind, actor, count };
        let days = by_day(
            100,
            &[
                count(100, EventKind::SessionOpened, ActorKind::Host, 1),
                count(100, EventKind::SessionOpened, ActorKind::Backend, 2),
                count(101, EventKind::TokenIssued, ActorKind::Guest, 3),
                count(101, EventKind::TokenIssued, ActorKind::Host, 4),
                count(101, EventKind::TokenIssued, ActorKind::Backend, 5),
                count(129, EventKind::Refused, ActorKind::Anonymous, 6),
                count(129, EventKind::Refused, ActorKind::Guest, 7),
                count(129, EventKind::Knocked, ActorKind::Guest, 8),
                // A clock that ran ahead.
                count(130, EventKind::Refused, ActorKind::Guest, 9),
            ],
        );
        assert_eq!(days.len(), 30);
        assert_eq!(days[0], DayUsage { begins: 100 * DAY, sessions: 3, ..DayUsage::default() });
        assert_eq!(days[1], DayUsage { begins: 101 * DAY, guests: 3, hosts: 4, backends: 5, ..DayUsage::default() });
        assert_eq!(days[2], DayUsage { begins: 102 * DAY, ..DayUsage::default() });
        assert_eq!(days[29], DayUsage { begins: 129 * DAY, refusals: 13, ..DayUsage::default() });
    }
}
