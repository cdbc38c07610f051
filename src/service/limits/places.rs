//! So many at the same time for each key.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

/// Counts who has how many places. A key is remembered for as long as it has one.
pub(super) struct Places<K: Hash + Eq + Clone> {
    most: Option<usize>,
    taken: Arc<Mutex<HashMap<K, usize>>>,
}

/// A place that was taken; it is given back when this is dropped.
pub(super) struct Place<K: Hash + Eq + Clone> {
    key: K,
    taken: Arc<Mutex<HashMap<K, usize>>>,
}

impl<K: Hash + Eq + Clone> Places<K> {
    /// `None` for no limit.
    pub(super) fn new(most: Option<usize>) -> Self {
        Self { most, taken: Arc::default() }
    }

    /// A place for that key, if there is one.
    pub(super) fn take(&self, key: K) -> Option<Place<K>> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let now = taken.get(&key).copied().unwrap_or_default();
        if self.most.is_some_and(|most| now >= most) {
            return None;
        }
        taken.insert(key.clone(), now + 1);
        Some(Place { key, taken: Arc::clone(&self.taken) })
    }
}

impl<K: Hash + Eq + Clone> Drop for Place<K> {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        match taken.get_mut(&self.key) {
            Some(count) if *count > 1 => *count -= 1,
            _ => drop(taken.remove(&self.key)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_given_back_when_it_is_left_and_nothing_is_kept_of_it() {
        let places = Places::new(Some(2));
        let (one, two) = (places.take("ada"), places.take("ada"));
        assert!(one.is_some() && two.is_some());
        assert!(places.take("ada").is_none());
        assert!(places.take("ben").is_some(), "another's places are others");
        drop(one);
        assert!(places.take("ada").is_some());
        drop(two);
        assert!(places.taken.lock().unwrap().is_empty());
    }

    #[test]
    fn without_a_limit_there_is_always_a_place() {
        let places = Places::new(None);
        let held: Vec<_> = (0..10_000).map_while(|_| places.take(())).collect();
        assert_eq!(held.len(), 10_000);
    }
}
