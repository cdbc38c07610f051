//! The records, as the rest of the program sees them.

mod account;
mod api_key;
mod door;
mod event;
mod person;
mod privacy;
mod signing_in;

use std::fmt;

pub use account::{Account, SignIn, SignInWay};
pub use api_key::{ApiKeyRecord, Scope};
pub use door::{Admission, Admitted, Answer, InviteUse, Person, SessionLimits, Waiting};
pub use event::{DayCount, EventsPage, Sealed};
pub use person::{Identity, PersonalRows};
pub use privacy::{Age, Due, PersonalData};
pub use signing_in::{HostLink, PendingSignIn};

use crate::jaas::{Feature, Role, RoomClaim, RoomName, SessionType};

/// What keeps the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseKind {
    /// A file of SQLite.
    Sqlite,
    /// A server of PostgreSQL.
    Postgres,
}

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
    /// Whose it is: the e-mail address of an account. None where a backend opened it.
    pub owner: Option<String>,
    /// When it was made, in seconds since 1970.
    pub opened_at: i64,
    /// When it starts.
    pub starts_at: i64,
    /// When it shall be over; none where it goes on until it is ended.
    pub ends_at: Option<i64>,
    /// The time zone that its host thinks in, such as `Europe/Berlin` (IANA).
    pub time_zone: String,
    /// How many guests it takes at most.
    pub capacity: Option<u32>,
    /// Whether guests wait until a host is in.
    pub waits_for_host: bool,
    /// Whether a host lets guests in one by one.
    pub admits_each: bool,
    /// When a host was first in.
    pub host_in_at: Option<i64>,
    /// When it was ended, if it was.
    pub ended_at: Option<i64>,
    /// When it was called off, if it was.
    pub cancelled_at: Option<i64>,
    /// How often its calendar entry was changed (RFC 5545, `SEQUENCE`).
    pub sequence: u32,
    /// How many guests were let in and not removed.
    pub guests: u32,
}

impl Session {
    /// When it is, or will be, over: the last second that there is where nothing says so.
    pub fn over_at(&self) -> i64 {
        let ends = [self.ended_at, self.cancelled_at, self.ends_at];
        ends.into_iter().flatten().min().unwrap_or(i64::MAX)
    }
}

/// One who leads a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionHost {
    /// Their e-mail address, in lower case.
    pub email: String,
    /// Whether the session is theirs; else they are a co-host.
    pub owner: bool,
}

/// Which of a host's sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Those that have begun and are not over.
    Live,
    /// Those that have not begun.
    Upcoming,
    /// Those that are over.
    Past,
}

/// A page of a host's sessions.
#[derive(Clone, Debug)]
pub struct SessionsPage<'a> {
    /// The host.
    pub email: &'a str,
    /// Which.
    pub when: When,
    /// Only those with this in their title; case does not count.
    pub search: Option<&'a str>,
    /// Those after this one, in the order of the list.
    pub after: Option<&'a str>,
    /// At most so many.
    pub limit: u64,
    /// The present.
    pub now: i64,
}

/// The SHA-256 of a secret that somebody holds: all that is stored of it.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretHash(pub String);

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash(redacted)")
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
    pub hash: SecretHash,
    /// Whether it is the one link for all guests that the session's page shows first.
    pub shown_to_host: bool,
    /// For whom it is, in the host's words.
    pub label: Option<String>,
    /// Whether it is for one person: then whoever comes by it is the same person on every device.
    pub personal: bool,
    /// When it was made, in seconds since 1970.
    pub created_at: i64,
    /// Until when it lets anybody in.
    pub expires_at: Option<i64>,
    /// How many browsers may come in by it.
    pub max_uses: Option<u32>,
    /// How many did.
    pub uses: u32,
    /// Since when nobody new comes in by it; who came before may come back.
    pub closed_at: Option<i64>,
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
    /// How its room claim is written.
    pub room_claim: Option<RoomClaim>,
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
