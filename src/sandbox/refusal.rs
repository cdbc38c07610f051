//! Why somebody is not let in, in our words and in Jitsi's.

use serde::Serialize;

/// What is wrong with a token. Each is one of the checks that `JaaS` makes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    #[error("the header cannot be read")]
    Header,
    #[error("the header's typ is not JWT in capitals")]
    Type,
    #[error("the header's alg is not RS256")]
    Algorithm,
    #[error("no key was published under the header's kid")]
    Kid,
    #[error("the signature is not by the key that the kid names")]
    Signature,
    #[error("the payload cannot be read")]
    Payload,
    #[error("aud is not the text jitsi")]
    Audience,
    #[error("iss is not the text chat")]
    Issuer,
    #[error("exp is not a number of seconds")]
    Expiry,
    #[error("the token has expired")]
    Expired,
    #[error("nbf is not a number of seconds")]
    NotBefore,
    #[error("the token is not valid yet")]
    TooEarly,
    #[error("there is no context")]
    Context,
    #[error("there are no context.features")]
    Features,
    #[error("{0} is not a feature")]
    Feature(String),
    #[error("{0} is neither true nor false")]
    Value(String),
    #[error("sub is another tenant than the room's")]
    Tenant,
    #[error("room is another room")]
    Room,
    #[error("the token was banned")]
    Banned,
}

impl Refusal {
    /// The key that Jitsi's own validation has for it, where it has one.
    pub(super) const fn key(&self) -> Option<&'static str> {
        match self {
            Self::Header | Self::Type | Self::Algorithm => Some("headerNotFound"),
            Self::Kid => Some("kidNotFound"),
            Self::Payload => Some("payloadNotFound"),
            Self::Audience => Some("audInvalid"),
            Self::Issuer => Some("issInvalid"),
            Self::Expiry => Some("expInvalid"),
            Self::Expired => Some("tokenExpired"),
            Self::NotBefore => Some("nbfInvalid"),
            Self::TooEarly => Some("nbfFuture"),
            Self::Context => Some("contextNotFound"),
            Self::Features => Some("featuresNotFound"),
            Self::Feature(_) => Some("featureInvalid"),
            Self::Value(_) => Some("featureValueInvalid"),
            Self::Signature | Self::Tenant | Self::Room | Self::Banned => None,
        }
    }
}

/// The event `errorOccurred`, as Jitsi fills it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct JitsiError {
    pub(super) name: &'static str,
    pub(super) message: String,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) is_fatal: bool,
    pub(super) details: Details,
}

/// What the sandbox adds, so that a developer sees which check it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Details {
    pub(super) key: Option<&'static str>,
    pub(super) text: String,
}

impl JitsiError {
    /// The meeting has no more seats.
    pub(super) fn full() -> Self {
        Self::conference("conference.max_users", "The meeting is full.", "Room is full")
    }

    /// The sandbox holds as many meetings as it can.
    pub(super) fn busy() -> Self {
        Self {
            name: "connection.serverError",
            message: "The sandbox holds as many meetings as it can.".to_owned(),
            kind: "CONNECTION",
            is_fatal: true,
            details: Details { key: None, text: "Too many rooms".to_owned() },
        }
    }

    /// The login succeeded, the join does not: how Prosody answers a token for another room.
    pub(super) fn not_allowed(reason: &str) -> Self {
        let name = "conference.connectionError.notAllowed";
        Self::conference(name, reason, "Room and token mismatched")
    }

    fn conference(name: &'static str, message: &str, text: &str) -> Self {
        Self {
            name,
            message: message.to_owned(),
            kind: "CONFERENCE",
            is_fatal: true,
            details: Details { key: None, text: text.to_owned() },
        }
    }
}

impl From<Refusal> for JitsiError {
    /// `sub` and `room` are compared at the join, and there a banned one is turned away; everything
    /// else is checked at the login. Jitsi's name for a refused login is `passwordRequired`.
    fn from(refusal: Refusal) -> Self {
        let reason = refusal.to_string();
        match refusal {
            Refusal::Tenant | Refusal::Room => Self::not_allowed(&reason),
            // What Jitsi makes of `forbidden`, with which XMPP turns a banned one away (XEP-0045, 9.1).
            Refusal::Banned => Self::conference("conference.connectionError.accessDenied", &reason, "Banned"),
            refusal => Self {
                name: "connection.passwordRequired",
                message: refusal.key().map_or_else(|| reason.clone(), |key| format!("{key}: {reason}")),
                kind: "CONNECTION",
                is_fatal: true,
                details: Details { key: refusal.key(), text: reason },
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_login_bears_jitsis_own_key() {
        let error = JitsiError::from(Refusal::Expired);
        assert_eq!(
            serde_json::to_value(error).unwrap(),
            serde_json::json!({
                "name": "connection.passwordRequired",
                "message": "tokenExpired: the token has expired",
                "type": "CONNECTION",
                "isFatal": true,
                "details": { "key": "tokenExpired", "text": "the token has expired" },
            })
        );
    }

    #[test]
    fn a_banned_token_is_turned_away_at_the_join() {
        let error = JitsiError::from(Refusal::Banned);
        assert_eq!((error.name, error.kind), ("conference.connectionError.accessDenied", "CONFERENCE"));
    }

    #[test]
    fn another_room_or_tenant_is_refused_at_the_join() {
        for refusal in [Refusal::Room, Refusal::Tenant] {
            let error = JitsiError::from(refusal);
            assert_eq!(error.name, "conference.connectionError.notAllowed");
            assert_eq!(error.kind, "CONFERENCE");
            assert_eq!(error.details.text, "Room and token mismatched");
        }
    }
}
