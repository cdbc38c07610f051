//! How far the record lags behind while tokens are given as fast as they can be, and that nothing is left over.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use greenroom::clock::{SystemWorld, World as _};
use sea_orm::sqlx::{ConnectOptions, Row as _, SqliteConnection, query, sqlite::SqliteConnectOptions};
use tokio::time::sleep;

use crate::{
    Outcome,
    closed::{Found, closed_loop, count},
    lengths::Lengths,
    processor::Since,
    report::{Figure, Report},
    server::Server,
};

/// As many as in the fullest of the other loops.
const CONNECTIONS: usize = 64;
/// How often the events that have no place yet are counted.
const EVERY: Duration = Duration::from_millis(250);
/// After so long all should have their places.
const PATIENCE: Duration = Duration::from_mins(2);

/// Those without a place, and the id of the first of them.
const PENDING: &str = "SELECT count(*), min(id) FROM pending_events";
/// Those with one, and where the chain ends.
const SEALED: &str = "SELECT (SELECT count(*) FROM events), (SELECT seq FROM chain)";

/// What was seen of the events that have no place yet.
#[derive(Default)]
struct Lag {
    most: i64,
    longest: Duration,
}

/// Gives tokens for a while and counts meanwhile.
pub async fn measure(server: &Server, lengths: Lengths, report: &mut Report) -> Outcome<()> {
    let file = server.file().ok_or("there is no file with the record")?;
    let mut database = open(&file).await?;
    drain(&mut database).await?;
    let (before, _) = sealed(&mut database).await?;
    let (since, mut lag) = (Since::now(server.id())?, Lag::default());
    let request = [Server::token_request()];
    let tokens = closed_loop(&server.address, &request, CONNECTIONS, lengths.closed);
    let found = tokio::select! {
        found = tokens => found?,
        failed = lag.watch(&mut database) => return failed,
    };
    let drained = drain(&mut database).await?;
    let (events, last) = sealed(&mut database).await?;
    let storage = since.shares()?.storage * 1000.0 / found.answers();
    report.row("the record under load", lag.figures(drained, storage));
    report.row("the record after it", totals(&found, events - before, last == events));
    Ok(())
}

/// A connection that only reads.
async fn open(file: &Path) -> Outcome<SqliteConnection> {
    let options = SqliteConnectOptions::new().filename(file).read_only(true).disable_statement_logging();
    Ok(options.connect().await?)
}

/// Waits until every event has its place. Says how long that took.
async fn drain(database: &mut SqliteConnection) -> Outcome<Duration> {
    let started = Instant::now();
    while pending(database).await?.0 > 0 {
        if started.elapsed() > PATIENCE {
            return Err("events are still without their places".into());
        }
        sleep(EVERY / 10).await;
    }
    Ok(started.elapsed())
}

async fn pending(database: &mut SqliteConnection) -> Outcome<(i64, Option<String>)> {
    let row = query(PENDING).fetch_one(database).await?;
    Ok((row.try_get(0)?, row.try_get(1)?))
}

async fn sealed(database: &mut SqliteConnection) -> Outcome<(i64, i64)> {
    let row = query(SEALED).fetch_one(database).await?;
    Ok((row.try_get(0)?, row.try_get(1)?))
}

impl Lag {
    /// Looks again and again. Ends only when it fails.
    async fn watch(&mut self, database: &mut SqliteConnection) -> Outcome<()> {
        loop {
            let (many, first) = pending(database).await?;
            self.most = self.most.max(many);
            if let Some(made) = first.as_deref().and_then(made_at) {
                let now = Duration::from_millis(u64::try_from(SystemWorld.now_ms())?);
                self.longest = self.longest.max(now.saturating_sub(made));
            }
            sleep(EVERY).await;
        }
    }

    fn figures(&self, drained: Duration, storage: f64) -> [Figure; 4] {
        [
            Figure::new("without a place, at most", count(self.most.unsigned_abs()), "events"),
            Figure::new("the oldest of them, at most", self.longest.as_secs_f64(), "s"),
            Figure::new("all had one after", drained.as_secs_f64(), "s"),
            Figure::new("storage, until all had one", storage, "ms of a core a token"),
        ]
    }
}

fn totals(found: &Found, events: i64, whole: bool) -> [Figure; 3] {
    let events = count(events.unsigned_abs());
    [
        Figure::new("tokens", found.answers(), ""),
        Figure::new("events a token", events / found.answers(), "").at_least(1.0),
        Figure::new("the chain ends at its last event", f64::from(u8::from(whole)), "").at_least(1.0),
    ]
}

/// When the UUID of version 7 was made: its first 48 bits are milliseconds since 1970.
fn made_at(id: &str) -> Option<Duration> {
    let millis = u64::from_str_radix(&format!("{}{}", id.get(..8)?, id.get(9..13)?), 16).ok()?;
    Some(Duration::from_millis(millis))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_says_when_it_was_made() {
        let made = made_at("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
        assert_eq!(made, Some(Duration::from_secs(1_645_557_742)));
        assert_eq!(made_at("none"), None);
    }
}
