//! Loads the key that signs anew while the server runs.
//!
//! A load that fails changes nothing and is said in the log, with the problem and never with a value.
//! Nothing but the key and its name changes by it. When to look is `key_watch`'s to know.

use std::sync::Arc;

use tracing::{error, info, warn};

use super::{
    deployment::{Place, signer},
    signing_key::{SigningKey, configured},
    start,
};
use crate::{
    clock::World,
    config::{Deployment, Environment, Problems},
    jaas::{KeyId, Keychain, Signer},
    key_ring::{Key, Origin, State, TAKEN_OVER_WITHIN},
};

/// Why the key is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// Somebody said so.
    Told,
    /// Files changed.
    FilesChanged,
}

/// Why another key was not taken.
#[derive(Debug, thiserror::Error)]
enum NotTaken {
    #[error("{}", one_line(.0))]
    Problems(#[from] Problems),
    #[error(
        "another deployment is configured now (JITSI_DOMAIN, JITSI_APP_ID, or the way of signing): restart for that"
    )]
    OtherDeployment,
    #[error(
        "the key changed and JITSI_KEY_ID did not, or the other way round: change both. If it is meant so, send SIGHUP"
    )]
    HalfChanged,
}

/// Holds what a load needs, and what signed before.
pub(super) struct KeyKeeper {
    keys: Arc<Keychain>,
    world: Arc<dyn World>,
    /// As at the start: what else changed since holds from the next start.
    started_with: Environment,
    /// As it was last read: it says which files to look at.
    environment: Environment,
    place: Place,
    longest: i64,
    /// Keys that were exchanged by hand, in no ring, with the moment at which their last token expires.
    replaced: Vec<(Arc<Signer>, i64)>,
}

/// What the keeper must know before the settings are used up.
pub(super) struct Kept {
    environment: Environment,
    found: SigningKey,
    place: Place,
    longest: i64,
}

impl Kept {
    /// `None` where nothing is signed with a key of the operator's.
    pub(super) fn of(
        environment: Environment,
        found: SigningKey,
        deployment: &Deployment,
        longest: i64,
    ) -> Option<Self> {
        Some(Self { place: Place::of(deployment)?, environment, found, longest })
    }
}

impl KeyKeeper {
    /// Keeps these keys. Takes in those of the ring that signed before.
    pub(super) fn new(kept: Kept, keys: Arc<Keychain>, world: Arc<dyn World>) -> Self {
        let Kept { environment, found, place, longest } = kept;
        let from = found.source(&environment).to_string();
        let active = keys.active();
        info!(kid = kid(&active), from, "tokens are signed with this key");
        if found.keys(&environment).iter().any(Key::is_passed_over) {
            warn!("JITSI_PRIVATE_KEY holds a key that signs nothing, since a key of the ring does");
        }
        let started_with = environment.clone();
        let keeper = Self { keys, world, started_with, environment, place, longest, replaced: Vec::new() };
        keeper.keys.exchange(active, keeper.earlier(&found));
        keeper
    }

    /// The environment that says which files matter.
    pub(super) const fn environment(&self) -> &Environment {
        &self.environment
    }

    /// Reads everything anew and lets the key that is found sign, if it can.
    pub(super) fn load(&mut self, why: Why) {
        let before = self.keys.active();
        match self.taken(why) {
            Ok((signer, from)) => {
                let same = signer.same_key(&before);
                if !same && signer.kid() == before.kid() && signer.kid().is_some() {
                    warn!(
                        kid = kid(&signer),
                        from,
                        "another key signs from now on, under the id of the one before: that is right only if this very key was uploaded under it"
                    );
                } else if !same || signer.kid() != before.kid() {
                    info!(kid = kid(&signer), before = kid(&before), from, "another key signs from now on");
                } else {
                    info!(kid = kid(&signer), from, "the key was read anew, and is the same");
                }
            }
            Err(cause) => error!(%cause, kid = kid(&before), "no other key was taken: the one before signs on"),
        }
        let others = self.environment.changed_since(&self.started_with);
        if !others.is_empty() {
            warn!(variables = others.join(", "), "these changed as well: they hold from the next start");
        }
    }

    /// Takes the key that is found now, and says where from.
    fn taken(&mut self, why: Why) -> Result<(Arc<Signer>, String), NotTaken> {
        self.environment = start::environment()?;
        let (deployment, found) = SigningKey::deployment(&self.environment)?;
        if Place::of(&deployment).as_ref() != Some(&self.place) {
            return Err(NotTaken::OtherDeployment);
        }
        let loaded = signer(deployment).ok_or(NotTaken::OtherDeployment)?;
        let before = self.keys.active();
        let (same_key, same_kid) = (loaded.same_key(&before), loaded.kid() == before.kid());
        let by_hand = found.ring.active().is_none() && self.environment.names_its_key();
        if why == Why::FilesChanged && by_hand && same_key != same_kid {
            return Err(NotTaken::HalfChanged);
        }
        let from = found.source(&self.environment).to_string();
        let active = if same_key && same_kid { Arc::clone(&before) } else { Arc::new(loaded) };
        let now = self.world.now();
        self.replaced.retain(|(_, until)| now < *until);
        if !Arc::ptr_eq(&active, &before) {
            self.replaced.push((before, now + self.longest + TAKEN_OVER_WITHIN));
        }
        self.keys.exchange(Arc::clone(&active), self.earlier(&found));
        Ok((active, from))
    }

    /// The keys of which there may be tokens: the ring's retiring ones, and those that were exchanged
    /// by hand; none that the ring says is retired.
    fn earlier(&self, found: &SigningKey) -> Vec<Arc<Signer>> {
        let by_ring = |key: &Key| matches!(key.state, State::Retiring { .. });
        let mut earlier: Vec<_> =
            found.ring.keys().iter().filter(|key| by_ring(key)).filter_map(|key| self.retiring(found, key)).collect();
        let retired = |signer: &Arc<Signer>| {
            let named = |key: &&Key| key.kid.as_deref() == signer.kid().map(KeyId::as_str);
            found.ring.keys().iter().filter(named).any(|key| key.state == State::Retired)
        };
        earlier.extend(self.replaced.iter().map(|(signer, _)| Arc::clone(signer)).filter(|signer| !retired(signer)));
        earlier
    }

    fn retiring(&self, found: &SigningKey, key: &Key) -> Option<Arc<Signer>> {
        let kid = key.kid.clone().map(KeyId::verbatim);
        let held = match key.origin {
            Origin::Folder => found.folder.key(&key.fingerprint),
            Origin::Configured => {
                let same = configured(&self.environment).is_some_and(|known| known.fingerprint == key.fingerprint);
                let deployment = Deployment::read(&self.environment, None).ok().filter(|_| same)?;
                return signer(deployment).map(Arc::new);
            }
        };
        match held {
            Ok(private) => Some(Arc::new(Signer::rs256(private, kid))),
            Err(error) => {
                warn!(cause = %error, "a retiring key cannot be read: its tokens cannot be banned");
                None
            }
        }
    }
}

fn kid(signer: &Signer) -> &str {
    signer.kid().map_or("none", KeyId::as_str)
}

fn one_line(problems: &Problems) -> String {
    problems.0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
