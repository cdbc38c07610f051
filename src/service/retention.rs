//! How long personal data is kept: what is older is erased, beside the requests.
//!
//! An event of the record says that it happens, before anything is erased: so the record verifies at
//! every moment, also after a run that did not end. Several servers may do it at once.

use std::time::Duration;

use tracing::{error, info};

use super::{Refusal, Service};
use crate::{
    record::{Actor, ActorKind, EventKind},
    storage::{Age, PersonalData},
};

/// How long after the start it is done first.
const FIRST: Duration = Duration::from_secs(20);
/// How often it is done from then on.
const EVERY: Duration = Duration::from_hours(1);
/// How many rows are looked at, and erased, in one step.
const AT_ONCE: u64 = 300;
/// A day, in seconds.
const DAY: i64 = 86_400;

/// Of how many rows of which place personal data was erased.
pub type Erased = [(PersonalData, u64); PersonalData::ALL.len()];

impl Service {
    /// Erases what is older than that many days until it is told to stop: soon, and then every hour. What
    /// could not be done is done the next time.
    pub async fn keep_to_retention(&self, days: u32, mut told_to_stop: impl Future<Output = ()> + Unpin) {
        let (mut wait, mut since) = (FIRST, i64::MIN);
        loop {
            tokio::select! {
                () = &mut told_to_stop => return,
                () = tokio::time::sleep(wait) => wait = EVERY,
            }
            let before = self.world.now() - i64::from(days) * DAY;
            match self.purge(Age { since, before }).await {
                Ok(erased) => {
                    since = before;
                    tell(days, &erased);
                }
                Err(refusal) => error!(cause = %refusal, "old personal data could not be erased; this is tried again"),
            }
        }
    }

    /// Erases personal data of that age, and says of how many rows.
    ///
    /// # Errors
    ///
    /// The storage fails. What was erased until then stays so, and the rest is erased the next time.
    pub async fn purge(&self, age: Age) -> Result<Erased, Refusal> {
        let mut erased = PersonalData::ALL.map(|data| (data, 0));
        let mut is_said = false;
        for (data, count) in &mut erased {
            let mut after = None;
            loop {
                let due = self.store.due(*data, age, after.as_deref(), AT_ONCE).await?;
                if !due.ids.is_empty() {
                    if !is_said {
                        self.say_purge(age.before).await?;
                        is_said = true;
                    }
                    *count += self.store.erase(*data, &due.ids).await?;
                }
                match due.next {
                    Some(next) => after = Some(next),
                    None => break,
                }
            }
        }
        if is_said {
            self.store.leave_no_trace().await?;
        }
        Ok(erased)
    }

    /// The event must have its place before what it accounts for is done.
    async fn say_purge(&self, before: i64) -> Result<(), Refusal> {
        let by = Actor::of(ActorKind::Server);
        let event = self.event(EventKind::PersonalDataPurged, &by).saying(before.to_string());
        self.store.add_events(&[event]).await?;
        self.seal_record().await
    }
}

fn tell(days: u32, erased: &Erased) {
    if erased.iter().all(|(_, count)| *count == 0) {
        return;
    }
    let [(_, events), (_, grants), (_, sessions), (_, sign_ins), (_, host_links), (_, accounts)] = erased;
    info!(days, events, grants, sessions, sign_ins, host_links, accounts, "personal data that is older was erased");
}
