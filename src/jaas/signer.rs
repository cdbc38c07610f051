//! Signing: the only place where a private key is used.

use std::fmt;

use aws_lc_rs::{hmac, rand::SystemRandom, signature::RSA_PKCS1_SHA256};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::Serialize;

use super::{AdminClaims, AppId, Claims, PrivateKey, Verifier};

/// Which published key verifies a token: the header's `kid`.
///
/// `{tenant}/{key id}`, or the tenant alone where no key id is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyId(String);

/// Why a text is no key id of this app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyIdError {
    /// Another tenant stands before it.
    #[error("the key id starts with another tenant than the app id's")]
    OtherTenant,
    /// Not what the console shows.
    #[error("expected what the console shows in the key's row, such as `4f4910`: letters, digits, `-` and `_`")]
    Malformed,
}

impl KeyId {
    /// Reads a key id, with or without the tenant before it.
    ///
    /// # Errors
    ///
    /// Another tenant before it, or characters that no key id has.
    pub fn parse(text: &str, app_id: &AppId) -> Result<Self, KeyIdError> {
        let tenant = app_id.tenant();
        let name = match text.split_once('/') {
            Some((before, name)) if before == tenant => name,
            Some(_) => return Err(KeyIdError::OtherTenant),
            None => text,
        };
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if name.is_empty() || name.len() > 64 || !name.bytes().all(fits) {
            return Err(KeyIdError::Malformed);
        }
        Ok(Self(format!("{tenant}/{name}")))
    }

    /// The `kid` where no key id is set.
    pub fn of_tenant(app_id: &AppId) -> Self {
        Self(app_id.tenant())
    }

    /// The `kid` of a self-hosted Jitsi, as its key server names it.
    pub fn verbatim(text: String) -> Self {
        Self(text)
    }

    /// The `kid` as it stands in the header.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A token could not be signed.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// The claims could not be written as JSON.
    #[error("claims could not be written: {0}")]
    Json(#[from] serde_json::Error),
    /// The library refused to sign.
    #[error("the key could not sign")]
    Key,
}

/// Signs tokens with one key. The key is parsed once; the header is written once.
pub struct Signer {
    secret: Secret,
    kid: Option<KeyId>,
    header: String,
}

enum Secret {
    Rs256(PrivateKey),
    Hs256(Box<hmac::Key>),
}

#[derive(Serialize)]
struct Header<'a> {
    alg: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kid: Option<&'a str>,
    typ: &'static str,
}

impl Signer {
    /// RS256 with an RSA key, as `JaaS` wants it.
    pub fn rs256(key: PrivateKey, kid: Option<KeyId>) -> Self {
        Self::new(Secret::Rs256(key), kid, "RS256")
    }

    /// HS256 with the secret of a self-hosted Jitsi.
    pub fn hs256(secret: &[u8]) -> Self {
        Self::new(Secret::Hs256(Box::new(hmac::Key::new(hmac::HMAC_SHA256, secret))), None, "HS256")
    }

    fn new(secret: Secret, kid: Option<KeyId>, alg: &'static str) -> Self {
        // Capitals: Jitsi's plugin compares `typ` with `JWT` letter by letter.
        let header = Header { alg, kid: kid.as_ref().map(KeyId::as_str), typ: "JWT" };
        // Two constants and a string that was checked: this cannot fail to be JSON.
        let json = serde_json::to_vec(&header).unwrap_or_default();
        Self { secret, header: BASE64_URL_SAFE_NO_PAD.encode(json), kid }
    }

    /// The `kid` that the tokens bear.
    pub const fn kid(&self) -> Option<&KeyId> {
        self.kid.as_ref()
    }

    /// The RSA key, where there is one.
    pub const fn key(&self) -> Option<&PrivateKey> {
        match &self.secret {
            Secret::Rs256(key) => Some(key),
            Secret::Hs256(_) => None,
        }
    }

    /// What checks the signatures of this signer; `None` where the public half cannot be written
    /// down, which does not happen with a key that was read.
    pub fn verifier(&self) -> Option<Verifier> {
        match &self.secret {
            Secret::Rs256(key) => Verifier::from_public_der(&key.public_der().ok()?).ok(),
            Secret::Hs256(key) => Some(Verifier::of_secret(key)),
        }
    }

    /// Whether both sign with one and the same key, under whichever `kid`.
    pub fn same_key(&self, other: &Self) -> bool {
        let sample = |signer: &Self| match &signer.secret {
            Secret::Rs256(key) => key.public_der().ok(),
            Secret::Hs256(key) => Some(hmac::sign(key, b"sample").as_ref().to_vec()),
        };
        std::mem::discriminant(&self.secret) == std::mem::discriminant(&other.secret) && sample(self) == sample(other)
    }

    /// The signed token, in JWS compact form (RFC 7515). A few milliseconds of one core with RSA.
    ///
    /// # Errors
    ///
    /// The key refuses to sign, which a key that was read does not do.
    pub fn sign(&self, claims: &Claims) -> Result<String, SignError> {
        self.token(claims)
    }

    /// The signed token for a command to a running meeting. It is far stronger than a token for a
    /// meeting: whoever makes one hands it to the meeting service and to nobody else.
    ///
    /// # Errors
    ///
    /// The key refuses to sign, which a key that was read does not do.
    pub fn sign_admin(&self, claims: &AdminClaims) -> Result<String, SignError> {
        self.token(claims)
    }

    fn token(&self, claims: &impl Serialize) -> Result<String, SignError> {
        let mut token = self.header.clone();
        token.push('.');
        BASE64_URL_SAFE_NO_PAD.encode_string(serde_json::to_vec(claims)?, &mut token);
        let signature = self.signature(token.as_bytes())?;
        token.push('.');
        BASE64_URL_SAFE_NO_PAD.encode_string(signature, &mut token);
        Ok(token)
    }

    fn signature(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        match &self.secret {
            Secret::Rs256(key) => {
                let mut signature = vec![0; key.pair().public_modulus_len()];
                // PKCS#1 v1.5 is deterministic (RFC 8017, 8.2): the randomness only blinds.
                key.pair()
                    .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
                    .map_err(|_| SignError::Key)?;
                Ok(signature)
            }
            Secret::Hs256(key) => Ok(hmac::sign(key, message).as_ref().to_vec()),
        }
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("kid", &self.kid).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn app_id() -> AppId {
        "0123456789abcdef0123456789abcdef".parse().unwrap()
    }

    #[test]
    fn a_key_id_is_read_with_and_without_the_tenant() {
        let expected = format!("{}/4f4910", app_id().tenant());
        assert_eq!(KeyId::parse("4f4910", &app_id()).unwrap().as_str(), expected);
        assert_eq!(KeyId::parse(&expected, &app_id()).unwrap().as_str(), expected);
        assert_eq!(KeyId::of_tenant(&app_id()).as_str(), app_id().tenant());
    }

    #[test]
    fn a_key_id_of_another_tenant_or_with_foreign_characters_is_refused() {
        let table = [
            ("vpaas-magic-cookie-ffffffffffffffffffffffffffffffff/4f4910", KeyIdError::OtherTenant),
            ("", KeyIdError::Malformed),
            ("4f49 10", KeyIdError::Malformed),
            ("<key id>", KeyIdError::Malformed),
        ];
        for (text, expected) in table {
            assert_eq!(KeyId::parse(text, &app_id()), Err(expected), "{text}");
        }
    }
}
