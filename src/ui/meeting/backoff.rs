//! How long to wait before the next try. Pure: chance is an argument.

/// A number of tries and the waits between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    /// How many tries there are, the first one included.
    pub attempts: u32,
    /// The first wait, in milliseconds.
    pub first_ms: u32,
    /// The longest wait, in milliseconds.
    pub longest_ms: u32,
    /// Whether chance picks the wait between nothing and its length, so that many clients do not
    /// come back at one instant ("full jitter").
    pub jitter: bool,
}

/// For the token: five tries from half a second on.
pub const TOKEN: Backoff = Backoff { attempts: 5, first_ms: 500, longest_ms: 15_000, jitter: true };
/// For the script: four tries from two seconds on. It comes from a CDN: no jitter is needed.
pub const SCRIPT: Backoff = Backoff { attempts: 4, first_ms: 2_000, longest_ms: 30_000, jitter: false };
/// For mounting anew after Jitsi lost its connection.
pub(super) const MOUNT: Backoff = Backoff { attempts: 4, first_ms: 1_000, longest_ms: 15_000, jitter: true };

impl Backoff {
    /// How long to wait after `failed` tries, in milliseconds; `None` where all are used up.
    ///
    /// `chance` is in 0..1. What the server said in `Retry-After` wins over our own idea.
    pub fn wait(self, failed: u32, chance: f64, retry_after_seconds: Option<u32>) -> Option<f64> {
        if failed >= self.attempts {
            return None;
        }
        if let Some(seconds) = retry_after_seconds {
            return Some(f64::from(seconds) * 1000.0);
        }
        let doublings = failed.saturating_sub(1).min(20);
        let full = (f64::from(self.first_ms) * f64::from(1_u32 << doublings)).min(f64::from(self.longest_ms));
        Some(if self.jitter { full * chance } else { full })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest_and_end() {
        let waits: Vec<_> = (1..=4).map(|failed| SCRIPT.wait(failed, 0.0, None)).collect();
        assert_eq!(waits, [Some(2_000.0), Some(4_000.0), Some(8_000.0), None]);
        let full: Vec<_> = (1..=5).map(|failed| TOKEN.wait(failed, 1.0, None)).collect();
        assert_eq!(full, [Some(500.0), Some(1_000.0), Some(2_000.0), Some(4_000.0), None]);
        let long = Backoff { attempts: 99, ..TOKEN };
        assert_eq!(long.wait(50, 1.0, None), Some(15_000.0));
    }

    #[test]
    fn chance_spreads_the_wait_from_nothing_on() {
        assert_eq!(TOKEN.wait(2, 0.0, None), Some(0.0));
        assert_eq!(TOKEN.wait(2, 0.25, None), Some(250.0));
    }

    #[test]
    fn retry_after_wins_but_gives_no_further_try() {
        assert_eq!(TOKEN.wait(1, 0.5, Some(7)), Some(7_000.0));
        assert_eq!(TOKEN.wait(5, 0.5, Some(7)), None);
    }
}
