//! API keys: what a backend may do, until when, and when it last did.

use super::SecretHash;

/// Something that an API key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Tokens for any user, room and role.
    TokensMint,
    /// Looking at sessions and at the record of their tokens.
    SessionsRead,
    /// Opening and ending sessions, making and withdrawing their links.
    SessionsWrite,
    /// Reading what was done here, and by whom.
    AuditRead,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 4] = [Self::TokensMint, Self::SessionsRead, Self::SessionsWrite, Self::AuditRead];

    /// The scope as it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TokensMint => "tokens:mint",
            Self::SessionsRead => "sessions:read",
            Self::SessionsWrite => "sessions:write",
            Self::AuditRead => "audit:read",
        }
    }

    /// Reads what [`Scope::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text)
    }
}

/// An API key, without the key itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKeyRecord {
    /// A UUID of version 7: later keys have greater ids.
    pub id: String,
    /// What it is for, in its maker's words.
    pub name: String,
    /// How the key begins: enough to recognise it, nothing to guess it by.
    pub prefix: String,
    /// The hash of the whole key.
    pub hash: SecretHash,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// When it was made, in seconds since 1970.
    pub created_at: i64,
    /// When it ends, if it does.
    pub expires_at: Option<i64>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<i64>,
    /// When it was revoked, if it was.
    pub revoked_at: Option<i64>,
}
