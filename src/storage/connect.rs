//! Opening the database. All that is SQLite's alone stands here.

use std::{path::Path, time::Duration};

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database as Connector, DatabaseConnection, DbBackend, DbErr, RuntimeErr,
    sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use sea_orm_migration::MigratorTrait;

use super::{Database, migrations::Migrator};

/// The database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// It could not be opened or created.
    #[error("it cannot be opened or written: check that its folder exists, and the rights of both")]
    Open(#[source] DbErr),
    /// The file is another one.
    #[error("it is no SQLite database, or it is damaged: move it away, or name another file")]
    NoDatabase(#[source] DbErr),
    /// Somebody else holds it.
    #[error("another program holds it: end that one, and start again")]
    Locked(#[source] DbErr),
    /// There is no space for it.
    #[error("the disk is full: make space, and start again")]
    Full(#[source] DbErr),
    /// It was written by a later version of this program.
    #[error("a newer version of Greenroom wrote it: start that version, or name another database")]
    Newer,
    /// It could not be brought to this version's schema.
    #[error("it cannot be brought to this version: keep a copy of it, and report this")]
    Migrate(#[source] DbErr),
}

impl ConnectError {
    /// What SQLite's result code means (<https://sqlite.org/rescode.html>); the extended ones have
    /// the plain one in their lowest byte.
    fn of(error: DbErr, otherwise: fn(DbErr) -> Self) -> Self {
        match sqlite_code(&error).map(|code| code & 0xff) {
            Some(5 | 6) => Self::Locked(error),
            Some(8 | 10 | 14) => Self::Open(error),
            Some(11 | 26) => Self::NoDatabase(error),
            Some(13) => Self::Full(error),
            _ => otherwise(error),
        }
    }
}

fn sqlite_code(error: &DbErr) -> Option<i32> {
    let (DbErr::Conn(cause) | DbErr::Exec(cause) | DbErr::Query(cause)) = error else { return None };
    let RuntimeErr::SqlxError(cause) = cause else { return None };
    cause.as_database_error()?.code()?.parse().ok()
}

/// Opens the SQLite file, makes it where it is missing, and brings it to this version's schema.
///
/// # Errors
///
/// The file cannot be opened or written, or comes from a newer version.
pub async fn connect(file: &Path) -> Result<Database, ConnectError> {
    let file = file.to_owned();
    // Not by the URL: a path may have characters that mean something there.
    open("sqlite://file", move |sqlite| sqlite.filename(&file).create_if_missing(true)).await
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
                .busy_timeout(Duration::from_secs(5))
        });
    let connection = Connector::connect(options).await.map_err(|error| ConnectError::of(error, ConnectError::Open))?;
    let migrate = |error| ConnectError::of(error, ConnectError::Migrate);
    if is_newer(&connection).await.map_err(migrate)? {
        return Err(ConnectError::Newer);
    }
    Migrator::up(&connection, None).await.map_err(migrate)?;
    Ok(Database::new(connection))
}

/// Empties the file of what was written last, which holds pages as they were before an erasure. Where
/// another process still reads from it, the next time does it.
pub(super) async fn leave_no_trace(connection: &DatabaseConnection) -> Result<(), DbErr> {
    if connection.get_database_backend() == DbBackend::Sqlite {
        connection.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    }
    Ok(())
}

/// Whether the database bears a step that this version does not know.
async fn is_newer(connection: &DatabaseConnection) -> Result<bool, DbErr> {
    let known = Migrator::migrations();
    let applied = Migrator::get_migration_models(connection).await?;
    Ok(applied.iter().any(|step| known.iter().all(|known| known.name() != step.version)))
}
