//! Every reason to refuse, and the one place that says it to the outside.

use crate::{
    jaas::{RoomNameError, SignError, UnknownFeature},
    storage::{Scope, StoreError},
    wire::{ApiError, ErrorCode},
    words::{Argument, Language, text, text_with},
    zone::Zone,
};

use super::{SignInFailure, TextError};

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The request bears no API key.
    #[error("no API key")]
    NoApiKey,
    /// The request bears a key that is not known.
    #[error("wrong API key")]
    WrongApiKey,
    /// The request bears a key whose time is over.
    #[error("API key expired")]
    ApiKeyExpired,
    /// The request bears a key that was revoked.
    #[error("API key revoked")]
    ApiKeyRevoked,
    /// The key may not do this.
    #[error("the API key has none of the scopes {needs:?}")]
    MissingScope {
        /// The scopes of which it needs one.
        needs: Vec<Scope>,
    },
    /// There is no such API key.
    #[error("unknown API key")]
    UnknownApiKey,
    /// Nobody is signed in.
    #[error("not signed in")]
    NotSignedIn,
    /// Somebody could not be signed in.
    #[error(transparent)]
    SignIn(#[from] SignInFailure),
    /// The visitor is not the session's host.
    #[error("not this session's host")]
    NotHost,
    /// The visitor is a co-host, and this is for whose session it is.
    #[error("not this session's owner")]
    NotOwner,
    /// The visitor's account is no operator's.
    #[error("not an operator")]
    NotOperator,
    /// No invite has this secret.
    #[error("unknown invite")]
    UnknownInvite,
    /// There is no such session.
    #[error("unknown session")]
    UnknownSession,
    /// There is no such person in the session, or at its door.
    #[error("unknown person")]
    UnknownPerson,
    /// The invite was withdrawn.
    #[error("invite revoked")]
    InviteRevoked,
    /// The invite lets nobody in any more.
    #[error("invite expired")]
    InviteExpired,
    /// The invite has let in as many as it may.
    #[error("invite used up")]
    InviteUsedUp,
    /// The session is over.
    #[error("session ended")]
    SessionEnded,
    /// The session was called off.
    #[error("session cancelled")]
    SessionCancelled,
    /// The session's door opens later.
    #[error("session not open yet")]
    NotOpenYet {
        /// When, in seconds since 1970.
        opens_at: i64,
    },
    /// Guests wait until a host is in.
    #[error("waiting for the host")]
    WaitingForHost,
    /// The host lets guests in one by one, and has not let in this one yet.
    #[error("waiting to be let in")]
    WaitingToBeLetIn,
    /// The host did not let this guest in, or removed them.
    #[error("kept out")]
    KeptOut,
    /// As many people as the session takes are in.
    #[error("session full")]
    SessionFull,
    /// Somebody else changed the same thing meanwhile.
    #[error("changed meanwhile")]
    ChangedMeanwhile,
    /// This deployment takes no tokens.
    #[error("no tokens on this deployment")]
    NotConfigured,
    /// Readable, but against the rules.
    #[error("against the rules: {0}")]
    Policy(#[from] PolicyBreach),
    /// The caller asked for too much at once.
    #[error("too many requests")]
    RateLimited {
        /// In how many seconds the next one is let in.
        retry_after: u32,
    },
    /// The database does not take a write.
    #[error("not ready: {0}")]
    NotReady(#[source] StoreError),
    /// No answer came about in time: the database holds its connection, and says nothing.
    #[error("no answer came about in time: the database says nothing")]
    TookTooLong,
    /// The signing queue is full.
    #[error("signing queue full")]
    Overloaded,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Signing failed.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// A task of ours died.
    #[error("a signing task died")]
    Died,
}

/// Which rule a readable request breaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyBreach {
    /// The room's name.
    #[error("roomName: {0}")]
    RoomName(#[from] RoomNameError),
    /// A number of seconds that is too small or too large.
    #[error("{field}: expected {min} to {max}")]
    Number {
        /// The field's name in the API.
        field: &'static str,
        /// The least that is allowed.
        min: i64,
        /// The most that is allowed.
        max: i64,
    },
    /// A feature that no token has.
    #[error("features: {0}")]
    Feature(#[from] UnknownFeature),
    /// A text of the request.
    #[error("{field}: {reason}")]
    Text {
        /// The field's name in the API.
        field: &'static str,
        /// What is wrong with it.
        reason: TextError,
    },
    /// An address that is no e-mail address.
    #[error("{field}: expected an e-mail address")]
    Email {
        /// The field's name in the API.
        field: &'static str,
    },
    /// Too many of something.
    #[error("{field}: expected {max} at most")]
    TooMany {
        /// The field's name in the API.
        field: &'static str,
        /// The most that is allowed.
        max: usize,
    },
    /// A picture that is not on the web.
    #[error("userAvatar: expected an http or https URL")]
    Avatar,
    /// A field that came twice, or with something that is not to choose from.
    #[error("{field}: it comes twice, or with something that is not to choose from")]
    Unreadable {
        /// The field's name in the form.
        field: &'static str,
    },
    /// A time zone that is none.
    #[error("timeZone: expected a name of the IANA database, such as Europe/Berlin")]
    TimeZone,
    /// A moment that is not readable, or too far away.
    #[error("{field}: expected a moment in the next two years")]
    Moment {
        /// The field's name in the API.
        field: &'static str,
    },
    /// A moment of the past that is not readable.
    #[error("{field}: expected seconds since 1970, or a date and a time as RFC 3339 writes them")]
    Time {
        /// The field's name in the API.
        field: &'static str,
    },
}

impl PolicyBreach {
    /// The field that breaks it, as the API names it.
    pub const fn field(&self) -> &'static str {
        match self {
            Self::RoomName(_) => "roomName",
            Self::Feature(_) => "features",
            Self::Avatar => "userAvatar",
            Self::TimeZone => "timeZone",
            Self::Number { field, .. }
            | Self::Text { field, .. }
            | Self::Email { field }
            | Self::TooMany { field, .. }
            | Self::Unreadable { field }
            | Self::Moment { field }
            | Self::Time { field } => field,
        }
    }

    /// What is wrong with the field and what to write there, for a person.
    pub fn advice(&self, language: Language) -> String {
        let number = |count: i64| Argument::from(count);
        match self {
            Self::Number { min, max, .. } => {
                text_with(language, "breach-number", [("min", number(*min)), ("max", number(*max))])
            }
            Self::Text { reason: TextError::Empty, .. } => text(language, "breach-empty"),
            Self::Text { reason: TextError::TooLong(max), .. } => {
                text_with(language, "breach-long", [("max", (*max).into())])
            }
            Self::Text { reason: TextError::Control, .. } => text(language, "breach-control"),
            Self::Text { reason: TextError::Number, .. } => text(language, "breach-no-number"),
            Self::Email { .. } => text(language, "breach-email"),
            Self::TooMany { max, .. } => text_with(language, "breach-many", [("max", (*max).into())]),
            Self::TimeZone => text(language, "breach-zone"),
            Self::Moment { .. } => text(language, "breach-moment"),
            Self::Time { .. } => text(language, "breach-time"),
            // These come from programs alone.
            Self::RoomName(_) | Self::Feature(_) | Self::Avatar | Self::Unreadable { .. } => format!("{self}."),
        }
    }
}

impl Refusal {
    /// What the outside gets to know: a status, a code and a sentence. Never a cause.
    pub fn public(&self, language: Language) -> (u16, ApiError) {
        let (status, code, key) = self.said();
        match self {
            Self::Policy(breach) => (status, ApiError::new(code, format!("{breach}."))),
            Self::RateLimited { retry_after } => {
                let sentence = text_with(language, key, [("seconds", i64::from(*retry_after).into())]);
                (status, ApiError::new(code, sentence).after(*retry_after))
            }
            Self::NotReady(_) | Self::TookTooLong | Self::Store(StoreError::Unreachable(_)) => {
                (status, ApiError::new(code, text(language, key)).after(5))
            }
            Self::Overloaded => (status, ApiError::new(code, text(language, key)).after(1)),
            Self::NotOpenYet { opens_at } => {
                let at = crate::words::date_time(language, *opens_at, &Zone::utc());
                (status, ApiError::new(code, text_with(language, key, [("at", at.into())])))
            }
            Self::MissingScope { needs } => {
                let scopes = needs.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(", ");
                let filled_in = [("count", needs.len().into()), ("scopes", scopes.into())];
                (status, ApiError::new(code, text_with(language, key, filled_in)))
            }
            _ => (status, ApiError::new(code, text(language, key))),
        }
    }

    /// What happened, for a machine.
    pub const fn code(&self) -> ErrorCode {
        self.said().1
    }

    /// The status, the code, and the key of the sentence.
    const fn said(&self) -> (u16, ErrorCode, &'static str) {
        match self {
            Self::NoApiKey => (401, ErrorCode::Unauthenticated, "refused-no-api-key"),
            Self::WrongApiKey => (401, ErrorCode::Unauthenticated, "refused-wrong-api-key"),
            Self::ApiKeyExpired => (401, ErrorCode::Unauthenticated, "refused-api-key-expired"),
            Self::ApiKeyRevoked => (401, ErrorCode::Unauthenticated, "refused-api-key-revoked"),
            Self::MissingScope { .. } => (403, ErrorCode::MissingScope, "refused-missing-scope"),
            Self::UnknownApiKey => (404, ErrorCode::NotFound, "refused-unknown-api-key"),
            Self::NotSignedIn => (401, ErrorCode::Unauthenticated, "refused-not-signed-in"),
            Self::SignIn(failure) => (failure.status(), ErrorCode::SignInFailed, failure.key()),
            Self::NotHost => (403, ErrorCode::Forbidden, "refused-not-host"),
            Self::NotOwner => (403, ErrorCode::Forbidden, "refused-not-owner"),
            Self::NotOperator => (403, ErrorCode::Forbidden, "refused-not-operator"),
            Self::UnknownInvite => (404, ErrorCode::NotFound, "refused-unknown-invite"),
            Self::UnknownSession => (404, ErrorCode::NotFound, "refused-unknown-session"),
            Self::UnknownPerson => (404, ErrorCode::NotFound, "refused-unknown-person"),
            Self::InviteRevoked => (410, ErrorCode::InviteRevoked, "refused-invite-revoked"),
            Self::InviteExpired => (410, ErrorCode::InviteExpired, "refused-invite-expired"),
            Self::InviteUsedUp => (410, ErrorCode::InviteUsedUp, "refused-invite-used-up"),
            Self::SessionEnded => (410, ErrorCode::SessionEnded, "refused-session-ended"),
            Self::SessionCancelled => (410, ErrorCode::SessionCancelled, "refused-session-cancelled"),
            Self::NotOpenYet { .. } => (409, ErrorCode::SessionNotOpen, "refused-not-open-yet"),
            Self::WaitingForHost => (409, ErrorCode::WaitingForHost, "refused-waiting-for-host"),
            Self::WaitingToBeLetIn => (409, ErrorCode::WaitingToBeLetIn, "refused-waiting-to-be-let-in"),
            Self::KeptOut => (403, ErrorCode::KeptOut, "refused-kept-out"),
            Self::SessionFull => (409, ErrorCode::SessionFull, "refused-session-full"),
            Self::ChangedMeanwhile => (409, ErrorCode::ChangedMeanwhile, "refused-changed-meanwhile"),
            Self::NotConfigured => (503, ErrorCode::NotConfigured, "refused-not-configured"),
            Self::Policy(_) => (422, ErrorCode::OutOfPolicy, "refused-internal"),
            Self::RateLimited { .. } => (429, ErrorCode::RateLimited, "refused-rate-limited"),
            Self::NotReady(_) | Self::TookTooLong | Self::Store(StoreError::Unreachable(_)) => {
                (503, ErrorCode::NotReady, "refused-not-ready")
            }
            Self::Overloaded => (503, ErrorCode::Overloaded, "refused-overloaded"),
            Self::Store(StoreError::NoSuchText) => (404, ErrorCode::NotFound, "server-nothing"),
            Self::Store(_) | Self::Sign(_) | Self::Died => (500, ErrorCode::Internal, "refused-internal"),
        }
    }

    /// The word for it in the record; none where it refuses nobody anything: what cannot be read, breaks
    /// a rule of form, or is our own fault.
    pub const fn recorded_as(&self) -> Option<&'static str> {
        match self {
            Self::Policy(_) | Self::NotConfigured | Self::Overloaded | Self::ChangedMeanwhile => None,
            Self::SignIn(failure) => Some(failure.key()),
            _ if self.is_ours() => None,
            _ => Some(self.code().as_str()),
        }
    }

    /// Whether it is our fault, and its cause belongs into the log.
    pub const fn is_ours(&self) -> bool {
        match self {
            Self::Store(error) => !matches!(error, StoreError::NoSuchText),
            Self::Sign(_) | Self::Died | Self::NotReady(_) | Self::TookTooLong => true,
            _ => false,
        }
    }
}
