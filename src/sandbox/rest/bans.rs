//! Tokens that open nothing any more.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde_json::Number;

use crate::sandbox::token::later;

/// The banned tokens, letter by letter, each until it would have expired by itself.
#[derive(Default)]
pub(in crate::sandbox) struct Bans(Mutex<HashMap<String, Number>>);

impl Bans {
    /// Bans a token that expires at `exp`, and forgets those that have expired.
    pub(super) fn add(&self, token: String, exp: Number, now: i64) {
        let mut bans = self.lock();
        bans.insert(token, exp);
        bans.retain(|_, exp| later(exp, now));
    }

    /// Whether this very token is banned.
    pub(in crate::sandbox) fn has(&self, token: &str) -> bool {
        self.lock().contains_key(token)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Number>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ban_is_of_one_token_and_forgotten_when_that_has_expired() {
        let bans = Bans::default();
        bans.add("one".to_owned(), 100.into(), 50);
        bans.add("two".to_owned(), 200.into(), 99);
        assert!(bans.has("one") && bans.has("two") && !bans.has("three"));
        bans.add("three".to_owned(), 100.into(), 100);
        assert!(!bans.has("one") && bans.has("two") && !bans.has("three"));
    }
}
