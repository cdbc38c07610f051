//! Random names for participants and for tests' fault orders.
//!
//! The sandbox draws them itself: it stands for another program, and hands out no secret of ours.

use std::fmt::Write as _;

/// As many random bytes, in hex digits.
///
/// # Panics
///
/// When the system has no randomness.
pub(super) fn hex<const BYTES: usize>() -> String {
    let mut bytes = [0; BYTES];
    aws_lc_rs::rand::fill(&mut bytes).expect("the system has no randomness");
    bytes.iter().fold(String::with_capacity(BYTES * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
