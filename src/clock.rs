//! The only reader of the time and of the system's randomness.
//!
//! Everything else takes both as arguments, so that tests can give their own.

use std::{
    sync::LazyLock,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use aws_lc_rs::rand::{SecureRandom, SystemRandom};

/// Tells the time and draws random bytes.
pub trait World: Send + Sync {
    /// Milliseconds since 1970, UTC.
    fn now_ms(&self) -> i64;

    /// Milliseconds since some moment, never less than before, also when the clock is set: for
    /// measuring how long ago something was.
    fn steady_ms(&self) -> i64 {
        self.now_ms()
    }

    /// Fills `bytes` with randomness fit for secrets.
    fn fill(&self, bytes: &mut [u8]);

    /// Seconds since 1970, UTC.
    fn now(&self) -> i64 {
        self.now_ms() / 1000
    }
}

/// The system's own clock and randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemWorld;

/// The moment that the steady clock counts from.
static STARTED: LazyLock<Instant> = LazyLock::new(Instant::now);

impl World for SystemWorld {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the time")]
    fn now_ms(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }

    fn steady_ms(&self) -> i64 {
        i64::try_from(STARTED.elapsed().as_millis()).unwrap_or(i64::MAX)
    }

    /// # Panics
    ///
    /// When the system has no randomness: a secret must never be a guess.
    fn fill(&self, bytes: &mut [u8]) {
        SystemRandom::new().fill(bytes).expect("the system has no randomness");
    }
}
