//! Reading a token with another library than the one that signed it.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use rsa::{
    PublicKey,
    pkcs1v15::{Signature, VerifyingKey},
    pkcs8::DecodePublicKey,
    signature::Verifier,
};
use serde_json::Value;
use sha2::Sha256;

use super::public_pem;

pub(crate) struct Token {
    pub(crate) header: Value,
    pub(crate) payload: Value,
}

/// The token's parts, once its signature was verified against the public key.
#[track_caller]
pub(crate) fn verified(token: &str) -> Token {
    verified_by(&public_pem(), token)
}

/// The same against another public key.
#[track_caller]
pub(crate) fn verified_by(public_pem: &str, token: &str) -> Token {
    let (message, signature) = token.rsplit_once('.').unwrap();
    let (header, payload) = message.split_once('.').unwrap();
    let key = VerifyingKey::<Sha256>::new(PublicKey::from_public_key_pem(public_pem).unwrap());
    let signature = Signature::try_from(decoded(signature).as_slice()).unwrap();
    key.verify(message.as_bytes(), &signature).expect("the signature holds");
    Token { header: json(header), payload: json(payload) }
}

fn decoded(part: &str) -> Vec<u8> {
    BASE64_URL_SAFE_NO_PAD.decode(part).unwrap()
}

fn json(part: &str) -> Value {
    serde_json::from_slice(&decoded(part)).unwrap()
}
