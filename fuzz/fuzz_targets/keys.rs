//! A private key in whatever shape: it is read, or refused with words that hold nothing of it.
#![no_main]

use greenroom::jaas::PrivateKey;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match PrivateKey::parse(text) {
        Ok(key) => assert!(key.bits() >= 2048),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
