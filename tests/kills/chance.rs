//! Moments that nobody chose, and that come again with the same seed.

/// A row of numbers that look random: Marsaglia's xorshift.
pub(crate) struct Chance(u64);

impl Chance {
    /// By the seed that the environment names, and this one of the caller.
    pub(crate) fn new(caller: u64) -> Self {
        let seed = number("GREENROOM_KILLS_SEED").unwrap_or(1);
        eprintln!("GREENROOM_KILLS_SEED={seed}");
        Self((seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ caller).max(1))
    }

    /// A number below that one.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// How many kills there are on each database: few where nothing is said, so that a run of all tests stays short.
pub(crate) fn kills() -> u64 {
    number("GREENROOM_KILLS").unwrap_or(25)
}

#[expect(clippy::disallowed_methods, reason = "a test may ask how long it shall take")]
fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|text| text.parse().expect("it is a number"))
}
