//! How long each part of a run takes.

use std::time::Duration;

/// The lengths of a run.
#[derive(Clone, Copy, Debug)]
pub struct Lengths {
    /// Each of the two measurements of the bare signature.
    pub bare: Duration,
    /// Each closed loop.
    pub closed: Duration,
    /// Each flood.
    pub flood: Duration,
    /// Each turn at one of two databases.
    pub scale: Duration,
    /// How many starts on existing data.
    pub starts: usize,
}

impl Lengths {
    /// Long enough for figures that can be compared.
    pub const FULL: Self = Self::of_seconds([5, 10, 10, 4], 5);
    /// Just long enough to see that everything works.
    pub const QUICK: Self = Self::of_seconds([1, 1, 2, 1], 1);

    const fn of_seconds([bare, closed, flood, scale]: [u64; 4], starts: usize) -> Self {
        Self {
            bare: Duration::from_secs(bare),
            closed: Duration::from_secs(closed),
            flood: Duration::from_secs(flood),
            scale: Duration::from_secs(scale),
            starts,
        }
    }
}
