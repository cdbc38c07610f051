//! The keys of backends in the environment: how many.

use crate::checks::{Check, Topic};

/// How many there are.
pub(super) fn check(count: usize) -> Check {
    let made = "`greenroom api-keys` makes and lists others, each with its scopes.";
    let advice = match count {
        0 => format!("None is in GREENROOM_API_KEYS. {made}"),
        1 => format!("1 is in GREENROOM_API_KEYS: whoever has it may do everything that the API does. {made}"),
        count => format!(
            "{count} are in GREENROOM_API_KEYS: whoever has one of them may do everything that the API does. {made}"
        ),
    };
    Check::ok(Topic::ApiKeys, advice)
}
