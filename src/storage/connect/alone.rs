//! Being alone with a database, while everything in it is moved.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, Statement};
use tokio::time::{Instant, sleep};

use super::{cause, postgres};

/// A server that was stopped a moment ago may still be leaving.
const LEAVES_WITHIN: Duration = Duration::from_secs(3);

/// Who else works on the database: those under the same name as we, which all of ours have unless its address gives
/// them another one.
const OTHERS: &str = "SELECT 1 AS somebody FROM pg_stat_activity WHERE datname = current_database() \
                      AND pid <> pg_backend_pid() AND backend_type = 'client backend' \
                      AND application_name IN ('greenroom', current_setting('application_name')) LIMIT 1";

/// Whether nobody else works on a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::storage) enum Alone {
    /// Nobody does, and nobody writes until the transaction ends.
    Yes,
    /// Somebody does.
    No,
}

/// Looks for others, and keeps them from writing to these tables until the transaction ends. A SQLite file was opened
/// alone: there nobody else can be.
pub(in crate::storage) async fn keep_others_out(
    transaction: &DatabaseTransaction,
    tables: &[&str],
) -> Result<Alone, DbErr> {
    if transaction.get_database_backend() != DbBackend::Postgres {
        return Ok(Alone::Yes);
    }
    // Between two statements here the other database is read, and a large table takes its time.
    let patience = "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; \
                    SET LOCAL lock_timeout = '5s'";
    transaction.execute_unprepared(patience).await?;
    let begun = Instant::now();
    while transaction.query_one_raw(Statement::from_string(DbBackend::Postgres, OTHERS)).await?.is_some() {
        if begun.elapsed() > LEAVES_WITHIN {
            return Ok(Alone::No);
        }
        // What it saw of the others is kept until the transaction ends, unless it is told to look anew.
        transaction.execute_unprepared("SELECT pg_stat_clear_snapshot()").await?;
        sleep(Duration::from_millis(50)).await;
    }
    let tables = tables.iter().map(|table| format!(r#""{table}""#)).collect::<Vec<_>>().join(", ");
    match transaction.execute_unprepared(&format!("LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")).await {
        Ok(_) => Ok(Alone::Yes),
        Err(error) if cause(&error).is_some_and(postgres::is_held) => Ok(Alone::No),
        Err(error) => Err(error),
    }
}
