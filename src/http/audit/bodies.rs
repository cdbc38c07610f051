//! An event as it leaves: with every mark for who may read the whole record, and as hosts see it.

use serde::Serialize;
use utoipa::ToSchema;

use super::file::{Cell, Row};
use crate::service::{Event, SessionEvent};

/// An event of the record. What it does not have is null; who it was, with the salt, is null where that
/// was erased.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct EventBody {
    /// Its place in the chain, from 1.
    seq: i64,
    /// A UUID of version 7.
    id: String,
    /// When, in seconds since 1970.
    at: i64,
    /// What happened, by its name.
    kind: &'static str,
    /// By what right: `anonymous`, `guest`, `host`, `backend`, `operator` or `server`.
    actor: &'static str,
    /// By which API key.
    api_key: Option<String>,
    /// In which session.
    session_id: Option<String>,
    /// By which request: its `X-Request-Id`.
    request_id: Option<String>,
    /// What it is about: an id that says nothing of a person.
    subject: Option<String>,
    /// A word more, such as the code of a refusal.
    detail: Option<String>,
    /// How often the same happened within a moment.
    times: u32,
    /// The salted hash of who it was.
    personal_hash: String,
    /// Its own hash, over that of the event before it.
    hash: String,
    /// What the hash of who it was begins with.
    salt: Option<String>,
    /// Who did it.
    by: Option<String>,
    /// Whom it is about; who did it, where it is about nobody else.
    person: Option<String>,
    /// What that person is called.
    name: Option<String>,
    /// From which address.
    address: Option<String>,
    /// By which program.
    user_agent: Option<String>,
    /// The id of the event that says that who it was was erased for one person's sake.
    erased_by: Option<String>,
}

impl From<Event> for EventBody {
    fn from(event: Event) -> Self {
        let (salt, who) = event.personal.map_or_else(Default::default, |(salt, who)| (Some(salt), who));
        Self {
            seq: event.seq,
            id: event.id,
            at: event.at,
            kind: event.kind.as_str(),
            actor: event.actor.as_str(),
            api_key: event.api_key,
            session_id: event.session_id,
            request_id: event.request_id,
            subject: event.subject,
            detail: event.detail,
            times: event.times,
            personal_hash: event.personal_hash.0,
            hash: event.hash.0,
            salt,
            by: who.by,
            person: who.person,
            name: who.name,
            address: who.address,
            user_agent: who.user_agent,
            erased_by: event.erased_by,
        }
    }
}

impl Row for EventBody {
    const NAMES: &[&str] = &[
        "seq",
        "id",
        "at",
        "kind",
        "actor",
        "apiKey",
        "sessionId",
        "requestId",
        "subject",
        "detail",
        "times",
        "personalHash",
        "hash",
        "salt",
        "by",
        "person",
        "name",
        "address",
        "userAgent",
        "erasedBy",
    ];

    fn cells(self) -> Vec<Cell> {
        vec![
            Cell::Number(self.seq),
            self.id.into(),
            Cell::Moment(self.at),
            self.kind.into(),
            self.actor.into(),
            self.api_key.into(),
            self.session_id.into(),
            self.request_id.into(),
            self.subject.into(),
            self.detail.into(),
            Cell::Number(self.times.into()),
            self.personal_hash.into(),
            self.hash.into(),
            self.salt.into(),
            self.by.into(),
            self.person.into(),
            self.name.into(),
            self.address.into(),
            self.user_agent.into(),
            self.erased_by.into(),
        ]
    }
}

/// An event as its session's hosts see it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SessionEventBody {
    seq: i64,
    id: String,
    at: i64,
    kind: &'static str,
    actor: &'static str,
    subject: Option<String>,
    detail: Option<String>,
    times: u32,
    by: Option<String>,
    person: Option<String>,
    name: Option<String>,
}

impl From<SessionEvent> for SessionEventBody {
    fn from(event: SessionEvent) -> Self {
        Self {
            seq: event.seq,
            id: event.id,
            at: event.at,
            kind: event.kind.as_str(),
            actor: event.actor.as_str(),
            subject: event.subject,
            detail: event.detail,
            times: event.times,
            by: event.by,
            person: event.person,
            name: event.name,
        }
    }
}

impl Row for SessionEventBody {
    const NAMES: &[&str] = &["seq", "id", "at", "kind", "actor", "subject", "detail", "times", "by", "person", "name"];

    fn cells(self) -> Vec<Cell> {
        vec![
            Cell::Number(self.seq),
            self.id.into(),
            Cell::Moment(self.at),
            self.kind.into(),
            self.actor.into(),
            self.subject.into(),
            self.detail.into(),
            Cell::Number(self.times.into()),
            self.by.into(),
            self.person.into(),
            self.name.into(),
        ]
    }
}
