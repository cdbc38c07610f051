//! A copy of the database while others write to it, and what a copy holds.
//!
//! The copy is made by `VACUUM INTO`, which SQLite documents beside its online backup for databases in use
//! (<https://sqlite.org/lang_vacuum.html#vacuuminto>). It reads within one transaction: writers go on meanwhile, and
//! the copy is of one moment. An online backup from another process begins anew at every write of the server's. It
//! would also take a second driver, on the very version of the library that sqlx brings; `rusqlite` has that in a
//! release of long ago alone. And what was deleted is in no page of this copy.

use std::{path::Path, time::Duration};

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database as Connector, DatabaseConnection, DbBackend, DbErr, EntityTrait,
    PaginatorTrait, Statement,
};
use sea_orm_migration::MigratorTrait;

use super::{
    ConnectError,
    connect::{is_current, sqlite},
    entities::{grants, sessions},
    migrations::Migrator,
};

/// What a database holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// How many sessions.
    pub sessions: u64,
    /// How many grants.
    pub grants: u64,
    /// The last step of the schema that it was brought to.
    pub schema: String,
}

/// No copy was made, or it is not good.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The database cannot be used.
    #[error(transparent)]
    Unusable(#[from] ConnectError),
    /// SQLite's own check found something.
    #[error("it is damaged: use another copy of it")]
    Damaged,
    /// It is somebody else's.
    #[error("it is no database of Greenroom's")]
    Foreign(#[source] Option<DbErr>),
    /// SQLite takes paths as text.
    #[error("its path is no UTF-8 text: use another name")]
    Path,
}

/// Copies the SQLite file, as it is at this moment, into a file that is empty or not there yet. Nothing in
/// the original changes.
///
/// # Errors
///
/// The original cannot be read, or the copy not be written.
pub async fn copy(from: &Path, into: &Path) -> Result<(), CopyError> {
    let into = into.to_str().ok_or(CopyError::Path)?;
    let connection = open(from, Company::AmongWriters).await?;
    let order = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [into.into()]);
    let copied = connection.execute_raw(order).await.map_err(|error| sqlite::refusal(error, ConnectError::Open));
    close(connection).await?;
    copied?;
    Ok(())
}

/// Checks a file that nobody writes to, and counts what is in it.
///
/// # Errors
///
/// It is damaged, no database of ours, or one of a later version.
pub async fn contents(file: &Path) -> Result<Contents, CopyError> {
    let connection = open(file, Company::Alone).await?;
    let counted = count(&connection).await;
    close(connection).await?;
    counted
}

/// Who else has the file open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Company {
    /// A server, perhaps. Whoever may write takes SQLite's files beside it away when they were the last; whoever may
    /// only read leaves them.
    AmongWriters,
    /// Nobody: SQLite then makes no such files.
    Alone,
}

async fn open(file: &Path, company: Company) -> Result<DatabaseConnection, ConnectError> {
    let file = file.to_owned();
    let mut options = ConnectOptions::new("sqlite://file");
    options.max_connections(1).sqlx_logging(false).map_sqlx_sqlite_opts(move |sqlite| {
        let alone = company == Company::Alone;
        sqlite.filename(&file).read_only(alone).immutable(alone).busy_timeout(Duration::from_secs(5))
    });
    Connector::connect(options).await.map_err(|error| sqlite::refusal(error, ConnectError::Open))
}

async fn close(connection: DatabaseConnection) -> Result<(), ConnectError> {
    connection.close().await.map_err(|error| sqlite::refusal(error, ConnectError::Open))
}

async fn count(connection: &DatabaseConnection) -> Result<Contents, CopyError> {
    let of = |error| CopyError::Unusable(sqlite::refusal(error, ConnectError::NoDatabase));
    let check = Statement::from_string(DbBackend::Sqlite, "PRAGMA integrity_check");
    let found = connection.query_one_raw(check).await.map_err(of)?;
    let word: Option<String> = found.and_then(|row| row.try_get_by_index(0).ok());
    if word.as_deref() != Some("ok") {
        return Err(CopyError::Damaged);
    }
    let foreign = |error| CopyError::Foreign(Some(error));
    if let Err(newer @ ConnectError::Newer) = is_current(connection, ConnectError::Migrate).await {
        return Err(newer.into());
    }
    let steps = Migrator::get_migration_models(connection).await.map_err(foreign)?;
    let schema = steps.into_iter().map(|step| step.version).max().ok_or(CopyError::Foreign(None))?;
    let sessions = sessions::Entity::find().count(connection).await.map_err(foreign)?;
    let grants = grants::Entity::find().count(connection).await.map_err(foreign)?;
    Ok(Contents { sessions, grants, schema })
}
