//! The steps: stage, activate, retire. One that is refused changes nothing.

use super::{Key, Known, Origin, Ring, RingError, State};

/// How long the servers may go on to sign with the key before, in seconds: they look every few
/// seconds, and a folder may have to be copied.
pub const TAKEN_OVER_WITHIN: i64 = 60;

/// The fewest digits of a fingerprint that name a key.
const FEWEST_DIGITS: usize = 8;

/// What an operator wants to sign with.
#[derive(Clone, Copy, Debug)]
pub struct Activation<'a> {
    /// The name under which the console knows the key.
    pub kid: &'a str,
    /// The first digits of its fingerprint, where the name does not say enough.
    pub fingerprint: Option<&'a str>,
    /// The longest lifetime of a token, in seconds.
    pub longest: i64,
}

/// Which key shall be retired.
#[derive(Clone, Copy, Debug)]
pub enum Which<'a> {
    /// The one with this name.
    Kid(&'a str),
    /// The one whose fingerprint begins so.
    Fingerprint(&'a str),
    /// The only one that is retiring.
    Only,
}

impl Ring {
    /// Takes a new key in. It signs nothing yet.
    ///
    /// # Errors
    ///
    /// The ring or the configuration has it already.
    pub fn stage(&mut self, new: &Known, configured: Option<&Known>, now: i64) -> Result<(), RingError> {
        if let Some(key) = self.keys.iter().find(|key| key.fingerprint == new.fingerprint) {
            return Err(RingError::KnownAlready(key.state.word()));
        }
        if configured.is_some_and(|configured| configured.fingerprint == new.fingerprint) {
            return Err(RingError::IsConfigured);
        }
        self.keys.push(Key { origin: Origin::Folder, since: Some(now), ..Key::configured(new, State::Staged) });
        Ok(())
    }

    /// Lets another key sign: a staged one under its new name, or a retiring one again. The one
    /// before is retiring from now on.
    ///
    /// # Errors
    ///
    /// The name does not lead to one key that can sign.
    pub fn activate(
        &mut self,
        wanted: Activation<'_>,
        configured: Option<&Known>,
        now: i64,
    ) -> Result<&Key, RingError> {
        let mut after = self.clone();
        after.settle(configured, wanted.longest, now);
        let index = match wanted.fingerprint {
            Some(digits) => after.named_anew(digits, wanted.kid)?,
            None => after.named(wanted.kid)?,
        };
        let key = &after.keys[index];
        let gone = |known: &Known| known.fingerprint != key.fingerprint;
        if key.origin == Origin::Configured && configured.is_none_or(gone) {
            return Err(RingError::NotConfiguredAnyMore);
        }
        if key.state != State::Active {
            after.retire_active(wanted.longest, now);
            after.keys[index].state = State::Active;
            after.keys[index].since = Some(now);
        }
        after.keys[index].kid = Some(wanted.kid.to_owned());
        *self = after;
        Ok(&self.keys[index])
    }

    /// Lets go of a key: a staged one at any time, a retiring one when its last token has expired,
    /// or at once where `leaked`. A key that is retired already is none the less told.
    ///
    /// # Errors
    ///
    /// It signs, its tokens are still valid, or nothing says which one is meant.
    pub fn retire(&mut self, which: Which<'_>, leaked: bool, now: i64) -> Result<&Key, RingError> {
        let index = match which {
            Which::Fingerprint(digits) => self.by_fingerprint(digits)?,
            Which::Kid(kid) => self.by_kid(kid).ok_or(RingError::UnknownKid)?,
            Which::Only => self.only_retiring()?,
        };
        let key = &mut self.keys[index];
        match key.state {
            State::Active => return Err(RingError::Signs),
            State::Retiring { until } if now < until && !leaked => return Err(RingError::TooEarly { until }),
            State::Retired => {}
            State::Staged | State::Retiring { .. } => {
                key.state = State::Retired;
                key.since = Some(now);
            }
        }
        Ok(&self.keys[index])
    }

    /// Writes down what the configuration says: its key signs where none of the folder does.
    fn settle(&mut self, configured: Option<&Known>, longest: i64, now: i64) {
        let Some(known) = configured.filter(|_| self.active().is_none()) else { return };
        if let Some(index) = self.keys.iter().position(|key| key.fingerprint == known.fingerprint) {
            if self.keys[index].state != State::Active {
                self.retire_active(longest, now);
                self.keys[index].state = State::Active;
            }
            self.keys[index].kid.clone_from(&known.kid);
        } else {
            self.retire_active(longest, now);
            self.keys.push(Key::configured(known, State::Active));
        }
    }

    fn retire_active(&mut self, longest: i64, now: i64) {
        for key in self.keys.iter_mut().filter(|key| key.state == State::Active) {
            key.state = State::Retiring { until: now + longest + TAKEN_OVER_WITHIN };
            key.since = Some(now);
        }
    }

    /// The key that a name alone leads to: the one that had it, or the only staged one.
    fn named(&self, kid: &str) -> Result<usize, RingError> {
        if let Some(index) = self.by_kid(kid) {
            return match self.keys[index].state {
                State::Active => Err(RingError::ActiveAlready),
                State::Retired => Err(RingError::Retired),
                State::Staged | State::Retiring { .. } => Ok(index),
            };
        }
        let mut staged = self.positions(|key| key.state == State::Staged);
        match (staged.next(), staged.next()) {
            (Some(index), None) => Ok(index),
            (Some(_), Some(_)) => Err(RingError::SeveralStaged),
            (None, _) => Err(RingError::UnknownKid),
        }
    }

    /// The key with that fingerprint, which is to have that name.
    fn named_anew(&self, digits: &str, kid: &str) -> Result<usize, RingError> {
        let index = self.by_fingerprint(digits)?;
        let key = &self.keys[index];
        let same_name = key.kid.as_deref() == Some(kid);
        match key.state {
            State::Retired => Err(RingError::Retired),
            State::Active if same_name => Err(RingError::ActiveAlready),
            _ if !same_name && key.origin == Origin::Configured => Err(RingError::ConfiguredKid),
            _ if self.by_kid(kid).is_some_and(|other| other != index) => Err(RingError::KidTaken),
            _ => Ok(index),
        }
    }

    fn by_fingerprint(&self, digits: &str) -> Result<usize, RingError> {
        let digits = digits.to_ascii_lowercase();
        if digits.len() < FEWEST_DIGITS {
            return Err(RingError::UnclearFingerprint);
        }
        let mut found = self.positions(|key| key.fingerprint.starts_with(&digits));
        match (found.next(), found.next()) {
            (Some(index), None) => Ok(index),
            (Some(_), Some(_)) => Err(RingError::UnclearFingerprint),
            (None, _) => Err(RingError::UnknownFingerprint),
        }
    }

    /// One that is still in use before one that is not.
    fn by_kid(&self, kid: &str) -> Option<usize> {
        let named = |key: &Key| key.kid.as_deref() == Some(kid);
        let in_use = self.keys.iter().position(|key| named(key) && key.state != State::Retired);
        in_use.or_else(|| self.keys.iter().position(named))
    }

    fn only_retiring(&self) -> Result<usize, RingError> {
        let mut found = self.positions(|key| matches!(key.state, State::Retiring { .. }));
        match (found.next(), found.next()) {
            (Some(index), None) => Ok(index),
            _ => Err(RingError::WhichOne),
        }
    }

    fn positions(&self, wanted: impl Fn(&Key) -> bool) -> impl Iterator<Item = usize> {
        self.keys.iter().enumerate().filter(move |(_, key)| wanted(key)).map(|(index, _)| index)
    }
}
