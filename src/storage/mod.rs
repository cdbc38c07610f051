//! What Greenroom remembers: accounts, sessions, invites, who came in, grants, which room claim got
//! people in, and the record of all that happened.
//!
//! One contract, [`Store`], behind which the database hides. Records are plain values; rules about
//! them live in `service`. Time is an argument. Everything specific to SQLite is in `connect`.

mod connect;
mod contract;
mod database;
mod entities;
mod migrations;
mod records;

pub use connect::{ConnectError, connect, connect_in_memory};
pub use contract::{
    AccountStore, DoorStore, GrantStore, InviteStore, PrivacyStore, RecordStore, SessionStore, SigningInStore, Store,
};
pub use database::Database;
pub use records::{
    Account, Admission, Admitted, Age, Answer, Due, EventsPage, Grant, HostLink, Identity, Invite, InviteUse,
    PendingSignIn, Person, PersonalData, PersonalRows, Sealed, SecretHash, Session, SessionHost, SessionLimits,
    SessionsPage, SignIn, SignInWay, Waiting, When,
};

/// The database did not do what it was asked. The cause is for the log alone.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[from] sea_orm::DbErr),
    /// A row holds what this version cannot have written.
    #[error("row {id} of {table} cannot be read")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The row's id.
        id: String,
    },
}

/// Whether a backend's grant was written, or why the token must not be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// It is written: the token may be given.
    Written,
    /// The session ended or was cancelled before it was written.
    Refused,
}
