//! Backends with an API key: the only strangers who may ask for any room and any role.

use aws_lc_rs::digest;
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};

use super::{Refusal, Service, Visitor, limits::Purpose};

/// The API keys, as hashes of equal length.
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

/// The right of a backend whose API key was checked.
#[derive(Clone, Copy, Debug)]
pub struct Backend {
    /// Which of the configured keys it bears.
    pub(super) key: u32,
}

impl Service {
    /// Checks an API key. A wrong one counts against the address that it came from, so that guessing
    /// is slow.
    ///
    /// # Errors
    ///
    /// No key, one that is not configured, or too many of these.
    pub fn backend(&self, key: Option<&str>, client: &Visitor) -> Result<Backend, Refusal> {
        if let Some(key) = key.and_then(|key| self.api_keys.find(key)) {
            return Ok(Backend { key });
        }
        self.limits.address(Purpose::Keys, client.address)?;
        Err(if key.is_some() { Refusal::WrongApiKey } else { Refusal::NoApiKey })
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
}
