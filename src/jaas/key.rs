//! The RSA key that signs: reading it in every shape that operators have it in, and making one.

use std::fmt;

use aws_lc_rs::{
    digest,
    encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der},
    error::KeyRejected,
    rsa::KeySize,
    signature::{KeyPair, RsaKeyPair},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use data_encoding::HEXLOWER;
use pem::Pem;
use pkcs8::{ObjectIdentifier, PrivateKeyInfoRef};
use zeroize::Zeroizing;

/// RFC 8017, appendix C: `rsaEncryption`.
pub(super) const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");

/// The size that `JaaS` asks for, in bits. A smaller key works, with a warning.
pub const RECOMMENDED_BITS: usize = 4096;

/// A private RSA key, parsed once. It shows itself nowhere.
pub struct PrivateKey(RsaKeyPair);

/// Why a text is no private key that can sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Neither PEM nor base64 of a PEM.
    #[error(
        "expected a PEM that starts with `-----BEGIN RSA PRIVATE KEY-----` or `-----BEGIN PRIVATE KEY-----`, or base64 of one"
    )]
    NotPem,
    /// The PEM begins, but is cut or garbled.
    #[error("the PEM is damaged: it was cut, or its lines were joined or changed")]
    Damaged,
    /// More keys than one, and nothing says which.
    #[error("there is more than one private key in it: keep one")]
    Several,
    /// Protected by a passphrase.
    #[error(
        "the key has a passphrase: make one without, or remove it with `openssl rsa -in old.key -out new.key -traditional`"
    )]
    Encrypted,
    /// The half that is uploaded.
    #[error("this is a public key: the private one is in the file without `.pub`")]
    PublicKey,
    /// A certificate.
    #[error("this is a certificate: the private RSA key is needed")]
    Certificate,
    /// OpenSSH's own format.
    #[error("this is in OpenSSH's own format: make the key with `ssh-keygen -t rsa -b 4096 -m PEM`")]
    OpenSsh,
    /// Not RSA.
    #[error("this is no RSA key (elliptic curve or another kind): RS256 needs RSA")]
    NotRsa,
    /// Fewer than 2048 bits.
    #[error("the key has fewer than 2048 bits: make one with 4096")]
    TooSmall,
    /// More bits than the library signs with.
    #[error("the key has more than 8192 bits: make one with 4096")]
    TooLarge,
}

/// A key could not be made.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the system could not make a key")]
pub struct GenerateError;

impl PrivateKey {
    /// Makes a fresh RSA key of 4096 bits.
    ///
    /// # Errors
    ///
    /// The system's randomness is out of order.
    pub fn generate() -> Result<Self, GenerateError> {
        RsaKeyPair::generate(KeySize::Rsa4096).map(Self).map_err(|_| GenerateError)
    }

    /// Reads a key: PKCS#1 or PKCS#8 in PEM, with real newlines or with `\n` written out, or
    /// base64 of such a PEM.
    ///
    /// # Errors
    ///
    /// Each wrong kind of key has an error of its own.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let pem = signing_block(&pem_text(text)?)?;
        refuse_by_kind(&pem)?;
        let pair = if pem.tag() == "RSA PRIVATE KEY" {
            RsaKeyPair::from_der(pem.contents())
        } else {
            refuse_other_algorithms(pem.contents())?;
            RsaKeyPair::from_pkcs8(pem.contents())
        };
        pair.map(Self).map_err(|rejected| meaning(&rejected))
    }

    /// The key's size in bits.
    pub fn bits(&self) -> usize {
        self.0.public_modulus_len() * 8
    }

    /// The public half as a PEM, `-----BEGIN PUBLIC KEY-----`: what `JaaS` wants uploaded.
    ///
    /// # Errors
    ///
    /// The library cannot write the key down, which does not happen with a key that it read.
    pub fn public_pem(&self) -> Result<String, KeyError> {
        Ok(unix_pem("PUBLIC KEY", &self.public_der()?))
    }

    /// The public half as a DER `SubjectPublicKeyInfo`: what `openssl pkey -pubout -outform DER` writes.
    ///
    /// # Errors
    ///
    /// The library cannot write the key down, which does not happen with a key that it read.
    pub fn public_der(&self) -> Result<Vec<u8>, KeyError> {
        let der: PublicKeyX509Der = self.0.public_key().as_der().map_err(|_| KeyError::Damaged)?;
        Ok(der.as_ref().to_vec())
    }

    /// The SHA-256 of the public half's DER in hex digits: says which key it is, and nothing more.
    ///
    /// # Errors
    ///
    /// The library cannot write the key down, which does not happen with a key that it read.
    pub fn fingerprint(&self) -> Result<String, KeyError> {
        Ok(HEXLOWER.encode(digest::digest(&digest::SHA256, &self.public_der()?).as_ref()))
    }

    /// The key as PKCS#1 PEM, `-----BEGIN RSA PRIVATE KEY-----`, wiped when dropped.
    ///
    /// # Errors
    ///
    /// The library cannot write the key down, which does not happen with a key that it read.
    pub fn to_pkcs1_pem(&self) -> Result<Zeroizing<String>, KeyError> {
        let pkcs8: Pkcs8V1Der = self.0.as_der().map_err(|_| KeyError::Damaged)?;
        let info = PrivateKeyInfoRef::try_from(pkcs8.as_ref()).map_err(|_| KeyError::Damaged)?;
        Ok(Zeroizing::new(unix_pem("RSA PRIVATE KEY", info.private_key.as_bytes())))
    }

    /// The pair itself, for the signer.
    pub(super) const fn pair(&self) -> &RsaKeyPair {
        &self.0
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey(RSA, {} bits, redacted)", self.bits())
    }
}

/// The PEM in a text, whatever was done to it on its way through an environment variable.
fn pem_text(text: &str) -> Result<Zeroizing<String>, KeyError> {
    let text = text.trim_start_matches('\u{feff}').trim().trim_matches(['"', '\'']);
    if text.starts_with("ssh-rsa ") {
        return Err(KeyError::PublicKey);
    }
    if text.contains("-----BEGIN") {
        return Ok(Zeroizing::new(text.replace("\\r", "").replace("\\n", "\n")));
    }
    let compact = Zeroizing::new(text.split_whitespace().collect::<String>());
    let bytes = BASE64_STANDARD.decode(compact.as_bytes()).map_err(|_| KeyError::NotPem)?;
    let decoded = String::from_utf8(bytes).map_err(|_| KeyError::NotPem)?;
    if decoded.contains("-----BEGIN") { Ok(Zeroizing::new(decoded)) } else { Err(KeyError::NotPem) }
}

/// The block that matters: `openssl ecparam` writes its parameters before the key.
fn signing_block(text: &str) -> Result<Pem, KeyError> {
    let blocks = pem::parse_many(text).map_err(|_| KeyError::Damaged)?;
    if blocks.iter().filter(|block| block.tag().ends_with("PRIVATE KEY")).count() > 1 {
        return Err(KeyError::Several);
    }
    blocks.into_iter().find(|block| block.tag() != "EC PARAMETERS").ok_or(KeyError::Damaged)
}

fn refuse_by_kind(pem: &Pem) -> Result<(), KeyError> {
    let passphrase = pem.headers().get("Proc-Type").is_some_and(|kind| kind.contains("ENCRYPTED"));
    match pem.tag() {
        _ if passphrase => Err(KeyError::Encrypted),
        "ENCRYPTED PRIVATE KEY" => Err(KeyError::Encrypted),
        "PUBLIC KEY" | "RSA PUBLIC KEY" | "SSH2 PUBLIC KEY" => Err(KeyError::PublicKey),
        "CERTIFICATE" | "CERTIFICATE REQUEST" => Err(KeyError::Certificate),
        "OPENSSH PRIVATE KEY" => Err(KeyError::OpenSsh),
        "RSA PRIVATE KEY" | "PRIVATE KEY" => Ok(()),
        _ => Err(KeyError::NotRsa),
    }
}

fn refuse_other_algorithms(der: &[u8]) -> Result<(), KeyError> {
    let info = PrivateKeyInfoRef::try_from(der).map_err(|_| KeyError::Damaged)?;
    if info.algorithm.oid == RSA_ENCRYPTION { Ok(()) } else { Err(KeyError::NotRsa) }
}

fn meaning(rejected: &KeyRejected) -> KeyError {
    match rejected.to_string().as_str() {
        "TooSmall" => KeyError::TooSmall,
        "TooLarge" => KeyError::TooLarge,
        _ => KeyError::Damaged,
    }
}

fn unix_pem(tag: &str, der: &[u8]) -> String {
    let config = pem::EncodeConfig::new().set_line_ending(pem::LineEnding::LF);
    pem::encode_config(&Pem::new(tag, der), config)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_key_at_all_is_told_apart_from_a_damaged_one() {
        assert_eq!(PrivateKey::parse("").unwrap_err(), KeyError::NotPem);
        assert_eq!(PrivateKey::parse("hunter2").unwrap_err(), KeyError::NotPem);
        assert_eq!(PrivateKey::parse("aGVsbG8=").unwrap_err(), KeyError::NotPem);
        let cut = "-----BEGIN PRIVATE KEY-----\nMIIE\n";
        assert_eq!(PrivateKey::parse(cut).unwrap_err(), KeyError::Damaged);
        let garbled = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----";
        assert_eq!(PrivateKey::parse(garbled).unwrap_err(), KeyError::Damaged);
    }

    #[test]
    fn a_key_shows_nothing_of_itself() {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
        assert_eq!(format!("{:?}", PrivateKey(pair)), "PrivateKey(RSA, 2048 bits, redacted)");
    }

    #[test]
    fn a_key_is_read_back_from_what_was_written() {
        let key = PrivateKey(RsaKeyPair::generate(KeySize::Rsa2048).unwrap());
        let pem = key.to_pkcs1_pem().unwrap();
        assert!(pem.starts_with("-----BEGIN RSA PRIVATE KEY-----\n"));
        let again = PrivateKey::parse(&pem).unwrap();
        assert_eq!(again.public_pem().unwrap(), key.public_pem().unwrap());
    }
}
