//! A host's sessions.

use super::StateView;
use crate::{
    server_fns::context::{refuse, service, visitor},
    service::When,
    wire::{ApiError, SessionType},
};

/// One page of a host's sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionsView {
    /// The sessions, in the order of the list.
    pub sessions: Vec<SessionRow>,
    /// The key of the next page, if there is one.
    pub next: Option<String>,
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// The session's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Video or audio.
    pub session_type: SessionType,
    /// Where it is on its way.
    pub state: StateView,
    /// When it starts, in seconds since 1970.
    pub starts_at: i64,
    /// How long it lasts, in seconds, where anything says so.
    pub seconds: Option<i64>,
    /// Whether it is the host's own; else they are a co-host.
    pub own: bool,
}

/// Which part of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// What goes on now.
    Live,
    /// What is planned.
    #[default]
    Upcoming,
    /// What is over.
    Past,
}

impl Part {
    /// Every part, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Live, Self::Upcoming, Self::Past];

    /// Its name in the page's address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Upcoming => "upcoming",
            Self::Past => "past",
        }
    }

    /// The part of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.as_str() == name)
    }
}

/// What `/sessions` shows.
///
/// # Errors
///
/// Nobody is signed in.
pub async fn sessions(part: Part, search: &str, after: Option<&str>) -> Result<SessionsView, ApiError> {
    let (service, visitor) = (service()?, visitor()?);
    let when = match part {
        Part::Live => When::Live,
        Part::Upcoming => When::Upcoming,
        Part::Past => When::Past,
    };
    let listed = service.sessions_of(&visitor, when, search, after).await.map_err(refuse)?;
    let row = |(session, own): (crate::service::Session, bool)| SessionRow {
        state: service.state(&session).into(),
        id: session.id,
        title: session.title,
        session_type: session.session_type,
        starts_at: session.starts_at,
        seconds: session.ends_at.map(|end| end - session.starts_at),
        own,
    };
    Ok(SessionsView { sessions: listed.sessions.into_iter().map(row).collect(), next: listed.next })
}
