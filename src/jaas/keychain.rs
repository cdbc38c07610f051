//! The keys that a deployment holds: the one that signs, and those that signed before it.
//!
//! They are exchanged in one step while the server runs. Whoever signs takes a [`Signer`] once and
//! keeps it: key and `kid` are one value and cannot come apart.

use std::sync::{Arc, PoisonError, RwLock};

use super::Signer;

/// Signers that can be exchanged while others use them.
#[derive(Debug)]
pub struct Keychain(RwLock<Held>);

#[derive(Debug)]
struct Held {
    active: Arc<Signer>,
    earlier: Vec<Arc<Signer>>,
}

impl Keychain {
    /// One key, which signs.
    pub const fn new(active: Arc<Signer>) -> Self {
        Self(RwLock::new(Held { active, earlier: Vec::new() }))
    }

    /// The key that signs now.
    pub fn active(&self) -> Arc<Signer> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner).active)
    }

    /// The key with that `kid`, the one that signs before those that signed before it.
    pub fn named(&self, kid: Option<&str>) -> Option<Arc<Signer>> {
        let held = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let mut all = std::iter::once(&held.active).chain(&held.earlier);
        all.find(|signer| signer.kid().map(super::KeyId::as_str) == kid).map(Arc::clone)
    }

    /// Lets another key sign from now on, and remembers those that signed before. Whoever has
    /// begun to sign goes on with the key that they took.
    pub fn exchange(&self, active: Arc<Signer>, earlier: Vec<Arc<Signer>>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Held { active, earlier };
    }
}

impl From<Signer> for Keychain {
    fn from(signer: Signer) -> Self {
        Self::new(Arc::new(signer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jaas::{KeyId, PrivateKey};

    /// The same key under another name each time: here the name is what matters.
    fn signer(kid: Option<&str>) -> Arc<Signer> {
        static PEM: std::sync::LazyLock<String> =
            std::sync::LazyLock::new(|| PrivateKey::generate().unwrap().to_pkcs1_pem().unwrap().to_string());
        let kid = kid.map(|kid| KeyId::verbatim(kid.to_owned()));
        Arc::new(Signer::rs256(PrivateKey::parse(&PEM).unwrap(), kid))
    }

    #[test]
    fn a_key_is_found_by_its_kid_as_long_as_it_is_held() {
        let keychain = Keychain::new(signer(Some("one")));
        let taken = keychain.active();
        keychain.exchange(signer(Some("two")), vec![keychain.active()]);
        assert_eq!(keychain.active().kid().unwrap().as_str(), "two");
        assert!(Arc::ptr_eq(&keychain.named(Some("one")).unwrap(), &taken));
        assert!(keychain.named(Some("two")).is_some());
        for unknown in [None, Some("three")] {
            assert!(keychain.named(unknown).is_none(), "{unknown:?}");
        }
        keychain.exchange(signer(None), Vec::new());
        assert!(keychain.named(Some("one")).is_none());
        assert!(keychain.named(None).is_some());
    }
}
