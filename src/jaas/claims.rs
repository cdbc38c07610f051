//! What a token says, field for field as the setup guide and 8x8's documentation have it.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::{AppId, Feature};

/// How long before its issue a token is valid, so that a clock that runs behind does not refuse
/// it. Jitsi's Prosody plugins grant no leeway of their own.
const BACKDATED_SECONDS: i64 = 60;

/// The payload of a token. Serialised in this order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Claims {
    /// `jitsi` on `JaaS`, the app id on a self-hosted Jitsi.
    pub aud: String,
    /// `chat` on `JaaS`, the app id on a self-hosted Jitsi.
    pub iss: String,
    /// The tenant on `JaaS`, the domain on a self-hosted Jitsi.
    pub sub: String,
    /// The one room that the token opens.
    pub room: String,
    /// When it stops opening it, in seconds since 1970. It gates joining alone: Jitsi does not
    /// end a meeting when a token expires.
    pub exp: i64,
    /// From when on it opens it.
    pub nbf: i64,
    /// When it was issued.
    pub iat: i64,
    /// The token's own id, the same as its grant's.
    pub jti: String,
    /// Who bears it and what they may do.
    pub context: Context,
}

/// How long a token for commands lives. It can end every meeting of the account, so it lives no
/// longer than one call may take with clocks that do not agree.
const ADMIN_SECONDS: i64 = 60;

/// The payload of a token for commands to running meetings: of the whole tenant, not of one room.
/// It is for `JaaS`'s own servers alone and never leaves this one for anybody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AdminClaims {
    aud: &'static str,
    iss: &'static str,
    admin: bool,
    sub: String,
    exp: i64,
    nbf: i64,
}

impl AdminClaims {
    /// For one call to `JaaS` on behalf of this app's tenant, made at `now`.
    pub fn new(app_id: &AppId, now: i64) -> Self {
        let Validity { nbf, exp, .. } = Validity::lasting(ADMIN_SECONDS, now);
        Self { aud: "jitsi", iss: "chat", admin: true, sub: app_id.tenant(), exp, nbf }
    }
}

/// A token's `context`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Context {
    /// Who bears the token.
    pub user: User,
    /// What they may use. Jitsi refuses a token without this object (`featuresNotFound`).
    pub features: Features,
}

/// A token's `context.user`. Absent fields are absent, never empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct User {
    /// Stable for one person in one session.
    pub id: String,
    /// The name that others see.
    pub name: String,
    /// The person's e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// A public URL of the person's picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar: Option<String>,
    /// Whether the meeting makes them a moderator; a string in the token.
    #[serde(serialize_with = "as_string")]
    pub moderator: bool,
}

/// A token's `context.features`: yes or no to each feature, as strings.
///
/// The guide's three are always answered, so that a feature that nobody asked for is a plain no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Features(BTreeMap<Feature, bool>);

impl Features {
    /// Yes to those of `granted` that are `true`, no to the rest.
    pub fn new(granted: impl IntoIterator<Item = (Feature, bool)>) -> Self {
        let mut features: BTreeMap<_, _> = Feature::GUIDE.map(|feature| (feature, false)).into();
        features.extend(granted);
        Self(features)
    }

    /// The features that are granted.
    pub fn granted(&self) -> impl Iterator<Item = Feature> {
        self.0.iter().filter(|(_, yes)| **yes).map(|(feature, _)| *feature)
    }
}

impl Serialize for Features {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(feature, yes)| (feature.as_str(), word(*yes))))
    }
}

const fn word(yes: bool) -> &'static str {
    if yes { "true" } else { "false" }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn as_string<S: Serializer>(yes: &bool, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(word(*yes))
}

/// From when to when a token is valid, in seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    /// When it was issued.
    pub iat: i64,
    /// From when on it opens its room.
    pub nbf: i64,
    /// When it stops opening it.
    pub exp: i64,
}

impl Validity {
    /// Valid for `seconds` from `now` on, and a minute before.
    pub const fn lasting(seconds: i64, now: i64) -> Self {
        Self { iat: now, nbf: now - BACKDATED_SECONDS, exp: now + seconds }
    }
}
