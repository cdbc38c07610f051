//! Bells between servers: PostgreSQL's `NOTIFY`. A SQLite file has one server, so nothing is done there.

use std::time::Duration;

use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use sqlx::{Executor, postgres::PgListener};
use tokio::time::timeout;

use super::Database;
use crate::storage::{BellStore, Rung, StoreError};

const CHANNEL: &str = "greenroom_bells";
/// A line that was silent for so long is tried: where a network only swallows what is sent, nobody says that it is cut.
const TRY_AFTER: Duration = Duration::from_secs(30);
/// So soon a line answers that is whole.
const ANSWERS_WITHIN: Duration = Duration::from_secs(5);

#[async_trait]
impl BellStore for Database {
    async fn ring_elsewhere(&self, session_ids: &[String]) -> Result<(), StoreError> {
        let Some(name) = &self.name else { return Ok(()) };
        let bells: Vec<String> = session_ids.iter().map(|id| format!("{name} {id}")).collect();
        let sql = "SELECT pg_notify($1, bell) FROM unnest($2::text[]) AS bell";
        let notify = Statement::from_sql_and_values(DbBackend::Postgres, sql, [CHANNEL.into(), bells.into()]);
        self.connection.execute_raw(notify).await?;
        Ok(())
    }

    async fn listen_elsewhere(&self) -> Result<Option<DistantBells>, StoreError> {
        let Some(name) = self.name.clone() else { return Ok(None) };
        let mut line = PgListener::connect_with(self.connection.get_postgres_connection_pool()).await?;
        line.listen(CHANNEL).await?;
        Ok(Some(DistantBells { line, name }))
    }
}

/// A line on which the bells of other servers are heard.
pub struct DistantBells {
    line: PgListener,
    /// Our own name: what we ring ourselves comes back, and was heard before.
    name: String,
}

impl DistantBells {
    /// Waits for the next one.
    ///
    /// # Errors
    ///
    /// The line is cut: listen anew, and take it that every bell was missed.
    pub async fn next(&mut self) -> Result<Rung, StoreError> {
        loop {
            match timeout(TRY_AFTER, self.line.try_recv()).await {
                Ok(Ok(Some(bell))) => match bell.payload().split_once(' ') {
                    Some((from, _)) if from == self.name => {}
                    Some((_, session_id)) => return Ok(Rung::At(session_id.to_owned())),
                    None => {}
                },
                // It was cut and is whole again.
                Ok(Ok(None)) => return Ok(Rung::Perhaps),
                Ok(Err(error)) => return Err(error.into()),
                Err(_) => match timeout(ANSWERS_WITHIN, self.line.execute("SELECT 1")).await {
                    Ok(answer) => {
                        answer?;
                    }
                    Err(_) => return Err(sqlx::Error::PoolTimedOut.into()),
                },
            }
        }
    }
}
