//! What the status page of operators is rendered from. Server only.

use std::sync::Arc;

use leptos::prelude::use_context;

use crate::{
    checks::{Check, Checks, Mark},
    server_fns::context::{refuse, service, visitor},
    service::{ActorKind, DatabaseKind, DayUsage, Event, Status},
    wire::{ApiError, ErrorCode},
};

/// How much of a hash tells it from any other.
const SHORT_HASH: usize = 12;

/// How the deployment does.
#[derive(Clone, Debug)]
pub struct StatusView {
    /// What `doctor` sees.
    pub checks: Vec<CheckRow>,
    /// When it looked, in seconds since 1970.
    pub checked_at: i64,
    /// The server and the record.
    pub server: ServerView,
    /// Usage by day, the oldest first, today last.
    pub days: Vec<DayView>,
    /// What was refused, the newest first.
    pub refusals: Vec<RefusalRow>,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRow {
    /// Its name, as `doctor` prints it.
    pub name: String,
    /// How it came out.
    pub mark: MarkView,
    /// What was found, then what to do.
    pub advice: String,
    /// Where it is explained.
    pub link: String,
}

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkView {
    /// All is well.
    Ok,
    /// It works, and could be better.
    Warn,
    /// It does not work.
    Fail,
    /// It was not made.
    Skipped,
}

impl MarkView {
    /// All of them, the worst first.
    pub const ALL: [Self; 4] = [Self::Fail, Self::Warn, Self::Ok, Self::Skipped];

    /// The word for style sheets and tests.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Fail => "fail",
            Self::Skipped => "skipped",
        }
    }
}

/// The server and the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerView {
    /// Which version runs.
    pub version: &'static str,
    /// Since when, in seconds since 1970.
    pub started_at: i64,
    /// The database's own name.
    pub database: &'static str,
    /// How many events wait for a place in the record.
    pub waiting: u64,
    /// Whether more may wait: counting ends there.
    pub more_wait: bool,
    /// The record's last place.
    pub head: u64,
    /// How the hash there begins; none where the record is empty.
    pub hash: Option<String>,
    /// When personal data was last erased because of its age, if it was.
    pub purged_at: Option<i64>,
    /// Which key signs, where one has a name.
    pub kid: Option<String>,
}

/// What happened on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayView {
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

/// What was refused to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusalRow {
    /// When, in seconds since 1970.
    pub at: i64,
    /// The word for it in the record.
    pub code: String,
    /// The same as a code of the API; none where it is about signing in.
    pub known: Option<ErrorCode>,
    /// By what right it was asked for.
    pub actor: ActorView,
    /// Which person it was, if that is known and was not erased.
    pub by: Option<String>,
    /// From which address.
    pub address: Option<String>,
    /// By which API key, by its id.
    pub api_key: Option<String>,
    /// In which session.
    pub session_id: Option<String>,
    /// By which request, as the log names it.
    pub request_id: Option<String>,
    /// How often within a second.
    pub times: u32,
}

/// By what right something was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActorView {
    /// None that was shown or holds.
    Anonymous,
    /// That of a guest.
    Guest,
    /// That of a host.
    Host,
    /// That of a backend.
    Backend,
    /// That of an operator.
    Operator,
    /// The server's own.
    Server,
}

/// What `/operator` shows. `anew` has the checks made again, also where they are of the last minute.
///
/// # Errors
///
/// The visitor is no operator.
pub async fn status(anew: bool) -> Result<StatusView, ApiError> {
    let (service, visitor) = (service()?, visitor()?);
    let checks: Arc<Checks> = use_context().ok_or_else(ApiError::internal)?;
    let operator = service.operator(&visitor).await.map_err(refuse)?;
    let status = service.status(&operator).await.map_err(refuse)?;
    let report = checks.report(status.now, anew).await;
    Ok(StatusView {
        checks: report.checks.into_iter().map(CheckRow::from).collect(),
        checked_at: report.at,
        server: ServerView::from(&status),
        days: status.days.into_iter().map(DayView::from).collect(),
        refusals: status.refusals.into_iter().map(RefusalRow::from).collect(),
    })
}

impl From<Check> for CheckRow {
    fn from(check: Check) -> Self {
        Self {
            name: check.name.into_owned(),
            mark: match check.mark {
                Mark::Ok => MarkView::Ok,
                Mark::Warn => MarkView::Warn,
                Mark::Fail => MarkView::Fail,
                Mark::Skipped => MarkView::Skipped,
            },
            advice: check.advice,
            link: check.topic.link(),
        }
    }
}

impl From<&Status> for ServerView {
    fn from(status: &Status) -> Self {
        let (seq, hash) = &status.head;
        Self {
            version: env!("CARGO_PKG_VERSION"),
            started_at: status.started_at,
            database: match status.database {
                DatabaseKind::Sqlite => "SQLite",
                DatabaseKind::Postgres => "PostgreSQL",
            },
            waiting: status.waiting,
            more_wait: status.more_wait(),
            head: (*seq).try_into().unwrap_or_default(),
            hash: (*seq > 0).then(|| hash.0.chars().take(SHORT_HASH).collect()),
            purged_at: status.purged_at,
            kid: status.kid.clone(),
        }
    }
}

impl From<DayUsage> for DayView {
    fn from(day: DayUsage) -> Self {
        let DayUsage { begins, sessions, guests, hosts, backends, refusals } = day;
        Self { begins, sessions, guests, hosts, backends, refusals }
    }
}

impl From<Event> for RefusalRow {
    fn from(event: Event) -> Self {
        let code = event.detail.clone().unwrap_or_default();
        let who = event.who().cloned().unwrap_or_default();
        Self {
            at: event.at,
            known: ErrorCode::ALL.into_iter().find(|known| known.as_str() == code),
            code,
            actor: match event.actor {
                ActorKind::Anonymous => ActorView::Anonymous,
                ActorKind::Guest => ActorView::Guest,
                ActorKind::Host => ActorView::Host,
                ActorKind::Backend => ActorView::Backend,
                ActorKind::Operator => ActorView::Operator,
                ActorKind::Server => ActorView::Server,
            },
            by: who.by,
            address: who.address,
            api_key: event.api_key,
            session_id: event.session_id,
            request_id: event.request_id,
            times: event.times,
        }
    }
}
