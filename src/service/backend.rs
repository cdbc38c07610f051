//! Backends with an API key: the only strangers who may ask for any room and any role.
//!
//! A key stands in the environment, and may do everything, or was made here (`api_keys`), and may do what
//! its scopes say. Each use case for backends asks for its scope itself.

use std::{fmt, sync::Arc};

use aws_lc_rs::digest;
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};

use super::{
    Refusal, Service, Visitor,
    api_keys::{ApiKeyState, hash_of_key},
    limits::Purpose,
};
use crate::{
    record::{Actor, ActorKind},
    storage::{ApiKeyRecord, Scope},
};

/// The API keys of the environment, as hashes of equal length.
pub struct ApiKeys(Vec<[u8; 32]>);

impl ApiKeys {
    /// Takes the keys as they were configured.
    pub fn new<'a>(keys: impl IntoIterator<Item = &'a str>) -> Self {
        Self(keys.into_iter().map(hash).collect())
    }

    /// Which of them `key` is. Takes as long for a near miss as for a far one, and looks at every
    /// key whichever matches.
    fn find(&self, key: &str) -> Option<u32> {
        let asked = hash(key);
        let nothing = (Choice::from(0), 0_u32);
        let (found, which) = self.0.iter().zip(0..).fold(nothing, |(found, which), (known, number)| {
            let same = known.ct_eq(&asked);
            (found | same, u32::conditional_select(&which, &number, same))
        });
        bool::from(found).then_some(which)
    }
}

fn hash(key: &str) -> [u8; 32] {
    let digest = digest::digest(&digest::SHA256, key.as_bytes());
    digest.as_ref().try_into().expect("SHA-256 has 32 bytes")
}

/// A backend, for the record.
fn actor(client: &Visitor, key: &BackendKey) -> Actor {
    Actor { api_key: Some(key.to_string()), ..client.actor(ActorKind::Backend, None) }
}

/// Which key a backend bears.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum BackendKey {
    /// One of `GREENROOM_API_KEYS`, by its place there, from 0.
    Environment(u32),
    /// One that was made here, by its id.
    Made(String),
}

/// As the record names it.
impl fmt::Display for BackendKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Environment(number) => write!(f, "environment-{}", number + 1),
            Self::Made(id) => f.write_str(id),
        }
    }
}

/// The right of a backend whose API key was checked. What it may do with it, [`Backend::may`] says.
#[derive(Clone, Debug)]
pub struct Backend {
    key: BackendKey,
    name: String,
    scopes: Vec<Scope>,
    /// The same, for the record.
    pub(super) actor: Actor,
}

impl Backend {
    fn of_environment(number: u32, client: &Visitor) -> Self {
        let name = format!("GREENROOM_API_KEYS {}", number + 1);
        let key = BackendKey::Environment(number);
        Self { actor: actor(client, &key), key, name, scopes: Scope::ALL.to_vec() }
    }

    fn of(record: &ApiKeyRecord, client: &Visitor) -> Self {
        let key = BackendKey::Made(record.id.clone());
        Self { actor: actor(client, &key), key, name: record.name.clone(), scopes: record.scopes.clone() }
    }

    /// Which key it bears.
    pub const fn key(&self) -> &BackendKey {
        &self.key
    }

    /// What the key is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// That the key has this scope.
    ///
    /// # Errors
    ///
    /// [`Refusal::MissingScope`]: it has not.
    pub fn may(&self, scope: Scope) -> Result<(), Refusal> {
        if self.scopes.contains(&scope) { Ok(()) } else { Err(Refusal::MissingScope { needs: vec![scope] }) }
    }

    /// That the key has one of these scopes.
    ///
    /// # Errors
    ///
    /// [`Refusal::MissingScope`]: it has none of them.
    pub fn may_either(&self, scopes: [Scope; 2]) -> Result<(), Refusal> {
        let may = scopes.iter().any(|scope| self.scopes.contains(scope));
        if may { Ok(()) } else { Err(Refusal::MissingScope { needs: scopes.to_vec() }) }
    }
}

impl Service {
    /// Checks an API key. One that does not hold counts against the address that it came from, so that
    /// guessing is slow.
    ///
    /// # Errors
    ///
    /// No key, one that is not known, that has expired or was revoked, or too many of these.
    pub async fn backend(&self, key: Option<&str>, client: &Visitor) -> Result<Backend, Refusal> {
        match self.bearer(key, client).await {
            Err(refusal) if !refusal.is_ours() => {
                self.limits.address(Purpose::Keys, client.address)?;
                Err(refusal)
            }
            Ok(backend) => {
                client.is(&backend.actor);
                Ok(backend)
            }
            failed => failed,
        }
    }

    async fn bearer(&self, key: Option<&str>, client: &Visitor) -> Result<Backend, Refusal> {
        let key = key.ok_or(Refusal::NoApiKey)?;
        if let Some(number) = self.api_keys.find(key) {
            return Ok(Backend::of_environment(number, client));
        }
        let record = self.made_key(key).await?.ok_or(Refusal::WrongApiKey)?;
        match ApiKeyState::of(&record, self.world.now()) {
            ApiKeyState::InForce => {
                self.note_use(&record);
                Ok(Backend::of(&record, client))
            }
            ApiKeyState::Expired => Err(Refusal::ApiKeyExpired),
            ApiKeyState::Revoked => Err(Refusal::ApiKeyRevoked),
        }
    }

    /// Looking the hash up by an index tells nothing about a key whose hash nobody can steer.
    async fn made_key(&self, key: &str) -> Result<Option<Arc<ApiKeyRecord>>, Refusal> {
        let Some(hash) = hash_of_key(key) else { return Ok(None) };
        let now = self.world.now();
        if let Some(known) = self.known_keys.get(&hash, now) {
            return Ok(Some(known));
        }
        let revoked = self.known_keys.revoked();
        let found = self.store.api_key_by_hash(&hash).await?.map(Arc::new);
        if let Some(record) = &found {
            self.known_keys.keep(record, revoked, now);
        }
        Ok(found)
    }

    /// Writes down that the key was used, beside what it is used for: nobody waits for it.
    fn note_use(&self, record: &ApiKeyRecord) {
        let now = self.world.now();
        if !self.known_keys.is_use_to_note(record, now) {
            return;
        }
        let (store, id) = (Arc::clone(&self.store), record.id.clone());
        tokio::spawn(async move {
            if let Err(cause) = store.touch_api_key(&id, now).await {
                tracing::warn!(%cause, key = id, "the last use of an API key could not be written down");
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_configured_key_is_known() {
        let keys = ApiKeys::new(["first-key", "second-key"]);
        assert_eq!((keys.find("first-key"), keys.find("second-key")), (Some(0), Some(1)));
        for wrong in ["", "first-kez", "first-key ", "First-key", "first"] {
            assert_eq!(keys.find(wrong), None, "{wrong}");
        }
        assert_eq!(ApiKeys::new([]).find(""), None);
    }

    #[test]
    fn a_key_of_the_environment_may_do_everything() {
        let backend = Backend::of_environment(0, &Visitor::new(String::new(), None));
        assert_eq!(backend.name(), "GREENROOM_API_KEYS 1");
        assert!(Scope::ALL.into_iter().all(|scope| backend.may(scope).is_ok()));
    }
}
