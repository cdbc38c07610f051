//! Callers that the storage knows, and the memory of who was found to be one.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use crate::clock::World;

/// So long somebody is recognised without the storage being asked, in milliseconds: ten minutes.
const RECOGNISED_FOR: i64 = 600_000;
/// So many are recognised at the same time. Others are looked up at each call, and counted all the
/// same as who they are.
const MOST: usize = 100_000;
/// The memory is tidied this often, in milliseconds.
const TIDY_EVERY: i64 = 60_000;

/// One who has a count of their own. Only what the storage has makes one, so nobody can invent them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::service) enum Caller {
    /// A backend, by its API key.
    Key(String),
    /// Who is signed in, by their account.
    Account(String),
    /// A browser that came in by this invite, or knocked with it.
    Browser {
        /// The invite's id.
        invite: String,
        /// The browser.
        device: String,
    },
    /// Whoever else comes by an invite that is for one person or makes hosts.
    Invite(String),
    /// Whoever holds a one-time link that can still be used.
    OneTimeLink(String),
}

/// A digest of all that a caller shows of themselves: the link, the cookies, the place.
pub(in crate::service) type Mark = [u8; 32];

/// Who was found to be known a short while ago, by what they showed.
pub(super) struct Recognised {
    world: Arc<dyn World>,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    callers: HashMap<Mark, (Caller, i64)>,
    tidied: i64,
}

impl Recognised {
    pub(super) fn new(world: &Arc<dyn World>) -> Self {
        Self { world: Arc::clone(world), memory: Mutex::default() }
    }

    /// The caller who showed that, if they were found a short while ago.
    pub(super) fn get(&self, mark: &Mark) -> Option<Caller> {
        let now = self.world.steady_ms();
        let memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let (caller, since) = memory.callers.get(mark)?;
        (now - since < RECOGNISED_FOR).then(|| caller.clone())
    }

    /// Remembers them, if there is room.
    pub(super) fn insert(&self, mark: Mark, caller: Caller) {
        let now = self.world.steady_ms();
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if now - memory.tidied >= TIDY_EVERY {
            memory.callers.retain(|_, (_, since)| now - *since < RECOGNISED_FOR);
            memory.tidied = now;
        }
        if memory.callers.len() < MOST {
            memory.callers.insert(mark, (caller, now));
        }
    }

    /// Forgets who was known by a link alone: they may be known better from now on.
    pub(super) fn forget_link(&self, mark: &Mark) {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((Caller::Invite(_) | Caller::OneTimeLink(_), _)) = memory.callers.get(mark) {
            memory.callers.remove(mark);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::Hands, *};

    fn mark(number: u32) -> Mark {
        let mut mark = [0; 32];
        mark[..4].copy_from_slice(&number.to_le_bytes());
        mark
    }

    #[test]
    fn who_was_found_is_recognised_for_ten_minutes_and_not_after_they_became_another() {
        let hands = Arc::new(Hands::default());
        let recognised = Recognised::new(&(Arc::clone(&hands) as _));
        let ada = Caller::Account("ada".to_owned());
        recognised.insert(mark(1), ada.clone());
        recognised.insert(mark(2), Caller::Invite("one".to_owned()));
        recognised.forget_link(&mark(1));
        recognised.forget_link(&mark(2));
        assert_eq!((recognised.get(&mark(1)), recognised.get(&mark(2))), (Some(ada.clone()), None));
        hands.pass(RECOGNISED_FOR - 1);
        assert_eq!(recognised.get(&mark(1)), Some(ada));
        hands.pass(1);
        assert_eq!(recognised.get(&mark(1)), None);
    }

    #[test]
    fn the_memory_does_not_grow_beyond_its_bound_and_is_tidied() {
        let hands = Arc::new(Hands::default());
        let recognised = Recognised::new(&(Arc::clone(&hands) as _));
        let held = |recognised: &Recognised| recognised.memory.lock().unwrap().callers.len();
        for number in 0..u32::try_from(MOST).unwrap() + 10 {
            recognised.insert(mark(number), Caller::Invite("one".to_owned()));
        }
        assert_eq!(held(&recognised), MOST);
        hands.pass(RECOGNISED_FOR);
        recognised.insert(mark(0), Caller::Invite("one".to_owned()));
        assert_eq!(held(&recognised), 1);
    }
}
