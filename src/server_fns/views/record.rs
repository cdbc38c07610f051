//! What the pages of the record are rendered from. Server only.

use http::StatusCode;

use crate::{
    server_fns::context::{answer_with, refuse, service, visitor},
    service::{Auditor, Event, EventKind, Events, PolicyBreach, RecordQuery, SessionEvent},
    wire::ApiError,
    words::Language,
    zone::Zone,
};

/// So much of a hash tells events apart, in characters.
const SHORT_HASH: usize = 8;

/// The kinds of what happens in a session.
const IN_SESSION: [EventKind; 18] = [
    EventKind::SessionOpened,
    EventKind::SessionChanged,
    EventKind::SessionEnded,
    EventKind::SessionCancelled,
    EventKind::InviteMade,
    EventKind::InviteUsed,
    EventKind::InviteRevoked,
    EventKind::InviteClosed,
    EventKind::GuestLinkRenewed,
    EventKind::Knocked,
    EventKind::LetIn,
    EventKind::TurnedAway,
    EventKind::TokenIssued,
    EventKind::Joined,
    EventKind::HostIn,
    EventKind::Removed,
    EventKind::Refused,
    EventKind::PersonalDataErased,
];

/// A page of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordView {
    /// The events, newest first.
    pub rows: Vec<RecordRow>,
    /// What was asked for.
    pub typed: RecordQuery,
    /// The field that is wrong, and what to write there.
    pub problem: Option<(&'static str, String)>,
    /// The names of the kinds that there are to choose from.
    pub kinds: Vec<&'static str>,
    /// The time zones that there are to choose from.
    pub zones: Vec<String>,
    /// The query of the next page, if there is one.
    pub older: Option<String>,
    /// The query of the first page.
    pub newest: String,
    /// The session that it is about, by its title, where it is one's.
    pub title: Option<String>,
}

/// One event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordRow {
    /// Its place in the chain.
    pub seq: i64,
    /// When, in seconds since 1970.
    pub at: i64,
    /// What happened, by its name.
    pub kind: &'static str,
    /// By what right, by its name.
    pub actor: &'static str,
    /// How often.
    pub times: u32,
    /// A word more.
    pub detail: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Who did it.
    pub by: Option<String>,
    /// Whom it is about.
    pub person: Option<String>,
    /// What that person is called.
    pub name: Option<String>,
    /// Whether who it was has been erased.
    pub erased: bool,
    /// What operators see besides.
    pub operators: Option<OperatorsPart>,
}

/// What operators alone see of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OperatorsPart {
    /// Its hash.
    pub hash: String,
    /// The beginning of that.
    pub short_hash: String,
    /// In which session.
    pub session_id: Option<String>,
    /// By which API key.
    pub api_key: Option<String>,
    /// By which request.
    pub request_id: Option<String>,
    /// From which address.
    pub address: Option<String>,
    /// By which program.
    pub user_agent: Option<String>,
}

/// What `/operator/record` shows.
///
/// # Errors
///
/// The visitor is no operator.
pub async fn whole_record(query: &str) -> Result<RecordView, ApiError> {
    let (service, visitor) = (service()?, visitor()?);
    let operator = service.operator(&visitor).await.map_err(refuse)?;
    let (typed, kinds) = (RecordQuery::read(query), EventKind::ALL);
    match typed.filter() {
        Ok(filter) => {
            let page = service.events_of_all(&Auditor::from(&operator), &filter).await.map_err(refuse)?;
            Ok(view(typed, page, kinds))
        }
        Err(breach) => Ok(not_understood(typed, &breach, kinds, visitor.language)),
    }
}

/// What `/s/{id}/record` shows.
///
/// # Errors
///
/// No such session, or not its host.
pub async fn session_record(session_id: &str, query: &str) -> Result<RecordView, ApiError> {
    let (service, visitor) = (service()?, visitor()?);
    let host = service.host(session_id, &visitor).await.map_err(refuse)?;
    let typed = RecordQuery::read(query);
    let shown = match typed.filter() {
        Ok(filter) => {
            let page = service.events_of_session(&host, &filter).await.map_err(refuse)?;
            view(typed, page, &IN_SESSION)
        }
        Err(breach) => not_understood(typed, &breach, &IN_SESSION, visitor.language),
    };
    Ok(RecordView { title: Some(host.session.title), ..shown })
}

fn view<T: Into<RecordRow>>(typed: RecordQuery, page: Events<T>, kinds: &[EventKind]) -> RecordView {
    RecordView {
        rows: page.events.into_iter().map(T::into).collect(),
        problem: None,
        kinds: kinds.iter().map(|kind| kind.as_str()).collect(),
        zones: Zone::names(),
        older: page.next.map(|next| typed.write(Some(next))),
        newest: typed.write(None),
        title: None,
        typed,
    }
}

fn not_understood(typed: RecordQuery, breach: &PolicyBreach, kinds: &[EventKind], language: Language) -> RecordView {
    answer_with(StatusCode::UNPROCESSABLE_ENTITY);
    let nothing = Events::<Event> { events: Vec::new(), next: None };
    RecordView { problem: Some((breach.field(), breach.advice(language))), ..view(typed, nothing, kinds) }
}

impl From<SessionEvent> for RecordRow {
    fn from(event: SessionEvent) -> Self {
        Self {
            seq: event.seq,
            at: event.at,
            kind: event.kind.as_str(),
            actor: event.actor.as_str(),
            times: event.times,
            detail: event.detail,
            subject: event.subject,
            by: event.by,
            person: event.person,
            name: event.name,
            erased: event.erased,
            operators: None,
        }
    }
}

impl From<Event> for RecordRow {
    fn from(event: Event) -> Self {
        let erased = event.personal.is_none();
        let (_, who) = event.personal.unwrap_or_default();
        let operators = OperatorsPart {
            short_hash: event.hash.0.chars().take(SHORT_HASH).collect(),
            hash: event.hash.0,
            session_id: event.session_id,
            api_key: event.api_key,
            request_id: event.request_id,
            address: who.address,
            user_agent: who.user_agent,
        };
        Self {
            seq: event.seq,
            at: event.at,
            kind: event.kind.as_str(),
            actor: event.actor.as_str(),
            times: event.times,
            detail: event.detail,
            subject: event.subject,
            by: who.by,
            person: who.person,
            name: who.name,
            erased,
            operators: Some(operators),
        }
    }
}
