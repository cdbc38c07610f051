//! Opening the database. All that is SQLite's alone stands here.

use std::{path::Path, time::Duration};

use sea_orm::{
    ConnectOptions, Database as Connector, DbErr,
    sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous},
};
use sea_orm_migration::MigratorTrait;

use super::{Database, migrations::Migrator};

/// The database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// It could not be opened or created.
    #[error("the database cannot be opened: {0}")]
    Open(DbErr),
    /// It could not be brought to this version's schema.
    #[error("the database cannot be brought to this version: {0}")]
    Migrate(DbErr),
}

/// Opens the SQLite file, makes it where it is missing, and brings it to this version's schema.
///
/// # Errors
///
/// The file cannot be opened or written, or comes from a newer version.
pub async fn connect(file: &Path) -> Result<Database, ConnectError> {
    open(&format!("sqlite://{}?mode=rwc", file.display())).await
}

/// Opens a database that lives as long as the value.
///
/// # Errors
///
/// As [`connect`].
pub async fn connect_in_memory() -> Result<Database, ConnectError> {
    open("sqlite::memory:").await
}

async fn open(url: &str) -> Result<Database, ConnectError> {
    let mut options = ConnectOptions::new(url);
    // One connection: SQLite has one writer anyway, and waiting in the pool's queue is fairer and
    // quicker than waiting for a lock. A statement here takes tens of microseconds.
    options
        .max_connections(1)
        .min_connections(1)
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Normal)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(5))
        });
    let connection = Connector::connect(options).await.map_err(ConnectError::Open)?;
    Migrator::up(&connection, None).await.map_err(ConnectError::Migrate)?;
    Ok(Database::new(connection))
}
