//! The secret of an invite's link: 128 bits, of which only a hash is stored.

use std::fmt;

use aws_lc_rs::{digest, hmac};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use zeroize::Zeroizing;

use crate::{clock::World, storage::InviteHash};

const BYTES: usize = 16;

/// What stands after `/j/`.
#[derive(Clone, PartialEq, Eq)]
pub struct InviteSecret(Zeroizing<[u8; BYTES]>);

impl InviteSecret {
    /// Draws a new one.
    pub(super) fn draw(world: &dyn World) -> Self {
        let mut bytes = Zeroizing::new([0; BYTES]);
        world.fill(&mut *bytes);
        Self(bytes)
    }

    /// Reads the text of a link. Anything that was not written by [`InviteSecret::text`] is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = Zeroizing::new(BASE64URL_NOPAD.decode(text.as_bytes()).ok()?);
        Some(Self(Zeroizing::new(bytes.as_slice().try_into().ok()?)))
    }

    /// The text of a link: 22 characters.
    pub fn text(&self) -> String {
        BASE64URL_NOPAD.encode(&*self.0)
    }

    /// What is stored of it.
    ///
    /// A plain SHA-256 is enough: nobody can try 128 random bits one by one. Looking the hash up
    /// by an index tells an attacker nothing about a secret whose hash they cannot steer.
    pub(super) fn hash(&self) -> InviteHash {
        InviteHash(HEXLOWER.encode(digest::digest(&digest::SHA256, &*self.0).as_ref()))
    }

    /// The secret of a guest invite that this host's page can show again.
    ///
    /// HMAC-SHA-256 (RFC 2104) of the invite's id under the host's secret, cut to 128 bits: only
    /// who has the host's link can compute it, and it tells nothing of the host's. So the guest
    /// link is on the host's page whenever it opens, and yet no link is stored.
    pub(super) fn of_guest(&self, invite_id: &str) -> Self {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &*self.0);
        let tag = hmac::sign(&key, format!("guest invite {invite_id}").as_bytes());
        let mut bytes = Zeroizing::new([0; BYTES]);
        bytes.copy_from_slice(&tag.as_ref()[..BYTES]);
        Self(bytes)
    }
}

impl fmt::Debug for InviteSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InviteSecret(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_back_from_its_text_and_from_nothing_else() {
        let secret = InviteSecret(Zeroizing::new([7; BYTES]));
        let text = secret.text();
        assert_eq!(text.len(), 22);
        assert_eq!(InviteSecret::parse(&text), Some(secret));
        for wrong in ["", "short", &text[1..], &format!("{text}A"), &text.replace('c', "%"), "../../etc/passwd"] {
            assert_eq!(InviteSecret::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_guest_secret_follows_from_the_hosts_and_the_invite_alone() {
        let host = InviteSecret(Zeroizing::new([1; BYTES]));
        let other = InviteSecret(Zeroizing::new([2; BYTES]));
        assert_eq!(host.of_guest("a"), host.of_guest("a"));
        assert_ne!(host.of_guest("a"), host.of_guest("b"));
        assert_ne!(host.of_guest("a"), other.of_guest("a"));
        assert_eq!(format!("{host:?}"), "InviteSecret(redacted)");
    }
}
