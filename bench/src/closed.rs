//! So many connections, each sending its next request when it has the answer to the last.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use hdrhistogram::Histogram;
use tokio::{
    task::JoinSet,
    time::{MissedTickBehavior, interval},
};

use crate::{
    Outcome,
    client::{Connection, Request},
    report::Figure,
};

/// The answers of a run.
pub struct Found {
    times: Histogram<u64>,
    first_bytes: Histogram<u64>,
    seconds: f64,
}

impl Found {
    fn new() -> Outcome<Self> {
        Ok(Self { times: histogram()?, first_bytes: histogram()?, seconds: 0.0 })
    }

    /// How many answers there were.
    pub fn answers(&self) -> f64 {
        count(self.times.len())
    }

    /// Answers a second.
    pub fn rate(&self) -> f64 {
        self.answers() / self.seconds
    }

    /// Seconds of one connection that an answer takes.
    pub fn seconds_each(&self) -> f64 {
        self.times.mean() / 1e6
    }

    /// Adds what another run of the same found.
    pub fn and(&mut self, other: &Self) -> Outcome<()> {
        self.times.add(&other.times)?;
        self.first_bytes.add(&other.first_bytes)?;
        self.seconds += other.seconds;
        Ok(())
    }

    /// The rate, and the times to the end of the answer.
    pub fn figures(&self) -> Vec<Figure> {
        let mut all = vec![Figure::new("rate", self.rate(), "/s")];
        all.extend(quantiles(&self.times));
        all
    }

    /// The times to the first byte of the answer.
    pub fn first_bytes(&self) -> [Figure; 2] {
        quantiles(&self.first_bytes)
    }

    async fn ask(&mut self, connection: &mut Connection, request: &Request) -> Outcome<()> {
        let sent = Instant::now();
        let answer = connection.send(request).await?;
        if answer.status != 200 {
            return Err(format!("status {}", answer.status).into());
        }
        self.times.saturating_record(micros(sent.elapsed()));
        self.first_bytes.saturating_record(micros(answer.first_byte - sent));
        Ok(())
    }
}

/// An empty histogram of microseconds, up to a minute.
pub fn histogram() -> Outcome<Histogram<u64>> {
    Ok(Histogram::new_with_max(60_000_000, 3)?)
}

/// The median, and what one in a hundred takes at least.
pub fn quantiles(times: &Histogram<u64>) -> [Figure; 2] {
    let at = |quantile| count(times.value_at_quantile(quantile)) / 1000.0;
    [Figure::new("p50", at(0.5), "ms"), Figure::new("p99", at(0.99), "ms")]
}

/// A count as a number to divide.
pub fn count(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// As a histogram counts them.
pub fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

/// Keeps `connections` busy for a while with these requests, one after the other and from the first again.
/// Every answer must be a 200.
pub async fn closed_loop(address: &str, requests: &[Request], connections: usize, length: Duration) -> Outcome<Found> {
    let mut tasks = JoinSet::new();
    let requests: Arc<[Request]> = requests.into();
    let started = Instant::now();
    for number in 0..connections {
        let (mut connection, requests) = (Connection::open(address).await?, Arc::clone(&requests));
        // The connections begin at different ones.
        let first = number * requests.len() / connections;
        tasks.spawn(async move {
            let mut found = Found::new()?;
            for request in requests.iter().cycle().skip(first) {
                if started.elapsed() >= length {
                    break;
                }
                found.ask(&mut connection, request).await?;
            }
            Outcome::Ok(found)
        });
    }
    let mut all = Found::new()?;
    while let Some(done) = tasks.join_next().await {
        let one = done??;
        all.times.add(one.times)?;
        all.first_bytes.add(one.first_bytes)?;
    }
    all.seconds = started.elapsed().as_secs_f64();
    Ok(all)
}

/// Asks once in every `period` for a while.
pub async fn every(address: &str, request: &Request, period: Duration, length: Duration) -> Outcome<Found> {
    let mut connection = Connection::open(address).await?;
    let (started, mut found, mut ticks) = (Instant::now(), Found::new()?, interval(period));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while started.elapsed() < length {
        ticks.tick().await;
        found.ask(&mut connection, request).await?;
    }
    found.seconds = started.elapsed().as_secs_f64();
    Ok(found)
}
