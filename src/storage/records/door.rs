//! Who came in, who waits, and by which invite.

use super::Grant;
use crate::jaas::Role;

/// Somebody who was let into a session: one line, however often and on however many devices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The session.
    pub session_id: String,
    /// `context.user.id` of their tokens.
    pub user_id: String,
    /// The name they gave last.
    pub name: String,
    /// The role they have.
    pub role: Role,
    /// The invite they came by, where it was one.
    pub invite_id: Option<String>,
    /// What the meeting calls them since they last joined, as their browser told.
    pub participant_id: Option<String>,
    /// When they were first let in, in seconds since 1970.
    pub first_at: i64,
    /// When they were last let in.
    pub last_at: i64,
    /// When they were removed and kept out, if they were.
    pub removed_at: Option<i64>,
}

/// One browser that came in by an invite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InviteUse {
    /// The invite.
    pub invite_id: String,
    /// The browser.
    pub device: String,
    /// Who they are in the session.
    pub user_id: String,
    /// The name they gave last.
    pub name: String,
    /// When they first came, in seconds since 1970.
    pub first_at: i64,
    /// When they last came.
    pub last_at: i64,
}

/// What the host said to one who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing yet.
    None,
    /// Come in.
    Admitted,
    /// No.
    Refused,
}

impl Answer {
    /// The answer as it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Admitted => "admitted",
            Self::Refused => "refused",
        }
    }

    /// Reads what [`Answer::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::None, Self::Admitted, Self::Refused].into_iter().find(|answer| answer.as_str() == text)
    }
}

/// Somebody at a session's door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The session.
    pub session_id: String,
    /// Who they will be in it.
    pub user_id: String,
    /// The invite they hold.
    pub invite_id: String,
    /// The name they gave.
    pub name: String,
    /// What the host said.
    pub answer: Answer,
    /// When they came, in seconds since 1970.
    pub asked_at: i64,
    /// When their page was last heard of.
    pub seen_at: i64,
    /// When the host answered, if one did.
    pub answered_at: Option<i64>,
}

/// A token for one who stands at the door, to be written down before it is given.
#[derive(Clone, Debug)]
pub struct Admission {
    /// The token's record. Its session is set.
    pub grant: Grant,
    /// The browser that asks.
    pub device: String,
    /// Whether the session's answer to this person must be yes.
    pub must_be_admitted: bool,
    /// The session must not begin later, and not be over before, this.
    pub now: i64,
    /// How long before its start the session's door opens, in seconds.
    pub opens_before: i64,
    /// How long after its planned end it closes.
    pub closes_after: i64,
}

/// What a backend's token must keep to where its room has a session.
#[derive(Clone, Copy, Debug)]
pub struct SessionLimits {
    /// How long before its start the session's door opens, in seconds.
    pub opens_before: i64,
    /// How long after its planned end a token may be valid.
    pub after_end: i64,
}

/// Whether somebody was let in: the check and the record are one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admitted {
    /// It is written: the token may be given.
    Yes,
    /// The session is not open now, or the host is awaited.
    Closed,
    /// The invite was revoked, or has expired.
    Revoked,
    /// The invite has been used as often as it may be.
    UsedUp,
    /// As many people as the session takes have been let in.
    Full,
    /// This person was removed, or not let in.
    KeptOut,
}
