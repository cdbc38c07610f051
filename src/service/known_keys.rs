//! API keys that were looked up a moment ago, in memory: so a token costs no question to the database more.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::storage::{ApiKeyRecord, SecretHash};

/// So long a key is kept, in seconds. One that is revoked elsewhere works here no longer than that.
const KEEP_SECONDS: i64 = 5;
/// When a key was last used is kept to this, in seconds: not every request writes.
const NOTED_TO: i64 = 60;

/// What is known of keys.
#[derive(Default)]
pub(super) struct KnownKeys(Mutex<Known>);

#[derive(Default)]
struct Known {
    /// By their hashes, each with when it was read.
    keys: HashMap<String, (Arc<ApiKeyRecord>, i64)>,
    /// When a use was last noted, by the keys' ids.
    noted: HashMap<String, i64>,
    revoked: Revoked,
}

/// How many keys were revoked here. What was read before the latest of these may say that it still holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Revoked(u64);

impl KnownKeys {
    /// The key with that hash, if it was read a moment ago.
    pub(super) fn get(&self, hash: &SecretHash, now: i64) -> Option<Arc<ApiKeyRecord>> {
        let known = self.lock();
        let (key, _) = known.keys.get(&hash.0).filter(|(_, read_at)| is_fresh(*read_at, now))?;
        Some(Arc::clone(key))
    }

    /// What to hand to [`KnownKeys::keep`], asked for before the key is read.
    pub(super) fn revoked(&self) -> Revoked {
        self.lock().revoked
    }

    /// Keeps a key that was read, unless one was revoked meanwhile.
    pub(super) fn keep(&self, key: &Arc<ApiKeyRecord>, revoked: Revoked, now: i64) {
        let mut known = self.lock();
        if known.revoked == revoked {
            known.keys.retain(|_, (_, read_at)| is_fresh(*read_at, now));
            known.keys.insert(key.hash.0.clone(), (Arc::clone(key), now));
        }
    }

    /// Forgets a key that was revoked.
    pub(super) fn forget(&self, id: &str) {
        let mut known = self.lock();
        known.revoked.0 += 1;
        known.keys.retain(|_, (key, _)| key.id != id);
        known.noted.remove(id);
    }

    /// Whether this use of the key is to be written down. Who is told so writes it.
    pub(super) fn is_use_to_note(&self, key: &ApiKeyRecord, now: i64) -> bool {
        let mut known = self.lock();
        let last = key.last_used_at.max(known.noted.get(&key.id).copied());
        let due = last.is_none_or(|last| now - last >= NOTED_TO);
        if due {
            known.noted.insert(key.id.clone(), now);
        }
        due
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_fresh(read_at: i64, now: i64) -> bool {
    (0..KEEP_SECONDS).contains(&(now - read_at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(id: &str, last_used_at: Option<i64>) -> Arc<ApiKeyRecord> {
        Arc::new(ApiKeyRecord {
            id: id.to_owned(),
            name: String::new(),
            prefix: String::new(),
            hash: SecretHash(id.to_owned()),
            scopes: Vec::new(),
            created_at: 0,
            expires_at: None,
            last_used_at,
            revoked_at: None,
        })
    }

    #[test]
    fn a_key_is_kept_for_seconds_and_forgotten_when_it_is_revoked() {
        let known = KnownKeys::default();
        for id in ["1", "2"] {
            known.keep(&key(id, None), known.revoked(), 100);
        }
        let found = |id: &str, now| known.get(&SecretHash(id.to_owned()), now).is_some();
        for (now, expected) in [(99, false), (100, true), (104, true), (105, false)] {
            assert_eq!(found("1", now), expected, "{now}");
        }
        known.forget("1");
        assert!(!found("1", 100) && found("2", 100));
    }

    #[test]
    fn what_was_read_before_a_key_was_revoked_is_not_kept() {
        let known = KnownKeys::default();
        let before = known.revoked();
        known.forget("1");
        known.keep(&key("1", None), before, 100);
        assert!(known.get(&SecretHash("1".to_owned()), 100).is_none());
    }

    #[test]
    fn a_use_is_noted_once_a_minute_whoever_noted_the_last_one() {
        let known = KnownKeys::default();
        assert!(known.is_use_to_note(&key("1", None), 100));
        assert!(!known.is_use_to_note(&key("1", None), 159));
        assert!(known.is_use_to_note(&key("1", None), 160));
        assert!(!known.is_use_to_note(&key("1", Some(200)), 259));
        assert!(known.is_use_to_note(&key("2", None), 160));
    }
}
