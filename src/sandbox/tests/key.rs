//! A key made for the tests, and tokens signed with it. Signed by aws-lc directly, so that the
//! verifier's own library does not sign what it verifies.

use std::sync::LazyLock;

use aws_lc_rs::{
    encoding::{AsDer, PublicKeyX509Der},
    rand::SystemRandom,
    rsa::KeySize,
    signature::{KeyPair, RSA_PKCS1_SHA256, RsaKeyPair},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::{KID, NOW, ROOM, TENANT};

static KEYS: LazyLock<[RsaKeyPair; 2]> =
    LazyLock::new(|| [(); 2].map(|()| RsaKeyPair::generate(KeySize::Rsa2048).unwrap()));

/// One of two keys: the published one and a stranger's.
#[derive(Clone, Copy)]
pub(in crate::sandbox) struct TestKey(usize);

impl TestKey {
    pub(in crate::sandbox) const fn new() -> Self {
        Self(0)
    }

    pub(super) const fn of_a_stranger() -> Self {
        Self(1)
    }

    pub(in crate::sandbox) fn public_pem(self) -> String {
        let der: PublicKeyX509Der<'_> = KEYS[self.0].public_key().as_der().unwrap();
        pem::encode(&pem::Pem::new("PUBLIC KEY", der.as_ref()))
    }

    pub(super) fn sign(self, header: &Value, claims: &Value) -> String {
        let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(header), part(claims));
        let pair = &KEYS[self.0];
        let mut signature = vec![0; pair.public_modulus_len()];
        pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), signed.as_bytes(), &mut signature).unwrap();
        format!("{signed}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
    }
}

/// The header of a token that opens the room.
pub(super) fn header() -> Value {
    json!({ "alg": "RS256", "kid": KID, "typ": "JWT" })
}

/// The claims of a token that opens the room.
pub(super) fn claims() -> Value {
    json!({
        "aud": "jitsi",
        "iss": "chat",
        "sub": TENANT,
        "room": ROOM,
        "exp": NOW + 3600,
        "nbf": NOW - 60,
        "context": {
            "user": { "id": "u1", "name": "Ada", "avatar": "https://example.com/a.png", "moderator": "true" },
            "features": { "recording": "false", "livestreaming": false, "moderation": "true" },
        },
    })
}

/// A token that opens the room, for this person.
pub(super) fn token(name: &str, moderator: bool) -> String {
    let mut claims = claims();
    claims["context"]["user"]["name"] = json!(name);
    claims["context"]["user"]["moderator"] = json!(moderator.to_string());
    TestKey::new().sign(&header(), &claims)
}
