//! Opening the database, and bringing it to this version's schema. What is one database's alone stands
//! in its own file.

mod alone;
mod postgres;
pub(super) mod sqlite;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, EntityTrait, RuntimeErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::{IntoSchemaManagerConnection, MigratorTrait, SchemaManager, seaql_migrations};

pub use self::{
    postgres::{AddressError, PostgresAddress, connect_postgres, connect_postgres_alone},
    sqlite::{connect, connect_alone, connect_in_memory},
};
use super::migrations::Migrator;
pub(super) use alone::{Alone, keep_others_out};

/// The database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The file could not be opened or created.
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
    /// Nothing answers there, or not as PostgreSQL does.
    #[error("it cannot be reached: check that it runs, its host and its port, and the network between")]
    Unreachable(#[source] DbErr),
    /// The encrypted connection did not come about.
    #[error("no encrypted connection comes about: check `sslmode`, and the certificates on both sides")]
    Tls(#[source] DbErr),
    /// The user or the password is wrong, or the server lets nobody in from here.
    #[error("it refuses the login: check the user and the password, and that it lets this machine in")]
    Login(#[source] DbErr),
    /// The server has no such database.
    #[error("there is no database of that name: make it with `createdb`, or name another one")]
    Missing(#[source] DbErr),
    /// The user may not do what is needed.
    #[error("this user may not make tables there: make it the owner of the database")]
    Rights(#[source] DbErr),
    /// It is a standby, or was made read-only.
    #[error("it takes no writes: name the primary server")]
    ReadOnly(#[source] DbErr),
    /// It keeps texts in an encoding that has not every character.
    #[error("it keeps texts as {0}: make one with `createdb --encoding=UTF8 --template=template0`")]
    Encoding(String),
    /// It was written by a later version of this program.
    #[error("a newer version of Greenroom wrote it: start that version, or name another database")]
    Newer,
    /// It could not be brought to this version's schema.
    #[error("it cannot be brought to this version: keep a copy of it, and report this")]
    Migrate(#[source] DbErr),
}

/// Brings the database to this version's schema, all or nothing. Of several servers that start at one
/// instant one does it, and the others wait and find it done.
async fn bring_up_to_date(
    connection: &DatabaseConnection,
    refusal: fn(DbErr) -> ConnectError,
) -> Result<(), ConnectError> {
    // Reading first: a user without the right to make tables can then start a server on a database that is ready.
    if is_current(connection, refusal).await? {
        return Ok(());
    }
    let options =
        TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..Default::default() };
    let transaction = connection.begin_with_options(options).await.map_err(refusal)?;
    match connection.get_database_backend() {
        DbBackend::Postgres => {
            postgres::wait_for_turn(&transaction).await.map_err(refusal)?;
            let before = postgres::text_columns(&transaction).await.map_err(refusal)?;
            take_steps(&transaction, refusal).await?;
            postgres::order_by_bytes(&transaction, &before).await.map_err(refusal)?;
        }
        _ => take_steps(&transaction, refusal).await?,
    }
    transaction.commit().await.map_err(refusal)
}

async fn take_steps(transaction: &DatabaseTransaction, refusal: fn(DbErr) -> ConnectError) -> Result<(), ConnectError> {
    if is_current(transaction, refusal).await? {
        return Ok(());
    }
    Migrator::up(transaction, None).await.map_err(refusal)
}

/// Whether every step of this version was taken. One that this version does not know is an error.
pub(super) async fn is_current<'c, C>(
    connection: &'c C,
    refusal: fn(DbErr) -> ConnectError,
) -> Result<bool, ConnectError>
where
    C: ConnectionTrait,
    &'c C: IntoSchemaManagerConnection<'c>,
{
    if !SchemaManager::new(connection).has_table("seaql_migrations").await.map_err(refusal)? {
        return Ok(false);
    }
    let known = Migrator::migrations();
    let taken = seaql_migrations::Entity::find().all(connection).await.map_err(refusal)?;
    if taken.iter().any(|step| known.iter().all(|known| known.name() != step.version)) {
        return Err(ConnectError::Newer);
    }
    Ok(taken.len() == known.len())
}

/// What the driver says of it.
fn cause(error: &DbErr) -> Option<&sqlx::Error> {
    let (DbErr::Conn(cause) | DbErr::Exec(cause) | DbErr::Query(cause)) = error else { return None };
    match cause {
        RuntimeErr::SqlxError(cause) => Some(cause),
        RuntimeErr::Internal(_) => None,
    }
}

/// Whether it was asked for a text with a zero byte.
pub(super) fn is_zero_byte(error: &DbErr) -> bool {
    cause(error).is_some_and(postgres::is_zero_byte)
}

/// Whether the database was gone, rather than having something against what it was asked.
pub(super) fn is_outage(error: &DbErr) -> bool {
    match (error, cause(error)) {
        (DbErr::ConnectionAcquire(_), _) => true,
        (_, Some(cause)) => postgres::is_outage(cause),
        _ => false,
    }
}
