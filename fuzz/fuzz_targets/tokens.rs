//! Tokens of any issuer: explained, or said to be none.

#![no_main]

use greenroom::jaas::explain::explain;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    // Whatever it is, it says something, and nothing of it is a crash.
    if let Ok(explanation) = explain(text, 1_767_225_600, None) {
        assert!(!explanation.says.is_empty(), "nothing is said of it");
    }
});
