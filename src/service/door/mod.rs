//! A session's door: whether it is open to somebody now, and what they wait for.

use super::Refusal;
use crate::{
    jaas::Role,
    storage::{Answer, Person, Session, Waiting},
};

/// A token is never valid for longer than so many seconds after its session's planned end.
pub(super) const LONGEST_AFTER_END: i64 = 15 * 60;

/// When doors are open, beside the time of the session itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DoorHours {
    /// From so many seconds before the start.
    pub opens_before: i64,
    /// Until so many seconds after the planned end; a quarter of an hour at most.
    pub closes_after: i64,
}

/// A session's door, as one person finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoorState {
    /// They may come in.
    Open,
    /// It opens later.
    NotYet {
        /// When, in seconds since 1970.
        opens_at: i64,
    },
    /// It opens when a host is in.
    WaitingForHost,
    /// The host has to let them in.
    WaitingToBeLetIn,
    /// As many people as the session takes are in.
    Full,
    /// The host said no, or removed them.
    KeptOut,
    /// The session is over.
    Ended,
    /// The session was called off.
    Cancelled,
}

/// Where a session is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, utoipa::ToSchema)]
#[schema(rename_all = "snake_case")]
pub enum SessionState {
    /// Its door opens later.
    Planned,
    /// Its door is open.
    Open,
    /// It is over.
    Ended,
    /// It was called off.
    Cancelled,
}

impl SessionState {
    /// The state as programs read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Open => "open",
            Self::Ended => "ended",
            Self::Cancelled => "cancelled",
        }
    }
}

impl DoorHours {
    /// When the session's door opens, in seconds since 1970.
    pub const fn opens_at(self, session: &Session) -> i64 {
        session.starts_at.saturating_sub(self.opens_before)
    }

    /// Where the session is on its way at that moment.
    pub fn state(self, session: &Session, now: i64) -> SessionState {
        let past = session.ends_at.is_some_and(|end| end.saturating_add(self.closes_after) <= now);
        match session {
            Session { cancelled_at: Some(_), .. } => SessionState::Cancelled,
            Session { ended_at: Some(_), .. } => SessionState::Ended,
            _ if past => SessionState::Ended,
            _ if now < self.opens_at(session) => SessionState::Planned,
            _ => SessionState::Open,
        }
    }

    /// The door as somebody with that role finds it, who may have been in before, or have knocked.
    pub fn door(
        self,
        session: &Session,
        role: Role,
        person: Option<&Person>,
        waiting: Option<&Waiting>,
        now: i64,
    ) -> DoorState {
        match self.state(session, now) {
            SessionState::Cancelled => return DoorState::Cancelled,
            SessionState::Ended => return DoorState::Ended,
            SessionState::Planned | SessionState::Open => {}
        }
        if person.is_some_and(|person| person.removed_at.is_some()) {
            return DoorState::KeptOut;
        }
        if now < self.opens_at(session) {
            return DoorState::NotYet { opens_at: self.opens_at(session) };
        }
        if role == Role::Host {
            return DoorState::Open;
        }
        let answer = waiting.map(|waiting| waiting.answer);
        let is_full = session.capacity.is_some_and(|most| session.guests >= most);
        match answer {
            Some(Answer::Refused) => DoorState::KeptOut,
            _ if session.waits_for_host && session.host_in_at.is_none() => DoorState::WaitingForHost,
            _ if is_full && person.is_none() => DoorState::Full,
            Some(Answer::Admitted) => DoorState::Open,
            _ if session.admits_each => DoorState::WaitingToBeLetIn,
            _ => DoorState::Open,
        }
    }
}

impl DoorState {
    /// The refusal of a token at this door.
    pub(super) const fn refusal(self) -> Option<Refusal> {
        match self {
            Self::Open => None,
            Self::NotYet { opens_at } => Some(Refusal::NotOpenYet { opens_at }),
            Self::WaitingForHost => Some(Refusal::WaitingForHost),
            Self::WaitingToBeLetIn => Some(Refusal::WaitingToBeLetIn),
            Self::Full => Some(Refusal::SessionFull),
            Self::KeptOut => Some(Refusal::KeptOut),
            Self::Ended => Some(Refusal::SessionEnded),
            Self::Cancelled => Some(Refusal::SessionCancelled),
        }
    }

    /// The state as the waiting page reads it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::NotYet { .. } => "not_yet",
            Self::WaitingForHost => "waiting_for_host",
            Self::WaitingToBeLetIn => "waiting_to_be_let_in",
            Self::Full => "full",
            Self::KeptOut => "kept_out",
            Self::Ended => "ended",
            Self::Cancelled => "cancelled",
        }
    }
}

/// How long a token for a session may be valid, in seconds: as asked, and not past its end.
pub(super) fn lifetime_in(session: &Session, asked: i64, now: i64) -> i64 {
    let left = session.ends_at.map_or(asked, |end| end + LONGEST_AFTER_END - now);
    asked.min(left).max(1)
}

#[cfg(test)]
mod tests;
