//! Secrets that somebody holds, in a link or a cookie: 128 bits, of which only a hash is stored.

use std::fmt;

use aws_lc_rs::{digest, hmac};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use zeroize::Zeroizing;

use crate::{clock::World, storage::SecretHash};

const BYTES: usize = 16;

/// What stands after `/j/`, or in the cookie of a sign-in.
#[derive(Clone, PartialEq, Eq)]
pub struct HeldSecret(Zeroizing<[u8; BYTES]>);

impl HeldSecret {
    /// Draws a new one.
    pub(super) fn draw(world: &dyn World) -> Self {
        let mut bytes = Zeroizing::new([0; BYTES]);
        world.fill(&mut *bytes);
        Self(bytes)
    }

    /// Reads its text. Anything that was not written by [`HeldSecret::text`] is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = Zeroizing::new(BASE64URL_NOPAD.decode(text.as_bytes()).ok()?);
        Some(Self(Zeroizing::new(bytes.as_slice().try_into().ok()?)))
    }

    /// Its text: 22 characters.
    pub fn text(&self) -> String {
        BASE64URL_NOPAD.encode(&*self.0)
    }

    /// What is stored of it.
    ///
    /// A plain SHA-256 is enough: nobody can try 128 random bits one by one. Looking the hash up
    /// by an index tells an attacker nothing about a secret whose hash they cannot steer.
    pub fn hash(&self) -> SecretHash {
        hash_of(&*self.0)
    }
}

/// What the secrets of invites follow from.
///
/// HMAC-SHA-256 (RFC 2104) of the invite's id under this key, cut to 128 bits. So a host's page can
/// show a link whenever it opens, and yet no link is stored: the database alone tells none, and a link
/// tells nothing of another one. The key is kept beside the database, not in it.
pub struct LinkKey(hmac::Key);

impl LinkKey {
    /// The key with these bytes, which must be random and stay the same: when they change, old links
    /// go on to work and cannot be shown any more.
    pub fn new(bytes: &[u8; 32]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, bytes))
    }

    /// The secret of the invite with that id.
    pub fn secret_of(&self, invite_id: &str) -> HeldSecret {
        let tag = hmac::sign(&self.0, format!("invite {invite_id}").as_bytes());
        let mut bytes = Zeroizing::new([0; BYTES]);
        bytes.copy_from_slice(&tag.as_ref()[..BYTES]);
        HeldSecret(bytes)
    }
}

/// What is stored of random bytes that somebody else holds.
pub(super) fn hash_of(secret: &[u8]) -> SecretHash {
    SecretHash(HEXLOWER.encode(digest::digest(&digest::SHA256, secret).as_ref()))
}

impl fmt::Debug for HeldSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HeldSecret(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_back_from_its_text_and_from_nothing_else() {
        let secret = HeldSecret(Zeroizing::new([7; BYTES]));
        let text = secret.text();
        assert_eq!(text.len(), 22);
        assert_eq!(HeldSecret::parse(&text), Some(secret));
        for wrong in ["", "short", &text[1..], &format!("{text}A"), &text.replace('c', "%"), "../../etc/passwd"] {
            assert_eq!(HeldSecret::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_invites_secret_follows_from_the_key_and_its_id_alone() {
        let (key, other) = (LinkKey::new(&[1; 32]), LinkKey::new(&[2; 32]));
        assert_eq!(key.secret_of("a"), key.secret_of("a"));
        assert_ne!(key.secret_of("a"), key.secret_of("b"));
        assert_ne!(key.secret_of("a"), other.secret_of("a"));
        assert_eq!(format!("{:?}", key.secret_of("a")), "HeldSecret(redacted)");
    }
}
