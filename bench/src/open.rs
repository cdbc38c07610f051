//! More requests than can be carried, sent on schedule whatever the answers.

use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use tokio::{
    task::JoinSet,
    time::{MissedTickBehavior, interval},
};

use crate::{
    Outcome,
    client::{Connection, Request},
    closed::{count, histogram, millis, since},
};

/// So many connections carry the flood. Those that wait for a signature send nothing meanwhile, so
/// there are many more of them than places in the server's queue.
const CONNECTIONS: u32 = 1024;

/// What a flood brought back.
pub struct Flood {
    good: u64,
    busy: Histogram<u64>,
    with_retry_after: u64,
    other: u64,
    seconds: f64,
}

impl Flood {
    /// Requests that were sent and answered, a second.
    pub fn offered_rate(&self) -> f64 {
        count(self.good + self.busy.len() + self.other) / self.seconds
    }

    /// Tokens a second.
    pub fn good_rate(&self) -> f64 {
        count(self.good) / self.seconds
    }

    /// The refusals in words.
    pub fn busy_words(&self) -> String {
        let at = |quantile| millis(self.busy.value_at_quantile(quantile));
        format!(
            "{:.0}/s, p50 {}, p99 {}; with Retry-After: {} of {}; other answers: {}",
            count(self.busy.len()) / self.seconds,
            at(0.5),
            at(0.99),
            self.with_retry_after,
            self.busy.len(),
            self.other,
        )
    }
}

/// Sends `rate` requests a second for a while.
pub async fn flood(address: &str, request: &Request, rate: f64, length: Duration) -> Outcome<Flood> {
    let mut connections = Vec::new();
    for _ in 0..CONNECTIONS {
        connections.push(Connection::open(address).await?);
    }
    let period = Duration::from_secs_f64(f64::from(CONNECTIONS) / rate);
    let (started, mut tasks) = (Instant::now(), JoinSet::new());
    for (connection, number) in connections.into_iter().zip(0..CONNECTIONS) {
        let (request, offset) = (request.clone(), period.mul_f64(f64::from(number) / f64::from(CONNECTIONS)));
        tasks.spawn(async move {
            tokio::time::sleep(offset).await;
            drip(connection, &request, period, started, length).await
        });
    }
    let mut all = Flood { good: 0, busy: histogram()?, with_retry_after: 0, other: 0, seconds: 0.0 };
    while let Some(done) = tasks.join_next().await {
        let one = done??;
        all.good += one.good;
        all.busy.add(one.busy)?;
        all.with_retry_after += one.with_retry_after;
        all.other += one.other;
    }
    all.seconds = started.elapsed().as_secs_f64();
    Ok(all)
}

async fn drip(
    mut connection: Connection,
    request: &Request,
    period: Duration,
    started: Instant,
    length: Duration,
) -> Outcome<Flood> {
    let mut found = Flood { good: 0, busy: histogram()?, with_retry_after: 0, other: 0, seconds: 0.0 };
    let mut ticks = interval(period);
    // Who was late catches up: the rate is kept.
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    while started.elapsed() < length {
        ticks.tick().await;
        let sent = Instant::now();
        let answer = connection.send(request).await?;
        match answer.status {
            200 => found.good += 1,
            503 => {
                found.busy.record(since(sent))?;
                found.with_retry_after += u64::from(answer.has_retry_after);
            }
            _ => found.other += 1,
        }
    }
    Ok(found)
}
