//! Backends with an API key: the only strangers who may ask for any room and any role.

use aws_lc_rs::digest;
use subtle::{Choice, ConstantTimeEq};

use super::{Refusal, Service};

/// The API keys, as hashes of equal length.
pub struct ApiKeys(Vec<[u8; 32]>);

impl ApiKeys {
    /// Takes the keys as they were configured.
    pub fn new<'a>(keys: impl IntoIterator<Item = &'a str>) -> Self {
        Self(keys.into_iter().map(hash).collect())
    }

    /// Whether `key` is one of them. Takes as long for a near miss as for a far one, and looks at
    /// every key whichever matches.
    fn contains(&self, key: &str) -> bool {
        let asked = hash(key);
        self.0.iter().fold(Choice::from(0), |found, known| found | known.ct_eq(&asked)).into()
    }
}

fn hash(key: &str) -> [u8; 32] {
    let digest = digest::digest(&digest::SHA256, key.as_bytes());
    digest.as_ref().try_into().expect("SHA-256 has 32 bytes")
}

/// The right of a backend whose API key was checked.
#[derive(Clone, Copy, Debug)]
pub struct Backend(());

impl Service {
    /// Checks an API key.
    ///
    /// # Errors
    ///
    /// No key, or one that is not configured.
    pub fn backend(&self, key: Option<&str>) -> Result<Backend, Refusal> {
        match key {
            Some(key) if self.api_keys.contains(key) => Ok(Backend(())),
            Some(_) => Err(Refusal::WrongApiKey),
            None => Err(Refusal::NoApiKey),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_configured_key_is_known() {
        let keys = ApiKeys::new(["first-key", "second-key"]);
        assert!(keys.contains("first-key") && keys.contains("second-key"));
        for wrong in ["", "first-kez", "first-key ", "First-key", "first"] {
            assert!(!keys.contains(wrong), "{wrong}");
        }
        assert!(!ApiKeys::new([]).contains(""));
    }
}
