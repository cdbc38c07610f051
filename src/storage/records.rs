//! The records, as the rest of the program sees them.

use std::fmt;

use crate::jaas::{Feature, Role, RoomName, SessionType};

/// Something that people meet in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// A UUID of version 7: later sessions have greater ids.
    pub id: String,
    /// What its host calls it.
    pub title: String,
    /// Video or audio.
    pub session_type: SessionType,
    /// The unguessable room; the title never goes into it.
    pub room: RoomName,
    /// What its host's tokens may grant.
    pub features: Vec<Feature>,
    /// When it was opened, in seconds since 1970.
    pub opened_at: i64,
    /// When it ended, if it did.
    pub ended_at: Option<i64>,
}

/// The SHA-256 of an invite's secret: all that is stored of it.
#[derive(Clone, PartialEq, Eq)]
pub struct InviteHash(pub String);

impl fmt::Debug for InviteHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InviteHash(redacted)")
    }
}

/// A revocable link that carries a role in one session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    /// A UUID of version 7.
    pub id: String,
    /// The session that it opens.
    pub session_id: String,
    /// The role that it carries.
    pub role: Role,
    /// The hash of its secret.
    pub hash: InviteHash,
    /// Whether the secret follows from the host's, so that the host's page can show the link.
    pub shown_to_host: bool,
    /// When it was made, in seconds since 1970.
    pub created_at: i64,
    /// When it was revoked, if it was.
    pub revoked_at: Option<i64>,
}

/// The record of one issued token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The token's `jti`, a UUID of version 7.
    pub id: String,
    /// The session, where the token was issued for one.
    pub session_id: Option<String>,
    /// The invite, where one was shown.
    pub invite_id: Option<String>,
    /// `context.user.id` of the token.
    pub user_id: String,
    /// `context.user.name` of the token.
    pub user_name: String,
    /// The room that it opens.
    pub room: RoomName,
    /// Host means moderator.
    pub role: Role,
    /// What it grants.
    pub features: Vec<Feature>,
    /// Which key signed it.
    pub kid: Option<String>,
    /// From where it was asked for.
    pub client_address: Option<String>,
    /// By which program it was asked for.
    pub user_agent: Option<String>,
    /// When it was issued, in seconds since 1970.
    pub issued_at: i64,
    /// When it expires.
    pub expires_at: i64,
}
