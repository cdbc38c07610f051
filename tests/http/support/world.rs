//! A clock that stands still until it is moved, and randomness that counts: what is drawn later is greater.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use greenroom::clock::World;

/// 2026-01-01 00:00:00 UTC.
pub(crate) const NOW: i64 = 1_767_225_600;

pub(crate) struct StillWorld {
    now: AtomicI64,
    drawn: AtomicU64,
}

impl Default for StillWorld {
    fn default() -> Self {
        Self { now: AtomicI64::new(NOW), drawn: AtomicU64::new(0) }
    }
}

impl StillWorld {
    /// Lets time pass.
    pub(crate) fn pass(&self, seconds: i64) {
        self.now.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl World for StillWorld {
    fn now_ms(&self) -> i64 {
        self.now.load(Ordering::SeqCst) * 1000
    }

    fn fill(&self, bytes: &mut [u8]) {
        let count = self.drawn.fetch_add(1, Ordering::SeqCst) + 1;
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = count.to_be_bytes()[place % 8];
        }
    }
}
