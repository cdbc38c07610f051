//! Every reason to refuse, and the one place that says it to the outside.

use crate::{
    jaas::{RoomNameError, SignError, UnknownFeature},
    storage::StoreError,
    wire::{ApiError, ErrorCode},
};

use super::TextError;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The request bears no API key.
    #[error("no API key")]
    NoApiKey,
    /// The request bears a key that is not configured.
    #[error("wrong API key")]
    WrongApiKey,
    /// Only in the sandbox is everybody a host.
    #[error("not the sandbox")]
    NotSandbox,
    /// The visitor is not the session's host.
    #[error("not this session's host")]
    NotHost,
    /// No invite has this secret.
    #[error("unknown invite")]
    UnknownInvite,
    /// There is no such session.
    #[error("unknown session")]
    UnknownSession,
    /// The invite was withdrawn.
    #[error("invite revoked")]
    InviteRevoked,
    /// The session is over.
    #[error("session ended")]
    SessionEnded,
    /// This deployment takes no tokens.
    #[error("no tokens on this deployment")]
    NotConfigured,
    /// Readable, but against the rules.
    #[error("against the rules: {0}")]
    Policy(#[from] PolicyBreach),
    /// The caller asked for too many tokens.
    #[error("too many tokens asked for")]
    RateLimited {
        /// In how many seconds the next one is let in.
        retry_after: u32,
    },
    /// The database does not take a write.
    #[error("not ready: {0}")]
    NotReady(#[source] StoreError),
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
    /// The lifetime.
    #[error("expirationSeconds: expected 1 to {max}")]
    Lifetime {
        /// The longest that is allowed, in seconds.
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
    #[error("userEmail: expected an e-mail address")]
    Email,
    /// A picture that is not on the web.
    #[error("userAvatar: expected an http or https URL")]
    Avatar,
}

impl Refusal {
    /// What the outside gets to know: a status, a code and a sentence. Never a cause.
    pub fn public(&self) -> (u16, ApiError) {
        let (status, code, sentence) = match self {
            Self::NoApiKey => (
                401,
                ErrorCode::Unauthenticated,
                "This address needs an API key. Send it as `Authorization: Bearer <key>`.",
            ),
            Self::WrongApiKey => {
                (401, ErrorCode::Unauthenticated, "This API key is not known. Check GREENROOM_API_KEYS on the server.")
            }
            Self::NotSandbox => (403, ErrorCode::Forbidden, "Sessions are opened by a backend with an API key here."),
            Self::NotHost => {
                (403, ErrorCode::Forbidden, "This page is for the session's host. Open it with the host's link.")
            }
            Self::UnknownInvite => {
                (404, ErrorCode::NotFound, "This link does not lead anywhere. Check that it was copied whole.")
            }
            Self::UnknownSession => (404, ErrorCode::NotFound, "There is no such session. Check the address."),
            Self::InviteRevoked => (
                410,
                ErrorCode::InviteRevoked,
                "This link was withdrawn. Ask the person who invited you for a new one.",
            ),
            Self::SessionEnded => {
                (410, ErrorCode::SessionEnded, "This session has ended. Ask its host if there will be another one.")
            }
            Self::NotConfigured => (
                503,
                ErrorCode::NotConfigured,
                "This deployment signs no tokens. Set JITSI_DOMAIN and a key on the server.",
            ),
            Self::Policy(breach) => return (422, ApiError::new(ErrorCode::OutOfPolicy, format!("{breach}."))),
            Self::RateLimited { retry_after } => {
                let sentence = "Too many tokens were asked for from here. Wait for as long as Retry-After says.";
                return (429, ApiError::new(ErrorCode::RateLimited, sentence).after(*retry_after));
            }
            Self::NotReady(_) => {
                let sentence = "The database does not answer. The log says why.";
                return (503, ApiError::new(ErrorCode::NotReady, sentence).after(5));
            }
            Self::Overloaded => {
                let sentence = "The server is busy. Try again in a second.";
                return (503, ApiError::new(ErrorCode::Overloaded, sentence).after(1));
            }
            Self::Store(_) | Self::Sign(_) | Self::Died => {
                (500, ErrorCode::Internal, "Something went wrong on our side. Try again in a moment.")
            }
        };
        (status, ApiError::new(code, sentence))
    }

    /// Whether it is our fault, and its cause belongs into the log.
    pub const fn is_ours(&self) -> bool {
        matches!(self, Self::Store(_) | Self::Sign(_) | Self::Died | Self::NotReady(_))
    }
}
