//! One person's data: all that is known of them, given out or erased.
//!
//! The record leads to everything else: its events are found by who they name, and say which sessions,
//! tokens and invites to look at.

use std::collections::{BTreeMap, BTreeSet};

use super::{Email, Refusal, Service, events::command_line, visitor::KnownBy};
use crate::{
    jaas::Role,
    record::{Event, EventKind, Personal},
    storage::{EventsPage, Identity, PersonalRows},
};

/// How many events are read in one step.
const AT_ONCE: u64 = 500;

/// All that is known of one person.
pub struct KnownPerson {
    /// The events that name them, in the order of the record.
    pub events: Vec<Event>,
    /// What is kept of them outside of the record.
    pub rows: PersonalRows,
    who: Identity,
}

impl KnownPerson {
    /// Who an event names, as far as it is them: of an event that names somebody else too, the other's
    /// part is not theirs to see.
    pub fn own_part(&self, event: &Event) -> Personal {
        let named = event.who().cloned().unwrap_or_default();
        let theirs = |name: &Option<String>| name.as_ref().is_some_and(|name| self.who.user_ids.contains(name));
        let (is_by, is_about) = (theirs(&named.by), theirs(&named.person));
        Personal {
            by: named.by.filter(|_| is_by),
            person: named.person.filter(|_| is_about),
            name: named.name.filter(|_| is_about),
            address: named.address.filter(|_| is_by),
            user_agent: named.user_agent.filter(|_| is_by),
        }
    }

    /// How many sessions that are still to come, or go on, they own.
    pub fn sessions_to_come(&self, now: i64) -> usize {
        self.rows.sessions.iter().filter(|(session, host)| host.owner && session.over_at() > now).count()
    }
}

impl Service {
    /// All that is known of who has this e-mail address or this user id; `None` where that is nothing.
    ///
    /// # Errors
    ///
    /// The storage fails.
    pub async fn known_person(&self, person: &str) -> Result<Option<KnownPerson>, Refusal> {
        self.seal_record().await?;
        let email = Email::parse(person).map(|email| email.as_str().to_owned());
        let mut who = Identity { email: email.clone(), ..Identity::default() };
        let mut events = BTreeMap::new();
        // A backend may call its users by addresses, in any letters.
        let names: BTreeSet<String> = [person.to_owned()].into_iter().chain(email.clone()).collect();
        for name in names {
            self.hear_of(&name, &mut who, &mut events).await?;
        }
        if let Some(email) = &email {
            self.hear_of_host(email, &mut who, &mut events).await?;
        }
        let rows = self.store.rows_of(&who).await?;
        let known = KnownPerson { events: events.into_values().collect(), rows, who };
        Ok(Some(known).filter(|known| !known.events.is_empty() || known.rows.count() > 0))
    }

    /// The same, to be given out: the record says so first.
    ///
    /// # Errors
    ///
    /// The storage fails.
    pub async fn export_person(&self, person: &str) -> Result<Option<KnownPerson>, Refusal> {
        let Some(known) = self.known_person(person).await? else { return Ok(None) };
        let event = self.event(EventKind::PersonalDataExported, &command_line());
        self.store.add_events(&[event]).await?;
        Ok(Some(known))
    }

    /// Erases all of it. The record says so first, and of how many events; each of these says by which.
    ///
    /// # Errors
    ///
    /// The storage fails: then nothing was erased.
    pub async fn erase_person(&self, known: &KnownPerson) -> Result<(), Refusal> {
        let event = self.event(EventKind::PersonalDataErased, &command_line()).saying(known.events.len().to_string());
        self.store.add_events(std::slice::from_ref(&event)).await?;
        self.seal_record().await?;
        let places: Vec<i64> = known.events.iter().map(|event| event.seq).collect();
        self.store.erase_person(&known.who, &known.rows, &places, &event).await?;
        self.store.leave_no_trace().await?;
        Ok(())
    }

    /// The events by and about somebody of that name, and where they lead.
    async fn hear_of(&self, name: &str, who: &mut Identity, events: &mut BTreeMap<i64, Event>) -> Result<(), Refusal> {
        who.user_ids.insert(name.to_owned());
        let all = EventsPage { limit: AT_ONCE, ..EventsPage::default() };
        for page in [EventsPage { person: Some(name), ..all.clone() }, EventsPage { by: Some(name), ..all.clone() }] {
            let mut before = None;
            loop {
                let found = self.store.events(&EventsPage { before, ..page.clone() }).await?;
                before = found.last().map(|event| event.seq);
                let is_last = u64::try_from(found.len()).is_ok_and(|count| count < AT_ONCE);
                for event in found {
                    follow(name, &event, who);
                    events.insert(event.seq, event);
                }
                if is_last {
                    break;
                }
            }
        }
        Ok(())
    }

    /// A host has another user id in each session. It follows from the address.
    async fn hear_of_host(
        &self,
        email: &str,
        who: &mut Identity,
        events: &mut BTreeMap<i64, Event>,
    ) -> Result<(), Refusal> {
        let led =
            self.store.rows_of(&Identity { email: Some(email.to_owned()), ..Identity::default() }).await?.sessions;
        let mut sessions: BTreeSet<String> = led.into_iter().map(|(session, _)| session.id).collect();
        sessions.extend(events.values().filter_map(|event| event.session_id.clone()));
        for session in sessions {
            let user_id = KnownBy::Email(email).user_id(&session, Role::Host);
            self.hear_of(&user_id, who, events).await?;
            who.in_sessions.insert((session, user_id));
        }
        Ok(())
    }
}

/// Where an event leads: to a session, a token, an invite.
fn follow(name: &str, event: &Event, who: &mut Identity) {
    if let Some(session) = &event.session_id {
        who.in_sessions.insert((session.clone(), name.to_owned()));
    }
    match (event.kind, &event.subject) {
        (EventKind::TokenIssued, Some(token)) => _ = who.tokens.insert(token.clone()),
        (EventKind::InviteUsed, Some(invite)) => _ = who.invites.insert(invite.clone()),
        _ => {}
    }
}
