//! The keys of backends: how many.

use super::{check::Check, topic::Topic};

/// How many backends may mint.
pub(super) fn check(count: usize) -> Check {
    let advice = match count {
        0 => "None: the API mints for nobody. Set GREENROOM_API_KEYS if a backend is to call it.".to_owned(),
        1 => "1 is configured: whoever has it may mint any token.".to_owned(),
        count => format!("{count} are configured: whoever has one of them may mint any token."),
    };
    Check::ok(Topic::ApiKeys, advice)
}
