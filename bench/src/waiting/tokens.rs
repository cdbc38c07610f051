//! All who waited ask for their tokens at once, and come again when they are told to.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use hdrhistogram::Histogram;
use tokio::{sync::Barrier, task::JoinSet, time::sleep};

use super::guest::Guest;
use crate::{
    Outcome,
    client::Connection,
    closed::{count, histogram, micros, quantiles},
    report::Figure,
};

/// Our page gives up after so many.
const MOST_TRIES: f64 = 5.0;

/// What came of it.
pub struct Rush {
    times: Histogram<u64>,
    turned_away: [u64; 2],
    most_tries: u64,
}

/// What turns away.
const STATUSES: [u16; 2] = [503, 429];

/// What one guest saw.
struct Way {
    took: Duration,
    turned_away: [u64; 2],
}

impl Rush {
    /// Lets all of them begin at the same moment.
    pub async fn of(guests: Vec<Guest>) -> Outcome<Self> {
        let start = Arc::new(Barrier::new(guests.len()));
        let mut tasks = JoinSet::new();
        for guest in guests {
            let start = Arc::clone(&start);
            tasks.spawn(async move {
                start.wait().await;
                come_in(&guest).await
            });
        }
        let mut rush = Self { times: histogram()?, turned_away: [0; 2], most_tries: 0 };
        while let Some(way) = tasks.join_next().await {
            rush.add(&way??);
        }
        Ok(rush)
    }

    fn add(&mut self, way: &Way) {
        self.times.saturating_record(micros(way.took));
        for (all, one) in self.turned_away.iter_mut().zip(way.turned_away) {
            *all += one;
        }
        self.most_tries = self.most_tries.max(1 + way.turned_away.iter().sum::<u64>());
    }

    /// How long it took, and how often somebody was turned away.
    pub fn figures(&self) -> Vec<Figure> {
        let mut all = quantiles(&self.times).to_vec();
        all.push(Figure::new("the last", count(self.times.max()) / 1000.0, "ms"));
        for (status, times) in STATUSES.iter().zip(self.turned_away) {
            all.push(Figure::new(&status.to_string(), count(times), "times"));
        }
        all.push(Figure::new("the most tries of one", count(self.most_tries), "").at_most(MOST_TRIES));
        all
    }
}

/// Asks until there is a token, as often as the answers say.
async fn come_in(guest: &Guest) -> Outcome<Way> {
    let (started, request, mut turned_away) = (Instant::now(), guest.token_request(), [0; 2]);
    let mut connection = Connection::open(&guest.address).await?;
    loop {
        let answer = connection.send(&request).await?;
        if answer.status == 200 {
            return Ok(Way { took: started.elapsed(), turned_away });
        }
        let place = STATUSES.iter().position(|status| *status == answer.status);
        let (Some(place), Some(seconds)) = (place, answer.retry_after) else {
            return Err(format!("status {} for a token", answer.status).into());
        };
        turned_away[place] += 1;
        sleep(Duration::from_secs(seconds)).await;
    }
}
