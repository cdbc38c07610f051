//! The rules that a token can break, with Jitsi's own keys where Jitsi has one.

use serde::{Serialize, Serializer};

/// A rule. The first fourteen are the keys of Jitsi's own validation (jitsi-meet
/// `react/features/base/jwt`), the rest are what its Prosody plugins and `JaaS` hold to as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is its key, and its key is said by `key`")]
pub enum Rule {
    AudInvalid,
    ContextNotFound,
    ExpInvalid,
    FeatureInvalid,
    FeatureValueInvalid,
    FeaturesNotFound,
    HeaderNotFound,
    IssInvalid,
    KidNotFound,
    KidMismatch,
    NbfFuture,
    NbfInvalid,
    PayloadNotFound,
    TokenExpired,
    AlgInvalid,
    KidWithoutKeyId,
    LifetimeTooLong,
    ModeratorInvalid,
    RoomEncoded,
    RoomInvalid,
    RoomOtherTenant,
    RoomQualified,
    RoomRegex,
    RoomStripped,
    RoomWildcard,
    SignatureInvalid,
    SignatureMissing,
    SubInvalid,
    TypInvalid,
    UserInvalid,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// Jitsi refuses the token, or reads it otherwise than it was meant.
    Broken,
    /// Jitsi may take it, and yet it is unwise, or not taken everywhere.
    Caution,
}

impl Rule {
    /// Every rule, Jitsi's own first.
    pub const ALL: [Self; 30] = [
        Self::AudInvalid,
        Self::ContextNotFound,
        Self::ExpInvalid,
        Self::FeatureInvalid,
        Self::FeatureValueInvalid,
        Self::FeaturesNotFound,
        Self::HeaderNotFound,
        Self::IssInvalid,
        Self::KidNotFound,
        Self::KidMismatch,
        Self::NbfFuture,
        Self::NbfInvalid,
        Self::PayloadNotFound,
        Self::TokenExpired,
        Self::AlgInvalid,
        Self::KidWithoutKeyId,
        Self::LifetimeTooLong,
        Self::ModeratorInvalid,
        Self::RoomEncoded,
        Self::RoomInvalid,
        Self::RoomOtherTenant,
        Self::RoomQualified,
        Self::RoomRegex,
        Self::RoomStripped,
        Self::RoomWildcard,
        Self::SignatureInvalid,
        Self::SignatureMissing,
        Self::SubInvalid,
        Self::TypInvalid,
        Self::UserInvalid,
    ];

    /// The rule's key: Jitsi's, or ours in the same style.
    pub const fn key(self) -> &'static str {
        match self {
            Self::AudInvalid => "audInvalid",
            Self::ContextNotFound => "contextNotFound",
            Self::ExpInvalid => "expInvalid",
            Self::FeatureInvalid => "featureInvalid",
            Self::FeatureValueInvalid => "featureValueInvalid",
            Self::FeaturesNotFound => "featuresNotFound",
            Self::HeaderNotFound => "headerNotFound",
            Self::IssInvalid => "issInvalid",
            Self::KidNotFound => "kidNotFound",
            Self::KidMismatch => "kidMismatch",
            Self::NbfFuture => "nbfFuture",
            Self::NbfInvalid => "nbfInvalid",
            Self::PayloadNotFound => "payloadNotFound",
            Self::TokenExpired => "tokenExpired",
            Self::AlgInvalid => "algInvalid",
            Self::KidWithoutKeyId => "kidWithoutKeyId",
            Self::LifetimeTooLong => "lifetimeTooLong",
            Self::ModeratorInvalid => "moderatorInvalid",
            Self::RoomEncoded => "roomEncoded",
            Self::RoomInvalid => "roomInvalid",
            Self::RoomOtherTenant => "roomOtherTenant",
            Self::RoomQualified => "roomQualified",
            Self::RoomRegex => "roomRegex",
            Self::RoomStripped => "roomStripped",
            Self::RoomWildcard => "roomWildcard",
            Self::SignatureInvalid => "signatureInvalid",
            Self::SignatureMissing => "signatureMissing",
            Self::SubInvalid => "subInvalid",
            Self::TypInvalid => "typInvalid",
            Self::UserInvalid => "userInvalid",
        }
    }

    /// How much it matters that it is broken.
    pub const fn grade(self) -> Grade {
        match self {
            Self::KidWithoutKeyId
            | Self::LifetimeTooLong
            | Self::RoomEncoded
            | Self::RoomQualified
            | Self::RoomRegex
            | Self::RoomWildcard
            | Self::UserInvalid => Grade::Caution,
            _ => Grade::Broken,
        }
    }

    pub(super) fn broken(self, words: impl Into<String>) -> Finding {
        Finding { rule: self, grade: self.grade(), words: words.into() }
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

/// A rule that the token breaks, and what that means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Which.
    pub rule: Rule,
    /// How much it matters.
    pub grade: Grade,
    /// What happens, then what to do.
    pub words: String,
}
