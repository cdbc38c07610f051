//! So many connections, each sending its next request when it has the answer to the last.

use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use tokio::{
    task::JoinSet,
    time::{MissedTickBehavior, interval},
};

use crate::{
    Outcome,
    client::{Connection, Request},
};

/// The answers of a run.
pub struct Found {
    times: Histogram<u64>,
    seconds: f64,
}

impl Found {
    /// Answers a second.
    pub fn rate(&self) -> f64 {
        count(self.times.len()) / self.seconds
    }

    /// Rate and times, in words.
    pub fn words(&self) -> String {
        let at = |quantile| millis(self.times.value_at_quantile(quantile));
        format!("{:.0}/s, p50 {}, p99 {}", self.rate(), at(0.5), at(0.99))
    }
}

/// An empty histogram of microseconds, up to a minute.
pub fn histogram() -> Outcome<Histogram<u64>> {
    Ok(Histogram::new_with_max(60_000_000, 3)?)
}

/// Microseconds as milliseconds.
pub fn millis(micros: u64) -> String {
    format!("{:.1} ms", count(micros) / 1000.0)
}

/// A count as a number to divide.
pub fn count(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Microseconds since then.
pub fn since(started: Instant) -> u64 {
    u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX)
}

/// Keeps `connections` busy for a while. Every answer must be a 200.
pub async fn closed_loop(address: &str, request: &Request, connections: usize, length: Duration) -> Outcome<Found> {
    let mut tasks = JoinSet::new();
    let started = Instant::now();
    for _ in 0..connections {
        let (mut connection, request) = (Connection::open(address).await?, request.clone());
        tasks.spawn(async move {
            let mut times = histogram()?;
            while started.elapsed() < length {
                let sent = Instant::now();
                let answer = connection.send(&request).await?;
                if answer.status != 200 {
                    return Err(format!("status {}", answer.status).into());
                }
                times.record(since(sent))?;
            }
            Outcome::Ok(times)
        });
    }
    let mut times = histogram()?;
    while let Some(done) = tasks.join_next().await {
        times.add(done??)?;
    }
    Ok(Found { times, seconds: started.elapsed().as_secs_f64() })
}

/// Asks once in every `period` for a while.
pub async fn every(address: &str, request: &Request, period: Duration, length: Duration) -> Outcome<Found> {
    let mut connection = Connection::open(address).await?;
    let (started, mut times, mut ticks) = (Instant::now(), histogram()?, interval(period));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while started.elapsed() < length {
        ticks.tick().await;
        let sent = Instant::now();
        let answer = connection.send(request).await?;
        if answer.status != 200 {
            return Err(format!("status {}", answer.status).into());
        }
        times.record(since(sent))?;
    }
    Ok(Found { times, seconds: started.elapsed().as_secs_f64() })
}
