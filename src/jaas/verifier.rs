//! Checking a signature: with the public half of a key, or with the secret that two share.

use aws_lc_rs::{
    hmac,
    signature::{
        RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512, RsaParameters,
        UnparsedPublicKey,
    },
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use pkcs8::spki::SubjectPublicKeyInfoRef;
use serde_json::Value;

use super::key::RSA_ENCRYPTION;

/// What checks the signatures of one issuer.
pub struct Verifier(Means);

enum Means {
    /// The public half of an RSA key, as PKCS#1 DER.
    Rsa(Vec<u8>),
    Secret(Box<hmac::Key>),
}

/// Why a text is no public key that can check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifierError {
    /// Something else than a public key.
    #[error("expected a PEM that starts with `-----BEGIN PUBLIC KEY-----`")]
    NotPublicKey,
    /// The half that signs: nothing that only reads tokens should be handed it.
    #[error("this is a private key: use the file with `.pub`, or make one with `openssl pkey -pubout`")]
    PrivateKey,
    /// A key of another kind.
    #[error("this is no RSA key (elliptic curve or another kind)")]
    NotRsa,
}

/// How the check of a signature came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The signature is by this key, over this very text.
    Holds,
    /// It is not.
    Broken,
    /// The token says that it was signed in a way that this key has no part in.
    OtherAlgorithm,
}

impl Verifier {
    /// Reads a public RSA key from its PEM.
    ///
    /// # Errors
    ///
    /// Everything else, a private key by a name of its own.
    pub fn from_public_pem(text: &str) -> Result<Self, VerifierError> {
        let pem = pem::parse(text.trim()).map_err(|_| VerifierError::NotPublicKey)?;
        match pem.tag() {
            "PUBLIC KEY" => Self::from_public_der(pem.contents()),
            "RSA PUBLIC KEY" => Ok(Self(Means::Rsa(pem.into_contents()))),
            tag if tag.ends_with("PRIVATE KEY") => Err(VerifierError::PrivateKey),
            _ => Err(VerifierError::NotPublicKey),
        }
    }

    /// Reads a public RSA key from its `SubjectPublicKeyInfo`.
    pub(super) fn from_public_der(der: &[u8]) -> Result<Self, VerifierError> {
        let info = SubjectPublicKeyInfoRef::try_from(der).map_err(|_| VerifierError::NotPublicKey)?;
        if info.algorithm.oid != RSA_ENCRYPTION {
            return Err(VerifierError::NotRsa);
        }
        Ok(Self(Means::Rsa(info.subject_public_key.raw_bytes().to_vec())))
    }

    pub(super) fn of_secret(key: &hmac::Key) -> Self {
        Self(Means::Secret(Box::new(key.clone())))
    }

    /// Whether the token's signature is by this key. What the token says is not looked at.
    pub fn check(&self, token: &str) -> Verdict {
        let Some((message, signature)) = token.rsplit_once('.') else { return Verdict::Broken };
        let alg = algorithm(message);
        let signature = BASE64_URL_SAFE_NO_PAD.decode(signature.trim_end_matches('='));
        let holds = match (&self.0, alg.as_deref()) {
            (Means::Rsa(key), Some(alg)) => {
                let Some(scheme) = rsa_scheme(alg) else { return Verdict::OtherAlgorithm };
                signature
                    .is_ok_and(|bytes| UnparsedPublicKey::new(scheme, key).verify(message.as_bytes(), &bytes).is_ok())
            }
            (Means::Secret(key), Some("HS256")) => {
                signature.is_ok_and(|bytes| hmac::verify(key, message.as_bytes(), &bytes).is_ok())
            }
            _ => return Verdict::OtherAlgorithm,
        };
        if holds { Verdict::Holds } else { Verdict::Broken }
    }
}

fn algorithm(message: &str) -> Option<String> {
    let header = message.split('.').next()?;
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(header.trim_end_matches('=')).ok()?;
    let header: Value = serde_json::from_slice(&bytes).ok()?;
    header.get("alg")?.as_str().map(str::to_owned)
}

fn rsa_scheme(alg: &str) -> Option<&'static RsaParameters> {
    match alg {
        "RS256" => Some(&RSA_PKCS1_2048_8192_SHA256),
        "RS384" => Some(&RSA_PKCS1_2048_8192_SHA384),
        "RS512" => Some(&RSA_PKCS1_2048_8192_SHA512),
        _ => None,
    }
}
