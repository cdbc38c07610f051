//! Opening a database of a PostgreSQL server.

use std::{collections::HashSet, fmt, io, str::FromStr, sync::Arc, time::Duration};

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database as Connector, DatabaseTransaction, DbBackend, DbErr, FromQueryResult,
    RuntimeErr, Statement,
};
use sqlx::{
    ConnectOptions as _, Connection, PgConnection,
    postgres::{PgConnectOptions, PgDatabaseError, PgPoolOptions},
};
use tokio::time::{Instant, sleep, timeout};
use tracing::warn;

use super::{ConnectError, bring_up_to_date, cause};
use crate::storage::Database;

/// A request holds one for a few milliseconds, so these are enough for thousands a second; and five servers fit
/// into the hundred that PostgreSQL gives when nothing else is said.
const CONNECTIONS: u32 = 20;
/// So long a request waits for one of them, and a start for the server to answer.
const ANSWERS_WITHIN: Duration = Duration::from_secs(5);
/// A server that starts at the same time as PostgreSQL asks this often.
const ASK_EVERY: Duration = Duration::from_secs(1);
/// Who changes the schema holds this lock; the number is ours ("greenroo" in ASCII).
const SCHEMA_LOCK: i64 = 0x6772_6565_6e72_6f6f;
/// Of each connection: what its correctness rests on, and that nobody who hangs holds up the others.
const MANNERS: &str = "SET default_transaction_isolation = 'read committed'; \
                       SET statement_timeout = '10s'; \
                       SET idle_in_transaction_session_timeout = '30s'";

/// Where a PostgreSQL database is, and how to log in there. It shows host and database alone.
#[derive(Clone)]
pub struct PostgresAddress(PgConnectOptions);

/// The address is not one that the driver understands. The cause is not kept: it may quote the password.
#[derive(Debug, thiserror::Error)]
#[error(
    "expected `postgres://user:password@host:port/database?sslmode=verify-full`, with `%40` for an `@` in the password"
)]
pub struct AddressError;

impl FromStr for PostgresAddress {
    type Err = AddressError;

    fn from_str(url: &str) -> Result<Self, AddressError> {
        let options: PgConnectOptions = url.parse().map_err(|_| AddressError)?;
        let options =
            if options.get_application_name().is_some() { options } else { options.application_name("greenroom") };
        Ok(Self(options.disable_statement_logging()))
    }
}

impl fmt::Display for PostgresAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(options) = self;
        let database = options.get_database().unwrap_or_else(|| options.get_username());
        match options.get_socket() {
            Some(folder) => write!(f, "{database} in {} (PostgreSQL)", folder.display()),
            None => write!(f, "{database} on {}:{} (PostgreSQL)", options.get_host(), options.get_port()),
        }
    }
}

impl fmt::Debug for PostgresAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PostgresAddress({self})")
    }
}

/// Opens the database and brings it to this version's schema. A server that does not answer yet is asked again
/// until `patience` is over.
///
/// # Errors
///
/// It cannot be reached or used, or comes from a newer version.
pub async fn connect_postgres(address: &PostgresAddress, patience: Duration) -> Result<Database, ConnectError> {
    connect_by(address, patience, CONNECTIONS).await
}

/// The same by one connection, so that every other one is somebody else's.
///
/// # Errors
///
/// As [`connect_postgres`].
pub async fn connect_postgres_alone(address: &PostgresAddress) -> Result<Database, ConnectError> {
    // It keeps no prepared statements: the types of one that made the schema may differ from those of a later one that
    // reads the same, and pages of rows are each written once.
    let PostgresAddress(options) = address.clone();
    connect_by(&PostgresAddress(options.statement_cache_capacity(0)), Duration::ZERO, 1).await
}

async fn connect_by(address: &PostgresAddress, patience: Duration, connections: u32) -> Result<Database, ConnectError> {
    let name = reach(address, patience).await?;
    let PostgresAddress(postgres) = address.clone();
    // Not by the URL: the address was read already.
    let mut options = ConnectOptions::new("postgres://localhost");
    options
        .max_connections(connections)
        .acquire_timeout(ANSWERS_WITHIN)
        .sqlx_logging(false)
        .map_sqlx_postgres_opts(move |_| postgres.clone())
        .map_sqlx_postgres_pool_opts(with_manners);
    let connection = Connector::connect(options).await.map_err(|error| refusal(error, ConnectError::Unreachable))?;
    bring_up_to_date(&connection, |error| refusal(error, ConnectError::Migrate)).await?;
    Ok(Database::new(connection, Some(name)))
}

fn with_manners(pool: PgPoolOptions) -> PgPoolOptions {
    pool.after_connect(|connection, _| {
        Box::pin(async move { sqlx::raw_sql(MANNERS).execute(connection).await.map(|_| ()) })
    })
}

/// Waits until the server answers. Says a name that nobody else has on this database: the server makes it.
async fn reach(address: &PostgresAddress, patience: Duration) -> Result<String, ConnectError> {
    let begun = Instant::now();
    loop {
        match ask(address).await {
            Err(ConnectError::Unreachable(cause)) if begun.elapsed() < patience => {
                warn!(database = %address, %cause, "the database does not answer yet: it is asked again");
                sleep(ASK_EVERY).await;
            }
            outcome => return outcome,
        }
    }
}

async fn ask(address: &PostgresAddress) -> Result<String, ConnectError> {
    let asked = async {
        // A connection of its own: a pool would try again by itself, and forget why it did not work.
        let mut connection = PgConnection::connect_with(&address.0).await?;
        let question = "SELECT current_setting('server_encoding'), gen_random_uuid()::text";
        let answer: (String, String) = sqlx::query_as(question).fetch_one(&mut connection).await?;
        connection.close().await?;
        Ok(answer)
    };
    let answer = timeout(ANSWERS_WITHIN, asked).await.unwrap_or(Err(sqlx::Error::PoolTimedOut));
    let refused = |error| refusal(DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error))), ConnectError::Unreachable);
    match answer.map_err(refused)? {
        (encoding, name) if encoding == "UTF8" => Ok(name),
        (encoding, _) => Err(ConnectError::Encoding(encoding)),
    }
}

/// What PostgreSQL's code means (its manual, appendix A).
fn refusal(error: DbErr, otherwise: fn(DbErr) -> ConnectError) -> ConnectError {
    let Some(cause) = cause(&error) else { return otherwise(error) };
    if is_about_certificates(cause) {
        return ConnectError::Tls(error);
    }
    match code(cause) {
        Some("28000" | "28P01") => ConnectError::Login(error),
        Some("3D000") => ConnectError::Missing(error),
        Some("42501") => ConnectError::Rights(error),
        Some("25006") => ConnectError::ReadOnly(error),
        Some("53100") => ConnectError::Full(error),
        _ if is_outage(cause) => ConnectError::Unreachable(error),
        _ => otherwise(error),
    }
}

/// Whether one of the two did not want to go on without, or with this, encryption. What rustls refuses comes as invalid
/// data.
fn is_about_certificates(cause: &sqlx::Error) -> bool {
    match cause {
        sqlx::Error::Tls(_) => true,
        sqlx::Error::Io(error) => error.kind() == io::ErrorKind::InvalidData,
        _ => false,
    }
}

/// Whether the server was gone, is stopping or starting, or has no room for one more.
pub(super) fn is_outage(cause: &sqlx::Error) -> bool {
    use sqlx::Error::{Io, PoolClosed, PoolTimedOut, Protocol, WorkerCrashed};
    match cause {
        Io(_) | PoolClosed | PoolTimedOut | Protocol(_) | WorkerCrashed => true,
        _ => code(cause).is_some_and(|code| ["08", "53", "57P"].iter().any(|class| code.starts_with(class))),
    }
}

/// Whether a text had a byte that the encoding does not know. Ours are always UTF-8, so it was a zero.
pub(super) fn is_zero_byte(cause: &sqlx::Error) -> bool {
    code(cause) == Some("22021")
}

/// Whether somebody else held what was to be locked.
pub(super) fn is_held(cause: &sqlx::Error) -> bool {
    code(cause) == Some("55P03")
}

fn code(cause: &sqlx::Error) -> Option<&str> {
    Some(cause.as_database_error()?.try_downcast_ref::<PgDatabaseError>()?.code())
}

/// Waits until no other server changes the schema, and keeps the others waiting until the transaction ends.
pub(super) async fn wait_for_turn(transaction: &DatabaseTransaction) -> Result<(), DbErr> {
    // The one in front may have a large table to change.
    transaction.execute_unprepared("SET LOCAL statement_timeout = 0").await?;
    transaction.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({SCHEMA_LOCK})")).await?;
    Ok(())
}

/// A column with text.
#[derive(FromQueryResult, PartialEq, Eq, Hash)]
pub(super) struct TextColumn {
    table_name: String,
    column_name: String,
    data_type: String,
}

/// All columns with text that the schema has now.
pub(super) async fn text_columns(transaction: &DatabaseTransaction) -> Result<HashSet<TextColumn>, DbErr> {
    let question = "SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns \
                    WHERE table_schema = current_schema() AND data_type IN ('text', 'character varying')";
    let question = Statement::from_string(DbBackend::Postgres, question);
    Ok(TextColumn::find_by_statement(question).all(transaction).await?.into_iter().collect())
}

/// Lets the texts that are new since `before` be ordered by their bytes, as SQLite orders them, whatever language the
/// database was made for: lists are paged by keys, and each page must begin where the last one ended.
pub(super) async fn order_by_bytes(
    transaction: &DatabaseTransaction,
    before: &HashSet<TextColumn>,
) -> Result<(), DbErr> {
    for column in text_columns(transaction).await?.difference(before) {
        let TextColumn { table_name, column_name, data_type } = column;
        let change = format!(r#"ALTER TABLE "{table_name}" ALTER COLUMN "{column_name}" TYPE {data_type} COLLATE "C""#);
        transaction.execute_unprepared(&change).await?;
    }
    Ok(())
}
