//! Tokens of any issuer: explained, or said to be none.

#![no_main]

use greenroom::jaas::explain::explain;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(explanation) = explain(text, 1_767_225_600, None) {
        let signature = text.rsplit('.').next().unwrap_or_default();
        let said = format!("{explanation:?}");
        assert!(signature.len() < 16 || !said.contains(signature), "a signature is repeated");
    }
});
