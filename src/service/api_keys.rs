//! Making, listing and revoking API keys, for operators.

use std::fmt;

use data_encoding::BASE32_NOPAD;
use zeroize::Zeroizing;

use super::{
    Operator, PolicyBreach, Refusal, Service, TextError,
    ids::new_id,
    secret::hash_of,
    text::{MAX_NAME, one_line},
};
use crate::{
    clock::World,
    record::EventKind,
    storage::{ApiKeyRecord, Scope, SecretHash},
};

/// How every key begins: secret scanners look for it.
const MARK: &str = "gr_";
/// The length of what a key is recognised by, in characters: the mark, and 40 random bits.
const PREFIX: usize = 11;
/// The length of a key: the prefix, a low line, and 256 random bits.
const LENGTH: usize = 64;
/// How many keys stand on one page of the list.
const PAGE: u64 = 50;
/// The longest that a key can be made for, in days: ten years.
const MOST_DAYS: i64 = 3650;
const DAY: i64 = 86_400;

/// A key to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewApiKey {
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// In how many days it ends; never unless it is said.
    pub days: Option<i64>,
}

/// A key that was just made: the only moment in which it is told.
#[derive(Debug)]
pub struct MadeApiKey {
    /// What is kept of it.
    pub record: ApiKeyRecord,
    /// The key.
    pub key: ApiKeyText,
}

/// A key as a backend sends it.
pub struct ApiKeyText(Zeroizing<String>);

/// Some keys, newest first.
#[derive(Debug)]
pub struct ApiKeysPage {
    /// Each with whether it holds.
    pub keys: Vec<(ApiKeyRecord, ApiKeyState)>,
    /// The id before which the next page begins; none after the last one.
    pub next: Option<String>,
}

/// Whether a key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiKeyState {
    /// It does.
    InForce,
    /// Its time is over.
    Expired,
    /// It was revoked.
    Revoked,
}

impl ApiKeyState {
    /// That of a key at a moment.
    pub(super) fn of(key: &ApiKeyRecord, now: i64) -> Self {
        if key.revoked_at.is_some() {
            Self::Revoked
        } else if key.expires_at.is_some_and(|end| end <= now) {
            Self::Expired
        } else {
            Self::InForce
        }
    }

    /// The state as it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InForce => "in force",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
        }
    }
}

impl ApiKeyText {
    /// Draws a new one: `gr_`, what it is recognised by, and what nobody can guess, in base32 (RFC 4648)
    /// of small letters, which a double click selects whole.
    fn draw(world: &dyn World) -> Self {
        let (mut known, mut secret) = ([0; 5], Zeroizing::new([0; 32]));
        world.fill(&mut known);
        world.fill(&mut *secret);
        let text = format!("{MARK}{}_{}", BASE32_NOPAD.encode(&known), BASE32_NOPAD.encode(&*secret));
        Self(Zeroizing::new(text.to_ascii_lowercase()))
    }

    /// The key.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn prefix(&self) -> String {
        self.0.chars().take(PREFIX).collect()
    }
}

impl fmt::Debug for ApiKeyText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKeyText(redacted)")
    }
}

/// What is stored of a key; `None` where the text cannot be one of ours, and nobody need look.
pub(super) fn hash_of_key(text: &str) -> Option<SecretHash> {
    let is_base32 = |byte: &u8| matches!(byte, b'a'..=b'z' | b'2'..=b'7');
    let rest = text.strip_prefix(MARK).filter(|_| text.len() == LENGTH)?;
    let (known, secret) = rest.split_once('_')?;
    let fits = known.len() == PREFIX - MARK.len() && known.bytes().chain(secret.bytes()).all(|byte| is_base32(&byte));
    fits.then(|| hash_of(text.as_bytes()))
}

impl Service {
    /// Makes a key, and tells it this once.
    ///
    /// # Errors
    ///
    /// No name, no scope, or an end that is too far away.
    pub async fn make_api_key(&self, by: &Operator, new: &NewApiKey) -> Result<MadeApiKey, Refusal> {
        let now = self.world.now();
        let name = one_line(&new.name, MAX_NAME).map_err(|reason| PolicyBreach::Text { field: "name", reason })?;
        let mut scopes = new.scopes.clone();
        scopes.sort_unstable();
        scopes.dedup();
        if scopes.is_empty() {
            return Err(PolicyBreach::Text { field: "scopes", reason: TextError::Empty }.into());
        }
        let key = ApiKeyText::draw(&*self.world);
        let record = ApiKeyRecord {
            id: new_id(&*self.world),
            name,
            prefix: key.prefix(),
            hash: hash_of(key.as_str().as_bytes()),
            scopes,
            created_at: now,
            expires_at: new.days.map(|days| end(days, now)).transpose()?,
            last_used_at: None,
            revoked_at: None,
        };
        let scopes: Vec<_> = record.scopes.iter().map(|scope| scope.as_str()).collect();
        let event = self.event(EventKind::ApiKeyMade, &by.actor).on(&record.id).saying(scopes.join(" "));
        self.store.add_api_key(&record, &event).await?;
        Ok(MadeApiKey { record, key })
    }

    /// The keys that were made here, newest first, before the one with that id.
    ///
    /// # Errors
    ///
    /// The storage fails.
    pub async fn api_keys(&self, _by: &Operator, before: Option<&str>) -> Result<ApiKeysPage, Refusal> {
        let now = self.world.now();
        let keys = self.store.api_keys(before, PAGE).await?;
        let is_full = u64::try_from(keys.len()).is_ok_and(|count| count == PAGE);
        let next = keys.last().filter(|_| is_full).map(|key| key.id.clone());
        let with_state = |key: ApiKeyRecord| {
            let state = ApiKeyState::of(&key, now);
            (key, state)
        };
        Ok(ApiKeysPage { keys: keys.into_iter().map(with_state).collect(), next })
    }

    /// Revokes a key: from now on it opens nothing here, and within seconds nothing on other servers.
    /// Revoking a revoked one changes nothing.
    ///
    /// # Errors
    ///
    /// There is none of that id.
    pub async fn revoke_api_key(&self, by: &Operator, id: &str) -> Result<(), Refusal> {
        let event = self.event(EventKind::ApiKeyRevoked, &by.actor).on(id);
        let known = self.store.revoke_api_key(id, &event).await?;
        self.known_keys.forget(id);
        if known { Ok(()) } else { Err(Refusal::UnknownApiKey) }
    }
}

fn end(days: i64, now: i64) -> Result<i64, PolicyBreach> {
    if (1..=MOST_DAYS).contains(&days) {
        Ok(now + days * DAY)
    } else {
        Err(PolicyBreach::Number { field: "expiresInDays", min: 1, max: MOST_DAYS })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Sevens;

    impl World for Sevens {
        fn now_ms(&self) -> i64 {
            0
        }

        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(7);
        }
    }

    #[test]
    fn a_key_is_recognised_by_its_beginning_and_its_form() {
        let key = ApiKeyText::draw(&Sevens);
        let text = key.as_str();
        assert_eq!((text.len(), key.prefix().as_str()), (LENGTH, "gr_a4dqobyh"));
        assert_eq!(format!("{key:?}"), "ApiKeyText(redacted)");
        assert_eq!(hash_of_key(text), Some(hash_of(text.as_bytes())));
        let shouted = text.to_uppercase();
        for wrong in ["", "gr_", &text[1..], &text[..63], &format!("{text}a"), &text.replace('_', "-"), &shouted] {
            assert_eq!(hash_of_key(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_key_that_was_revoked_and_has_expired_is_revoked() {
        let key = ApiKeyText::draw(&Sevens);
        let record = |expires_at, revoked_at| ApiKeyRecord {
            id: String::new(),
            name: String::new(),
            prefix: key.prefix(),
            hash: hash_of(b""),
            scopes: Vec::new(),
            created_at: 0,
            expires_at,
            last_used_at: None,
            revoked_at,
        };
        for (expires_at, revoked_at, state) in [
            (None, None, ApiKeyState::InForce),
            (Some(101), None, ApiKeyState::InForce),
            (Some(100), None, ApiKeyState::Expired),
            (Some(100), Some(50), ApiKeyState::Revoked),
            (None, Some(50), ApiKeyState::Revoked),
        ] {
            assert_eq!(ApiKeyState::of(&record(expires_at, revoked_at), 100), state);
        }
    }
}
