//! A `.env` of any content is read or refused with words.
#![no_main]

use greenroom::config::{Environment, Settings};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let problems = match Environment::of_bytes(".env", data) {
        Ok(environment) => Settings::read(&environment).err().map(|problems| problems.to_string()),
        Err(problem) => Some(problem.to_string()),
    };
    assert!(problems.is_none_or(|problems| !problems.is_empty()));
});
