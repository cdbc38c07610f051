//! How many events a second get their places in the chain: what bounds all servers on one database together.

use std::time::{Duration, Instant};

use tokio::time::sleep;

use super::{
    database::Filling,
    filled::Filled,
    history::{PENDING, pending},
};
use crate::{
    Outcome,
    closed::count,
    report::{Figure, Report},
};

/// How many sessions' events are there to be sealed.
const SESSIONS: u64 = 2000;
/// How often it is looked at how many are left.
const EVERY: Duration = Duration::from_millis(20);
/// So long it may take.
const PATIENCE: Duration = Duration::from_mins(2);

/// Puts events beside the chain of a running server, and watches them go.
pub async fn measure(filled: &Filled, name: &str, report: &mut Report) -> Outcome<()> {
    let mut beside = Filling::beside(&filled.file(), filled.address()).await?;
    let first = filled.world.sessions;
    // Of sessions that are none, so that no search finds more than before.
    let rows = (first..first + SESSIONS).flat_map(|session| pending(&filled.world, session));
    let rows: Vec<_> = rows.collect::<Result<_, _>>()?;
    beside.add_at_once(&PENDING, &rows).await?;
    let began = Instant::now();
    let mut all = None;
    loop {
        let left = beside.left().await?;
        if left == 0 {
            break;
        }
        // The server looks once a second: its first step is where the time begins.
        if all.is_none() && left < rows.len() as u64 {
            all = Some((left, Instant::now()));
        }
        if began.elapsed() > PATIENCE {
            return Err("events are still without their places".into());
        }
        sleep(EVERY).await;
    }
    let (events, since) = all.unwrap_or((rows.len() as u64, began));
    let figures = [
        Figure::new("rate", count(events) / since.elapsed().as_secs_f64(), "/s"),
        Figure::new("of", count(rows.len() as u64), "events"),
    ];
    report.row(name, figures);
    beside.close().await
}
