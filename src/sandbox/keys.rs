//! The public keys that were uploaded, by their kid.

use std::collections::HashMap;

use jsonwebtoken::DecodingKey;
use pkcs8::spki::SubjectPublicKeyInfoRef;

/// A key that was published to the sandbox cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key `{kid}` is no RSA public key in PEM")]
pub struct KeyUnreadable {
    /// Under which kid it was published.
    pub kid: String,
}

/// Public keys by the kid under which they were published. A kid is compared letter by letter:
/// `JaaS` knows a key by the very name that it gave it.
pub(super) struct PublishedKeys(HashMap<String, DecodingKey>);

impl PublishedKeys {
    pub(super) fn read(keys: impl IntoIterator<Item = (String, String)>) -> Result<Self, KeyUnreadable> {
        let read = |(kid, pem): (String, String)| match public_key(&pem) {
            Some(key) => Ok((kid, key)),
            None => Err(KeyUnreadable { kid }),
        };
        keys.into_iter().map(read).collect::<Result<_, _>>().map(Self)
    }

    pub(super) fn get(&self, kid: &str) -> Option<&DecodingKey> {
        self.0.get(kid)
    }
}

/// `jsonwebtoken` reads the inner PKCS#1 key, so the outer wrapping comes off here.
fn public_key(text: &str) -> Option<DecodingKey> {
    let pem = pem::parse(text).ok().filter(|pem| pem.tag() == "PUBLIC KEY")?;
    let info = SubjectPublicKeyInfoRef::try_from(pem.contents()).ok()?;
    let is_rsa = info.algorithm.oid.to_string() == "1.2.840.113549.1.1.1";
    is_rsa.then(|| DecodingKey::from_rsa_der(info.subject_public_key.raw_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::tests::key::TestKey;

    #[test]
    fn a_published_key_is_found_under_its_very_kid() {
        let keys = PublishedKeys::read([("a/1".to_owned(), TestKey::new().public_pem())]).unwrap();
        assert!(keys.get("a/1").is_some());
        assert!(keys.get("A/1").is_none());
    }

    #[test]
    fn what_is_no_public_key_is_refused_by_its_kid() {
        let private = pem::encode(&pem::Pem::new("PRIVATE KEY", [1, 2, 3]));
        for text in ["", "no PEM", &private] {
            let error = PublishedKeys::read([("a/1".to_owned(), text.to_owned())]).err();
            assert_eq!(error, Some(KeyUnreadable { kid: "a/1".to_owned() }), "{text}");
        }
    }
}
