//! The record of events.

use async_trait::async_trait;

use crate::{
    record::{Event, EventKind, Hash, NewEvent},
    storage::{DayCount, EventsPage, Sealed, StoreError},
};

/// Keeps the record. Most events are written by what they are about, in one step with it: see the
/// other topics.
#[async_trait]
pub trait RecordStore: Send + Sync {
    /// Writes events that stand for themselves.
    async fn add_events(&self, events: &[NewEvent]) -> Result<(), StoreError>;

    /// Gives places in the chain to at most `limit` events that have none, in the order of their ids.
    /// Of two that ask at once, one waits.
    async fn seal_events(&self, limit: u64) -> Result<Sealed, StoreError>;

    /// Events as far as they have a place, newest first unless the page says otherwise.
    async fn events(&self, page: &EventsPage<'_>) -> Result<Vec<Event>, StoreError>;

    /// The next `limit` events after that place, in the order of the chain.
    async fn events_after(&self, seq: i64, limit: u64) -> Result<Vec<Event>, StoreError>;

    /// Where the chain ends: the place of its last event, and its hash.
    async fn chain_head(&self) -> Result<(i64, Hash), StoreError>;

    /// How often these kinds of events happened from that day on (in days since 1970, UTC), day by day,
    /// as far as the events have a place. It reads counts that are kept, not the events.
    async fn days(&self, from: i64, kinds: &[EventKind]) -> Result<Vec<DayCount>, StoreError>;

    /// How many events wait for a place, counted up to `most`.
    async fn pending_events(&self, most: u64) -> Result<u64, StoreError>;
}
