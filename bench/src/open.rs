//! More requests than can be carried, sent on schedule whatever the answers.

use std::time::Duration;

use hdrhistogram::Histogram;
use tokio::{
    task::JoinSet,
    time::{Instant, sleep_until},
};

use crate::{
    Outcome,
    client::{Connection, Request},
    closed::{count, histogram, micros, quantiles},
    report::Figure,
};

/// So many connections carry the flood. Those that wait for a signature send nothing meanwhile, so
/// there are several times more of them than places in the server's queue (65 for each core), and
/// few enough for a usual limit of 1024 open files.
const CONNECTIONS: u32 = 512;

/// What a flood brought back.
pub struct Flood {
    good: Histogram<u64>,
    busy: Histogram<u64>,
    lateness: Histogram<u64>,
    with_retry_after: u64,
    other: u64,
    seconds: f64,
}

impl Flood {
    fn new() -> Outcome<Self> {
        let (good, busy, lateness) = (histogram()?, histogram()?, histogram()?);
        Ok(Self { good, busy, lateness, with_retry_after: 0, other: 0, seconds: 0.0 })
    }

    /// Requests that were sent and answered, a second.
    pub fn offered_rate(&self) -> f64 {
        count(self.good.len() + self.busy.len() + self.other) / self.seconds
    }

    /// Tokens a second.
    pub fn good_rate(&self) -> f64 {
        count(self.good.len()) / self.seconds
    }

    /// How long tokens took, from when they should have been asked for.
    pub fn good_times(&self) -> [Figure; 2] {
        quantiles(&self.good)
    }

    /// How late the requests were sent.
    pub fn lateness(&self) -> [Figure; 2] {
        quantiles(&self.lateness)
    }

    /// The refusals, timed from the moment at which they were sent: that is the server's share.
    pub fn refusals(&self) -> Vec<Figure> {
        let refused = count(self.busy.len());
        let mut all = vec![Figure::new("rate", refused / self.seconds, "/s")];
        all.extend(quantiles(&self.busy));
        let share = if refused > 0.0 { count(self.with_retry_after) / refused } else { 1.0 };
        all.push(Figure::new("with Retry-After", share, "").at_least(1.0));
        all.push(Figure::new("other answers", count(self.other), ""));
        all
    }

    fn add(&mut self, one: &Self) -> Outcome<()> {
        self.good.add(&one.good)?;
        self.busy.add(&one.busy)?;
        self.lateness.add(&one.lateness)?;
        self.with_retry_after += one.with_retry_after;
        self.other += one.other;
        Ok(())
    }
}

/// Sends `rate` requests a second for a while.
pub async fn flood(address: &str, request: &Request, rate: f64, length: Duration) -> Outcome<Flood> {
    let mut connections = Vec::new();
    for _ in 0..CONNECTIONS {
        connections.push(Connection::open(address).await?);
    }
    let (started, mut tasks) = (Instant::now(), JoinSet::new());
    for (connection, number) in connections.into_iter().zip(0..CONNECTIONS) {
        let schedule = Schedule { started, length, rate, number };
        let request = request.clone();
        tasks.spawn(async move { drip(connection, &request, schedule).await });
    }
    let mut all = Flood::new()?;
    while let Some(done) = tasks.join_next().await {
        all.add(&done??)?;
    }
    all.seconds = started.elapsed().as_secs_f64();
    Ok(all)
}

/// When one of the connections shall send.
struct Schedule {
    started: Instant,
    length: Duration,
    rate: f64,
    number: u32,
}

impl Schedule {
    /// The connections take turns.
    fn at(&self, round: u32) -> Instant {
        let place = f64::from(round) * f64::from(CONNECTIONS) + f64::from(self.number);
        self.started + Duration::from_secs_f64(place / self.rate)
    }
}

/// A connection that is late sends at once until it has caught up.
async fn drip(mut connection: Connection, request: &Request, schedule: Schedule) -> Outcome<Flood> {
    let mut found = Flood::new()?;
    for round in 0.. {
        let due = schedule.at(round);
        sleep_until(due).await;
        let sent = Instant::now();
        // Both: what is still due when the time is over would be sent for long afterwards.
        if due.max(sent) > schedule.started + schedule.length {
            break;
        }
        let answer = connection.send(request).await?;
        found.lateness.saturating_record(micros(sent - due));
        match answer.status {
            200 => found.good.saturating_record(micros(due.elapsed())),
            503 => {
                found.busy.saturating_record(micros(sent.elapsed()));
                found.with_retry_after += u64::from(answer.retry_after.is_some());
            }
            _ => found.other += 1,
        }
    }
    Ok(found)
}
