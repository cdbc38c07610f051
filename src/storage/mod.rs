//! What Greenroom remembers: accounts, API keys, sessions, invites, who came in, grants, which room claim
//! got people in, and the record of all that happened.
//!
//! One contract, [`Store`], behind which the database hides. Records are plain values; rules about
//! them live in `service`. Time is an argument. What is SQLite's or PostgreSQL's alone is in `connect` and
//! `copying`, but for the bells between servers (`database/bells.rs`).

mod connect;
mod contract;
mod copying;
mod database;
mod entities;
mod migrations;
mod records;
mod transfer;

pub use connect::{
    AddressError, ConnectError, PostgresAddress, connect, connect_alone, connect_in_memory, connect_postgres,
    connect_postgres_alone,
};
pub use contract::{
    AccountStore, ApiKeyStore, BellStore, DoorStore, GrantStore, InviteStore, PrivacyStore, RecordStore, SessionStore,
    SigningInStore, Store,
};
pub use copying::{Contents, CopyError, contents, copy};
pub use database::{Database, DistantBells};
pub use records::{
    Account, Admission, Admitted, Age, Answer, ApiKeyRecord, DatabaseKind, DayCount, Due, EventsPage, Grant, HostLink,
    Identity, Invite, InviteUse, PendingSignIn, Person, PersonalData, PersonalRows, Scope, Sealed, SecretHash, Session,
    SessionHost, SessionLimits, SessionsPage, SignIn, SignInWay, Waiting, When,
};
pub use transfer::{Moved, MovedTable, Progress, TransferError, transfer};

/// The database did not do what it was asked. The cause is for the log alone.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database does not answer now; later it may.
    #[error("the database cannot be reached: {0}")]
    Unreachable(#[source] sea_orm::DbErr),
    /// The question had a text with a zero byte in it: PostgreSQL keeps none, so no row has it.
    #[error("a text with a zero byte, which no row has")]
    NoSuchText,
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[source] sea_orm::DbErr),
    /// A row holds what this version cannot have written.
    #[error("row {id} of {table} cannot be read")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The row's id.
        id: String,
    },
}

impl From<sea_orm::DbErr> for StoreError {
    fn from(error: sea_orm::DbErr) -> Self {
        if connect::is_outage(&error) {
            Self::Unreachable(error)
        } else if connect::is_zero_byte(&error) {
            Self::NoSuchText
        } else {
            Self::Database(error)
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        sea_orm::DbErr::Query(sea_orm::RuntimeErr::SqlxError(error.into())).into()
    }
}

/// A bell that another server rang.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rung {
    /// At this session's door.
    At(String),
    /// Any may have rung: for a while none was heard.
    Perhaps,
}

/// Whether a backend's grant was written, or why the token must not be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// It is written: the token may be given.
    Written,
    /// The session ended or was cancelled before it was written.
    Refused,
}
