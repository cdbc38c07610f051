//! Checks of the deployment: what one is, and those that were made last.
//!
//! Who makes them is `cli/doctor`, for its command and for the operators' page alike. This room makes
//! none: it is what both sides know of each other.

mod topic;

use std::{borrow::Cow, fmt, pin::Pin};

use serde::{Serialize, Serializer};
use tokio::sync::Mutex;

pub use self::topic::Topic;

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// All is well.
    Ok,
    /// It works, and could be better.
    Warn,
    /// It does not work.
    Fail,
    /// It was not made.
    Skipped,
}

/// One check that was made, or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Stable, for machines.
    pub name: Cow<'static, str>,
    /// How it came out.
    pub mark: Mark,
    /// What was found, then what to do. Never a secret.
    pub advice: String,
    /// What it is about, and with that where it is explained.
    #[serde(rename = "link", serialize_with = "as_link")]
    pub topic: Topic,
}

impl Check {
    /// A check that came out so.
    pub fn new(topic: Topic, mark: Mark, advice: impl Into<String>) -> Self {
        Self { name: Cow::Borrowed(topic.name()), mark, advice: advice.into(), topic }
    }

    /// All is well.
    pub fn ok(topic: Topic, advice: impl Into<String>) -> Self {
        Self::new(topic, Mark::Ok, advice)
    }

    /// It works, and could be better.
    pub fn warn(topic: Topic, advice: impl Into<String>) -> Self {
        Self::new(topic, Mark::Warn, advice)
    }

    /// It does not work.
    pub fn fail(topic: Topic, advice: impl Into<String>) -> Self {
        Self::new(topic, Mark::Fail, advice)
    }

    /// It was not made.
    pub fn skipped(topic: Topic, advice: impl Into<String>) -> Self {
        Self::new(topic, Mark::Skipped, advice)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn as_link<S: Serializer>(topic: &Topic, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&topic.link())
}

/// What came out, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Every check, in their order.
    pub checks: Vec<Check>,
    /// When they were made, in seconds since 1970.
    pub at: i64,
}

/// So long a report is shown again, in seconds: the network is not asked at each view.
const FRESH: i64 = 60;
/// So long also to who asks for another one: who presses a button twice asks once.
const JUST_MADE: i64 = 5;

type Making = Pin<Box<dyn Future<Output = Vec<Check>> + Send>>;

/// The checks of a server that runs, made when somebody wants to see them.
pub struct Checks {
    make: Box<dyn Fn() -> Making + Send + Sync>,
    last: Mutex<Option<Report>>,
}

impl Checks {
    /// Checks that are made so.
    pub fn new<F>(make: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Vec<Check>> + Send + 'static,
    {
        Self { make: Box::new(move || Box::pin(make())), last: Mutex::default() }
    }

    /// Those of the last minute, or new ones. Of several who ask at one instant one has them made, and
    /// the others wait for that. `now` is in seconds since 1970.
    pub async fn report(&self, now: i64, anew: bool) -> Report {
        let mut last = self.last.lock().await;
        let fresh = if anew { JUST_MADE } else { FRESH };
        if let Some(report) = last.as_ref().filter(|report| (0..fresh).contains(&(now - report.at))) {
            return report.clone();
        }
        let report = Report { checks: (self.make)().await, at: now };
        *last = Some(report.clone());
        report
    }
}

impl fmt::Debug for Checks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checks").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    };

    use super::*;

    #[tokio::test]
    async fn they_are_made_once_a_minute_or_when_somebody_asks() {
        let made = Arc::new(AtomicU32::new(0));
        let counting = Arc::clone(&made);
        let checks = Checks::new(move || {
            let number = counting.fetch_add(1, Ordering::SeqCst);
            async move { vec![Check::ok(Topic::Token, number.to_string())] }
        });
        for (now, anew, at, count) in [
            (100, false, 100, 1),
            (159, false, 100, 1),
            (160, false, 160, 2),
            (164, true, 160, 2),
            (165, true, 165, 3),
            // A clock that was set back makes nothing last for ever.
            (20, false, 20, 4),
        ] {
            assert_eq!(checks.report(now, anew).await.at, at, "{now}");
            assert_eq!(made.load(Ordering::SeqCst), count, "{now}");
        }
    }
}
