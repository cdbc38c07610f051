//! Private keys: rubbish is refused with words that do not repeat it.

#![no_main]

use greenroom::jaas::PrivateKey;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match PrivateKey::parse(text) {
        Ok(key) => assert!(key.bits() >= 2048),
        Err(error) => {
            let said = error.to_string();
            assert!(said.len() < 400, "{said}");
            assert!(text.len() < 24 || !said.contains(text), "{said}");
        }
    }
});
