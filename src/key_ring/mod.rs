//! The ring of signing keys: which was uploaded, which signs, which are on their way out, which are gone.
//!
//! States and their rules alone, with the time as an argument. Where the keys themselves lie, and the
//! file that this is written to, is `cli`'s to know.
//!
//! A key comes as *staged*, signs while it is *active*, is *retiring* until the last token that it
//! signed has expired, and is *retired* then. The *configured* key (`JITSI_PRIVATE_KEY`) signs as long
//! as no key of the ring is active; it enters the ring when one becomes so.

mod change;
mod error;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use change::{Activation, TAKEN_OVER_WITHIN, Which};
pub use error::{ReadError, RingError};

/// The form of the file that this version writes.
const VERSION: u32 = 1;

/// The keys of one deployment, in the order in which they came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ring {
    version: u32,
    keys: Vec<Key>,
}

/// What is known of one key. Nothing of it is secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// The SHA-256 of its public half in hex digits.
    pub fingerprint: String,
    /// Its size.
    pub bits: usize,
    /// Under which name the public half was uploaded, where that is known yet.
    pub kid: Option<String>,
    /// Where its private half lies.
    pub origin: Origin,
    /// When it was made, in seconds since 1970, where anybody knows.
    pub made_at: Option<i64>,
    /// What it is used for.
    #[serde(flatten)]
    pub state: State,
    /// Since when, where anybody knows.
    pub since: Option<i64>,
}

/// Where a key's private half lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// In the folder of the ring.
    Folder,
    /// In `JITSI_PRIVATE_KEY`, or the file that it names.
    Configured,
}

/// What a key is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// It waits for its upload, or for its turn.
    Staged,
    /// It signs.
    Active,
    /// It signs no more, and there are tokens of it.
    Retiring {
        /// Until when there may be some, in seconds since 1970.
        until: i64,
    },
    /// It is not used any more and its private half is not kept.
    Retired,
}

impl State {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Staged => "staged",
            Self::Active => "active",
            Self::Retiring { .. } => "retiring",
            Self::Retired => "retired",
        }
    }
}

/// A key as it is outside of the ring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The SHA-256 of its public half in hex digits.
    pub fingerprint: String,
    /// Its size.
    pub bits: usize,
    /// Its name, where it has one.
    pub kid: Option<String>,
    /// When it was made, where anybody knows.
    pub made_at: Option<i64>,
}

impl Default for Ring {
    fn default() -> Self {
        Self { version: VERSION, keys: Vec::new() }
    }
}

impl Ring {
    /// Reads what [`Ring::write`] wrote.
    ///
    /// # Errors
    ///
    /// It is something else, or a newer version wrote it.
    pub fn read(json: &str) -> Result<Self, ReadError> {
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        let damaged = |error: serde_json::Error| ReadError::Damaged { line: error.line(), column: error.column() };
        let Versioned { version } = serde_json::from_str(json).map_err(damaged)?;
        if version > VERSION {
            return Err(ReadError::Newer);
        }
        let ring: Self = serde_json::from_str(json).map_err(damaged)?;
        if ring.holds_together() { Ok(ring) } else { Err(ReadError::Contradictory) }
    }

    /// The ring as JSON, for a file.
    pub fn write(&self) -> String {
        // Numbers and strings: this cannot fail to be JSON.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// All of its keys, the oldest first.
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// The key of the folder that signs; `None` where the configured one does.
    pub fn active(&self) -> Option<&Key> {
        self.keys.iter().find(|key| key.state == State::Active && key.origin == Origin::Folder)
    }

    /// Its keys, and the configured one beside them, as they are in truth: the configured key signs
    /// where none of the folder does, whatever was configured when the ring was written.
    pub fn with_configured(&self, configured: Option<&Known>) -> Vec<Key> {
        let mut keys = self.keys.clone();
        let Some(known) = configured else { return keys };
        let signs = self.active().is_none();
        let state = if signs { State::Active } else { State::Retired };
        match keys.iter_mut().find(|key| key.fingerprint == known.fingerprint) {
            Some(key) if signs => key.state = State::Active,
            Some(_) => {}
            None => keys.insert(0, Key::configured(known, state)),
        }
        keys
    }

    fn holds_together(&self) -> bool {
        let is_hex = |text: &str| text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let fits = |key: &Key| is_hex(&key.fingerprint) && (key.kid.is_some() || key.state != State::Active);
        let configured = |key: &&Key| key.origin == Origin::Folder;
        let unique: std::collections::BTreeSet<_> = self.keys.iter().map(|key| &key.fingerprint).collect();
        let active = self.keys.iter().filter(|key| key.state == State::Active).count();
        unique.len() == self.keys.len() && active <= 1 && self.keys.iter().filter(configured).all(fits)
    }
}

impl Key {
    fn configured(known: &Known, state: State) -> Self {
        Self {
            fingerprint: known.fingerprint.clone(),
            bits: known.bits,
            kid: known.kid.clone(),
            origin: Origin::Configured,
            made_at: known.made_at,
            state,
            since: None,
        }
    }

    /// Whether it is configured and nobody uses it: the ring does not know it, and a key of the ring
    /// signs. Whoever configured it expects something else.
    pub const fn is_passed_over(&self) -> bool {
        matches!((self.origin, self.state, self.since), (Origin::Configured, State::Retired, None))
    }

    /// The first digits of the fingerprint: enough to tell one's own keys apart.
    pub fn short(&self) -> &str {
        self.fingerprint.get(..16).unwrap_or(&self.fingerprint)
    }
}
