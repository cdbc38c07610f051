//! What becomes an event of the record, and how it gets there.
//!
//! What changes something is written by the storage, in one step with its event. A refusal changes
//! nothing: it is gathered here, equal ones of one second as one, and written beside the requests. So a
//! flood of refusals makes few lines, and costs nobody's request anything.

use std::{
    collections::HashMap,
    mem,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tracing::{error, info};

use super::{Refusal, Service, Visitor, ids::new_id, status::MOST_WAITING};
use crate::{
    clock::World,
    record::{Actor, ActorKind, EventKind, Hash, NewEvent, Personal},
};

/// How often refusals are written and events are given their places.
const EVERY: Duration = Duration::from_secs(1);
/// How many events get their places in one step.
const AT_ONCE: u64 = 500;
/// How many such steps are done at once: who reads the record while very much is written does not wait for ever.
const MOST_STEPS: usize = 100;
/// How many different refusals are told apart in a second. Beyond that only their codes are.
const MOST_DIFFERENT: usize = 1000;

/// What makes two refusals equal.
#[derive(PartialEq, Eq, Hash)]
struct Alike {
    code: &'static str,
    actor: ActorKind,
    by: Option<String>,
    api_key: Option<String>,
    address: Option<String>,
    session_id: Option<String>,
}

/// The refusals of this second.
#[derive(Default)]
pub(super) struct Refusals(Mutex<HashMap<Alike, NewEvent>>);

impl Refusals {
    fn add(&self, event: NewEvent, code: &'static str) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (alike, event) = if all.len() < MOST_DIFFERENT { (alike(&event, code), event) } else { crowd(event, code) };
        all.entry(alike).and_modify(|known| known.times = known.times.saturating_add(1)).or_insert(event);
    }

    fn take(&self) -> Vec<NewEvent> {
        mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_values().collect()
    }

    /// Puts back what could not be written.
    fn put_back(&self, events: Vec<NewEvent>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for event in events {
            // The key's code only has to differ where the details do, and each has its own id.
            let code = "";
            let mut key = alike(&event, code);
            key.by = Some(event.id.clone());
            if all.len() < MOST_DIFFERENT * 10 {
                all.insert(key, event);
            }
        }
    }
}

fn alike(event: &NewEvent, code: &'static str) -> Alike {
    Alike {
        code,
        actor: event.actor,
        by: event.personal.by.clone(),
        api_key: event.api_key.clone(),
        address: event.personal.address.clone(),
        session_id: event.session_id.clone(),
    }
}

/// One of too many to be told apart.
fn crowd(event: NewEvent, code: &'static str) -> (Alike, NewEvent) {
    let event = NewEvent { session_id: None, request_id: None, api_key: None, personal: Personal::default(), ..event };
    (alike(&event, code), event)
}

impl Service {
    /// An event of now.
    pub(super) fn event(&self, kind: EventKind, actor: &Actor) -> NewEvent {
        event_of(&*self.world, kind, actor)
    }

    /// Takes down that this visitor was refused something. It is written within a second.
    pub fn was_refused(&self, visitor: &Visitor, refusal: &Refusal) {
        let Some(code) = refusal.recorded_as() else { return };
        let (actor, session_id) = visitor.known();
        let mut event = self.event(EventKind::Refused, &actor).saying(code);
        event.session_id = session_id;
        self.refusals.add(event, code);
    }

    /// Keeps the record until it is told to stop: writes refusals and gives events their places, every
    /// second. What could not be done is done the next time.
    pub async fn keep_record(&self, mut told_to_stop: impl Future<Output = ()> + Unpin) {
        let mut failed = false;
        loop {
            let stops = tokio::select! {
                () = &mut told_to_stop => true,
                () = tokio::time::sleep(EVERY) => false,
            };
            match (self.seal_record().await, failed) {
                (Err(refusal), false) => {
                    error!(cause = %refusal, "events could not be given their places in the record; this is tried again");
                    failed = true;
                }
                (Ok(()), true) => {
                    info!("events are given their places in the record again");
                    failed = false;
                }
                _ => {}
            }
            if stops {
                return;
            }
        }
    }

    /// Writes what was refused so far, and gives every event its place in the record.
    ///
    /// # Errors
    ///
    /// The storage fails.
    pub async fn seal_record(&self) -> Result<(), Refusal> {
        let sealed = self.seal_all().await;
        if sealed.is_err() {
            self.metrics.record.failed.inc();
        }
        sealed
    }

    async fn seal_all(&self) -> Result<(), Refusal> {
        let refused = self.refusals.take();
        if !refused.is_empty()
            && let Err(error) = self.store.add_events(&refused).await
        {
            self.refusals.put_back(refused);
            return Err(error.into());
        }
        let figures = &self.metrics.record;
        for _ in 0..MOST_STEPS {
            let waiting = self.store.pending_events(MOST_WAITING).await?;
            figures.waiting.set(waiting.try_into().unwrap_or(i64::MAX));
            if waiting == 0 {
                break;
            }
            self.store.seal_events(AT_ONCE).await?;
        }
        // Read, not taken from what was sealed: other servers seal, too.
        figures.head.set(self.store.chain_head().await?.0);
        Ok(())
    }
}

/// The event which says that the record was moved to where it is, from where this was its last hash.
pub fn record_moved(world: &dyn World, head: &Hash) -> NewEvent {
    event_of(world, EventKind::RecordMoved, &command_line()).saying(head.0.as_str())
}

fn event_of(world: &dyn World, kind: EventKind, actor: &Actor) -> NewEvent {
    let mut salt = [0; 16];
    world.fill(&mut salt);
    NewEvent {
        id: new_id(world),
        at: world.now(),
        kind,
        actor: actor.kind,
        api_key: actor.api_key.clone(),
        session_id: None,
        request_id: actor.request_id.clone(),
        subject: None,
        detail: None,
        times: 1,
        salt: data_encoding::HEXLOWER.encode(&salt),
        personal: Personal {
            by: actor.id.clone(),
            person: actor.id.clone(),
            name: None,
            address: actor.address.clone(),
            user_agent: actor.user_agent.clone(),
        },
    }
}

/// The operator at the command line.
pub(super) const fn command_line() -> Actor {
    Actor::of(ActorKind::Operator)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(address: &str) -> NewEvent {
        NewEvent {
            id: address.to_owned(),
            at: 0,
            kind: EventKind::Refused,
            actor: ActorKind::Anonymous,
            api_key: None,
            session_id: None,
            request_id: None,
            subject: None,
            detail: Some("forbidden".to_owned()),
            times: 1,
            salt: String::new(),
            personal: Personal { address: Some(address.to_owned()), ..Personal::default() },
        }
    }

    #[test]
    fn equal_refusals_are_one_event_that_counts_them() {
        let refusals = Refusals::default();
        for address in ["192.0.2.1", "192.0.2.2", "192.0.2.1"] {
            refusals.add(refusal(address), "forbidden");
        }
        refusals.add(refusal("192.0.2.1"), "not_found");
        let mut times: Vec<u32> = refusals.take().iter().map(|event| event.times).collect();
        times.sort_unstable();
        assert_eq!(times, [1, 1, 2]);
        assert!(refusals.take().is_empty());
    }

    #[test]
    fn a_flood_from_everywhere_makes_few_events_and_loses_none() {
        let refusals = Refusals::default();
        for number in 0..5000 {
            refusals.add(refusal(&number.to_string()), "forbidden");
        }
        let events = refusals.take();
        assert_eq!(events.len(), MOST_DIFFERENT + 1);
        assert_eq!(events.iter().map(|event| event.times).sum::<u32>(), 5000);
    }

    #[test]
    fn what_could_not_be_written_is_kept() {
        let refusals = Refusals::default();
        refusals.add(refusal("192.0.2.1"), "forbidden");
        let events = refusals.take();
        refusals.add(refusal("192.0.2.1"), "forbidden");
        refusals.put_back(events);
        assert_eq!(refusals.take().len(), 2);
    }
}
