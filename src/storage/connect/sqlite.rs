//! Opening a SQLite file, or a database in memory.

use std::{path::Path, time::Duration};

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database as Connector, DatabaseConnection, DbBackend, DbErr,
    sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteLockingMode, SqliteSynchronous},
};
use tokio::time::{Instant, sleep};

use super::{ConnectError, bring_up_to_date, cause};
use crate::storage::Database;

/// So long we wait for who holds the file.
const BUSY: Duration = Duration::from_secs(5);

/// Opens the SQLite file, makes it where it is missing, and brings it to this version's schema.
///
/// # Errors
///
/// The file cannot be opened or written, or comes from a newer version.
pub async fn connect(file: &Path) -> Result<Database, ConnectError> {
    connect_as(file, SqliteLockingMode::Normal).await
}

/// The same, while no other program has it open: none can open it until this value is gone, either.
///
/// # Errors
///
/// As [`connect`]; and another program has it open.
pub async fn connect_alone(file: &Path) -> Result<Database, ConnectError> {
    connect_as(file, SqliteLockingMode::Exclusive).await
}

async fn connect_as(file: &Path, locking: SqliteLockingMode) -> Result<Database, ConnectError> {
    let begun = Instant::now();
    loop {
        let file = file.to_owned();
        // Not by the URL: a path may have characters that mean something there.
        let place =
            move |sqlite: SqliteConnectOptions| sqlite.filename(&file).create_if_missing(true).locking_mode(locking);
        let opened = open("sqlite://file", place).await;
        match opened {
            // Several that switch a new file to the write-ahead log at one instant would wait for each other: SQLite
            // tells all but one at once that it is held.
            Err(ConnectError::Locked(_)) if begun.elapsed() < BUSY => sleep(Duration::from_millis(50)).await,
            opened => return opened,
        }
    }
}

/// Opens a database that lives as long as the value.
///
/// # Errors
///
/// As [`connect`].
pub async fn connect_in_memory() -> Result<Database, ConnectError> {
    open("sqlite::memory:", |sqlite| sqlite).await
}

async fn open(
    url: &str,
    place: impl Fn(SqliteConnectOptions) -> SqliteConnectOptions + Send + Sync + 'static,
) -> Result<Database, ConnectError> {
    let mut options = ConnectOptions::new(url);
    // One connection: SQLite has one writer anyway, and waiting in the pool's queue is fairer and
    // quicker than waiting for a lock. A statement here takes tens of microseconds.
    options
        .max_connections(1)
        .min_connections(1)
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |sqlite| {
            place(sqlite)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Normal)
                .foreign_keys(true)
                // What is deleted or emptied is overwritten in the file: who was erased must not be found in it
                // by whoever reads the file itself. A token writes its few pages all the same.
                .pragma("secure_delete", "ON")
                .busy_timeout(BUSY)
        });
    let connection = Connector::connect(options).await.map_err(|error| refusal(error, ConnectError::Open))?;
    bring_up_to_date(&connection, |error| refusal(error, ConnectError::Migrate)).await?;
    Ok(Database::new(connection, None))
}

/// Empties the file of what was written last, which holds pages as they were before an erasure. Where
/// another process still reads from it, the next time does it.
pub(in crate::storage) async fn leave_no_trace(connection: &DatabaseConnection) -> Result<(), DbErr> {
    if connection.get_database_backend() == DbBackend::Sqlite {
        connection.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    }
    Ok(())
}

/// What SQLite's result code means (<https://sqlite.org/rescode.html>); the extended ones have
/// the plain one in their lowest byte.
pub(in crate::storage) fn refusal(error: DbErr, otherwise: fn(DbErr) -> ConnectError) -> ConnectError {
    match code(&error).map(|code| code & 0xff) {
        Some(5 | 6) => ConnectError::Locked(error),
        Some(8 | 10 | 14) => ConnectError::Open(error),
        Some(11 | 26) => ConnectError::NoDatabase(error),
        Some(13) => ConnectError::Full(error),
        _ => otherwise(error),
    }
}

fn code(error: &DbErr) -> Option<i32> {
    cause(error)?.as_database_error()?.code()?.parse().ok()
}
