//! The record of a deployment: ten events of each session, chained by the server's own rules.

use greenroom::record::{ActorKind, Event, EventKind, Hash, NewEvent, Personal};

use super::{
    comers::{Comer, USER_AGENT, comers},
    rows::{Cell, Row, Table, text},
    world::{Draw, World},
};

/// How many events a session has.
pub const EVENTS: u64 = 10;

/// Where events are.
pub static TABLE: Table = Table {
    name: "events",
    columns: &[
        "seq",
        "id",
        "at",
        "kind",
        "actor",
        "session_id",
        "request_id",
        "subject",
        "detail",
        "times",
        "personal_hash",
        "hash",
        "salt",
        "by_person",
        "person",
        "name",
        "address",
        "user_agent",
    ],
};

/// Where events wait for their places.
pub static PENDING: Table = Table { name: "pending_events", columns: &["id", "body"] };

/// The events of a session as they wait.
pub fn pending(world: &World, session: u64) -> impl Iterator<Item = Result<Row, serde_json::Error>> {
    events(world, session).into_iter().map(|new| Ok(vec![text(&*new.id), text(serde_json::to_string(&new)?)]))
}

/// Where the chain ends.
#[derive(Clone, Debug)]
pub struct Head {
    /// The last place.
    pub seq: i64,
    /// Its hash.
    pub hash: String,
}

impl Head {
    /// The events of a session, each after the one before it.
    pub fn chain(&mut self, world: &World, session: u64) -> Vec<Row> {
        let mut rows = Vec::new();
        for new in events(world, session) {
            let event = Event::sealed(new, self.seq + 1, &Hash(std::mem::take(&mut self.hash)));
            (self.seq, self.hash) = (event.seq, event.hash.0.clone());
            rows.push(row(event));
        }
        rows
    }
}

/// What happens in a session: opened, its links made, and for each who comes a token and a joining.
fn events(world: &World, session: u64) -> Vec<NewEvent> {
    let owner = world.owner(session).email();
    let host = |kind| Draft { kind, actor: ActorKind::Host, by: owner.clone(), name: None, subject: None };
    let invite = world.guest_invite_id(session);
    let mut drafts = vec![host(EventKind::SessionOpened), host(EventKind::InviteMade).on(&invite)];
    for comer in comers(world, session) {
        drafts.extend(coming(&comer, &owner));
    }
    while drafts.len() < usize::try_from(EVENTS).unwrap_or_default() {
        drafts.push(host(EventKind::SessionChanged));
    }
    let place = |(place, draft): (usize, Draft)| draft.event(world, session, place as u64);
    drafts.into_iter().enumerate().map(place).collect()
}

fn coming(comer: &Comer, owner: &str) -> Vec<Draft> {
    let (actor, by) =
        if comer.is_host { (ActorKind::Host, owner.to_owned()) } else { (ActorKind::Guest, comer.user_id.clone()) };
    let draft = |kind| Draft { kind, actor, by: by.clone(), name: Some(comer.name.clone()), subject: None };
    let mut all = vec![draft(EventKind::TokenIssued).on(&comer.grant), draft(EventKind::Joined).on(&comer.participant)];
    if comer.is_host {
        all.push(draft(EventKind::HostIn));
    }
    all
}

/// An event without its time and place.
struct Draft {
    kind: EventKind,
    actor: ActorKind,
    by: String,
    name: Option<String>,
    subject: Option<String>,
}

impl Draft {
    fn on(self, subject: &str) -> Self {
        Self { subject: Some(subject.to_owned()), ..self }
    }

    fn event(self, world: &World, session: u64, place: u64) -> NewEvent {
        let number = session * EVENTS + place;
        // All within the session's first seconds: events come in the order of their times.
        let at = world.at(session) + place / 2;
        let random = world.draw(Draw::Salt, number);
        NewEvent {
            id: world.id(Draw::Event, number, at),
            at: i64::try_from(at).unwrap_or_default(),
            kind: self.kind,
            actor: self.actor,
            api_key: None,
            session_id: Some(world.session_id(session)),
            request_id: Some(world.id(Draw::Request, number, at)),
            subject: self.subject,
            detail: None,
            times: 1,
            salt: format!("{random:016x}{:016x}", world.draw(Draw::Salt, !number)),
            personal: Personal {
                by: Some(self.by.clone()),
                person: Some(self.by),
                name: self.name,
                address: Some(format!("10.{}.{}.{}", random >> 56, (random >> 48) & 255, (random >> 40) & 255)),
                user_agent: Some(USER_AGENT.to_owned()),
            },
        }
    }
}

fn row(event: Event) -> Row {
    let maybe = |value: Option<String>| value.map_or(Cell::Nothing, Cell::Text);
    let number = |number: i64| Cell::Number(u64::try_from(number).unwrap_or_default());
    let (salt, who) = event.personal.unwrap_or_default();
    vec![
        number(event.seq),
        text(event.id),
        number(event.at),
        text(event.kind.as_str()),
        text(event.actor.as_str()),
        maybe(event.session_id),
        maybe(event.request_id),
        maybe(event.subject),
        maybe(event.detail),
        Cell::Number(event.times.into()),
        text(event.personal_hash.0),
        text(event.hash.0),
        text(salt),
        maybe(who.by),
        maybe(who.person),
        maybe(who.name),
        maybe(who.address),
        maybe(who.user_agent),
    ]
}

#[cfg(test)]
mod tests {
    use greenroom::record::GENESIS;

    use super::*;

    #[test]
    fn every_session_has_its_events_in_the_order_of_time() {
        let world = World::new(1000, 2_000_000_000);
        let mut head = Head { seq: 0, hash: GENESIS.to_owned() };
        let mut times = Vec::new();
        for session in 0..1000 {
            for row in head.chain(&world, session) {
                assert_eq!(row.len(), TABLE.columns.len());
                let Cell::Number(at) = row[2] else { panic!("no time") };
                times.push(at);
            }
        }
        assert!(times.is_sorted());
        assert_eq!(times.len() as u64, 1000 * EVENTS);
        assert_eq!(head.seq, 10_000);
    }
}
