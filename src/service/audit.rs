//! Reading the record: all of it for operators and for backends that may, a session's part for its hosts.
//!
//! What was refused and done a moment ago waits for its place in the chain; whoever reads has it given
//! one first, so that they find it.

use std::marker::PhantomData;

use super::{Backend, Host, Operator, Refusal, Service};
use crate::{
    record::{ActorKind, Event, EventKind},
    storage::{EventsPage, Scope},
};

/// How many events an export holds at a time.
const AT_ONCE: u64 = 1000;

/// Which events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// Of one session.
    pub session_id: Option<String>,
    /// Of one kind.
    pub kind: Option<EventKind>,
    /// About one person.
    pub person: Option<String>,
    /// Done by one person.
    pub by: Option<String>,
    /// Not before this, in seconds since 1970.
    pub from: Option<i64>,
    /// Before this.
    pub until: Option<i64>,
    /// Those that stand before this place in the chain.
    pub before: Option<i64>,
    /// At most so many on a page; exports have them all.
    pub limit: u64,
}

impl EventFilter {
    fn page(&self, limit: u64) -> EventsPage<'_> {
        EventsPage {
            session_id: self.session_id.as_deref(),
            kind: self.kind,
            person: self.person.as_deref(),
            by: self.by.as_deref(),
            from: self.from,
            until: self.until,
            before: self.before,
            after: None,
            oldest_first: false,
            limit,
        }
    }
}

/// The right to read the whole record.
#[derive(Debug)]
pub struct Auditor(());

impl From<&Operator> for Auditor {
    fn from(_: &Operator) -> Self {
        Self(())
    }
}

impl TryFrom<&Backend> for Auditor {
    type Error = Refusal;

    fn try_from(by: &Backend) -> Result<Self, Refusal> {
        by.may(Scope::AuditRead)?;
        Ok(Self(()))
    }
}

/// An event as a session's hosts see it: what happened, when and by whom, and nothing of where people
/// are or what they use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionEvent {
    /// Its place in the chain.
    pub seq: i64,
    /// A UUID of version 7.
    pub id: String,
    /// When, in seconds since 1970.
    pub at: i64,
    /// What.
    pub kind: EventKind,
    /// By what right.
    pub actor: ActorKind,
    /// What it is about.
    pub subject: Option<String>,
    /// A word more.
    pub detail: Option<String>,
    /// How often the same happened within a moment.
    pub times: u32,
    /// Who did it.
    pub by: Option<String>,
    /// Whom it is about.
    pub person: Option<String>,
    /// What that person is called.
    pub name: Option<String>,
    /// Whether who it was has been erased.
    pub erased: bool,
}

impl From<Event> for SessionEvent {
    fn from(event: Event) -> Self {
        let erased = event.personal.is_none();
        let (_, who) = event.personal.unwrap_or_default();
        // Whoever was refused may be anybody, come by mistake; and an operator's address is theirs.
        let hidden = match (event.kind, event.actor) {
            (EventKind::Refused, ActorKind::Guest) => None,
            (EventKind::Refused, _) | (_, ActorKind::Operator) => who.by.clone(),
            _ => None,
        };
        let seen = |somebody: &String| hidden.as_ref() != Some(somebody);
        Self {
            seq: event.seq,
            id: event.id,
            at: event.at,
            kind: event.kind,
            actor: event.actor,
            subject: event.subject,
            detail: event.detail,
            times: event.times,
            by: who.by.filter(seen),
            person: who.person.filter(seen),
            name: who.name,
            erased,
        }
    }
}

/// A page of the record, newest first.
#[derive(Debug)]
pub struct Events<T> {
    /// The events.
    pub events: Vec<T>,
    /// The place before which the next page begins; none after the last one.
    pub next: Option<i64>,
}

/// A part of the record on its way out: in the order of the chain, up to where that ended at first.
#[derive(Debug)]
pub struct Export<T> {
    filter: EventFilter,
    after: i64,
    /// What is to be read as.
    of: PhantomData<fn() -> T>,
}

impl Service {
    /// A page of the whole record.
    ///
    /// # Errors
    ///
    /// The storage fails.
    pub async fn events_of_all(&self, _by: &Auditor, filter: &EventFilter) -> Result<Events<Event>, Refusal> {
        self.events_page(filter).await
    }

    /// A page of the session's part.
    ///
    /// # Errors
    ///
    /// The storage fails.
    pub async fn events_of_session(&self, host: &Host, filter: &EventFilter) -> Result<Events<SessionEvent>, Refusal> {
        self.events_page(&within_session(host, filter)).await
    }

    async fn events_page<T: From<Event>>(&self, filter: &EventFilter) -> Result<Events<T>, Refusal> {
        self.seal_record().await?;
        let mut found = self.store.events(&filter.page(filter.limit + 1)).await?;
        let limit = usize::try_from(filter.limit).unwrap_or(usize::MAX);
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more).map(|event| event.seq);
        Ok(Events { events: found.into_iter().map(T::from).collect(), next })
    }

    /// Begins to give out the whole record, as far as the filter lets through.
    ///
    /// # Errors
    ///
    /// The storage fails.
    pub async fn export_all(&self, _by: &Auditor, filter: EventFilter) -> Result<Export<Event>, Refusal> {
        self.begin_export(filter).await
    }

    /// Begins to give out the session's part.
    ///
    /// # Errors
    ///
    /// The storage fails.
    pub async fn export_session(&self, host: &Host, filter: &EventFilter) -> Result<Export<SessionEvent>, Refusal> {
        self.begin_export(within_session(host, filter)).await
    }

    async fn begin_export<T>(&self, filter: EventFilter) -> Result<Export<T>, Refusal> {
        self.seal_record().await?;
        let (end, _) = self.store.chain_head().await?;
        Ok(Export { filter: EventFilter { before: Some(end + 1), ..filter }, after: 0, of: PhantomData })
    }

    /// The next events of an export; empty after the last ones.
    ///
    /// # Errors
    ///
    /// The storage fails.
    pub async fn go_on<T: From<Event>>(&self, export: &mut Export<T>) -> Result<Vec<T>, Refusal> {
        let page = EventsPage { after: Some(export.after), oldest_first: true, ..export.filter.page(AT_ONCE) };
        let found = self.store.events(&page).await?;
        if let Some(last) = found.last() {
            export.after = last.seq;
        }
        Ok(found.into_iter().map(T::from).collect())
    }
}

/// Of that host's session alone. Whom it is about cannot be asked for: who asks by an address that they
/// do not see would learn whether it is there.
fn within_session(host: &Host, asked: &EventFilter) -> EventFilter {
    EventFilter { session_id: Some(host.session.id.clone()), person: None, by: None, ..asked.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Hash, NewEvent, Personal};

    /// What hosts see of by whom and about whom such an event is.
    fn seen(kind: EventKind, actor: ActorKind, by: &str, person: &str) -> (Option<String>, Option<String>) {
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let new = NewEvent {
            id: "e1".to_owned(),
            at: 0,
            kind,
            actor,
            api_key: Some("k1".to_owned()),
            session_id: Some("s1".to_owned()),
            request_id: None,
            subject: None,
            detail: None,
            times: 1,
            salt: "salt".to_owned(),
            personal: Personal { by: text(by), person: text(person), ..Personal::default() },
        };
        let event = SessionEvent::from(Event::sealed(new, 1, &Hash::default()));
        assert!(!event.erased);
        (event.by, event.person)
    }

    #[test]
    fn hosts_see_who_came_and_not_who_came_by_mistake() {
        let some = |text: &str| Some(text.to_owned());
        for (kind, actor, by, person, expected) in [
            (EventKind::LetIn, ActorKind::Host, "cora@x", "guest-1", (some("cora@x"), some("guest-1"))),
            (EventKind::Refused, ActorKind::Guest, "guest-1", "guest-1", (some("guest-1"), some("guest-1"))),
            (EventKind::Refused, ActorKind::Host, "steve@x", "steve@x", (None, None)),
            (EventKind::SessionEnded, ActorKind::Operator, "olga@x", "olga@x", (None, None)),
            (EventKind::Removed, ActorKind::Operator, "olga@x", "guest-1", (None, some("guest-1"))),
            (EventKind::TokenIssued, ActorKind::Backend, "", "u1", (None, some("u1"))),
        ] {
            assert_eq!(seen(kind, actor, by, person), expected, "{kind:?} {actor:?}");
        }
    }
}
