//! What can go wrong between us and the provider.

use openidconnect::{ClaimsVerificationError, SignatureVerificationError};

/// Why nobody was recognised. The texts are for the log and for `doctor`; they hold no secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OidcError {
    /// The provider does not answer.
    #[error("the provider cannot be reached: {0}")]
    Unreachable(String),
    /// The provider answers, and not as a provider that knows us.
    #[error("the provider cannot be used: {0}")]
    Unusable(String),
    /// The provider does not take the code: it was used before, or is too old, or was never its own.
    #[error("the provider refused the code: {0}")]
    CodeRefused(String),
    /// The provider's answer does not hold.
    #[error("the ID token does not hold: {0}")]
    Untrue(Flaw),
}

/// What does not hold about an ID token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// It answers another question than ours.
    #[error("nonce")]
    Nonce,
    /// It is meant for somebody else.
    #[error("audience")]
    Audience,
    /// It comes from somebody else.
    #[error("issuer")]
    Issuer,
    /// None of the provider's keys signed it.
    #[error("signature")]
    Signature,
    /// It is too old.
    #[error("expiry")]
    Expiry,
    /// Its claims, or those of the userinfo, cannot be read or contradict each other.
    #[error("claims")]
    Claims,
}

impl From<ClaimsVerificationError> for Flaw {
    fn from(error: ClaimsVerificationError) -> Self {
        match error {
            ClaimsVerificationError::InvalidNonce(_) => Self::Nonce,
            ClaimsVerificationError::InvalidAudience(_) => Self::Audience,
            ClaimsVerificationError::InvalidIssuer(_) => Self::Issuer,
            ClaimsVerificationError::Expired(_) => Self::Expiry,
            ClaimsVerificationError::SignatureVerification(_) => Self::Signature,
            _ => Self::Claims,
        }
    }
}

/// Whether newer keys of the provider could make the signature hold.
pub(super) const fn may_be_rotated(error: &ClaimsVerificationError) -> bool {
    matches!(
        error,
        ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey
                | SignatureVerificationError::CryptoError(_)
                | SignatureVerificationError::InvalidKey(_)
                | SignatureVerificationError::AmbiguousKeyId(_)
        )
    )
}
