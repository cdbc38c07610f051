//! What crosses the network between the browser, other backends and the server.
//!
//! Plain data with the names of the HTTP API. Rules about it live in `service`.

use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
pub use crate::jaas::Feature;
pub use crate::jaas::{Role, RoomClaim, SessionType};

/// How much of a reason is shown, in characters.
const LONGEST_REASON: usize = 200;

/// The body of every refusal: a sentence for a person and a code for a machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
#[error("{error}")]
pub struct ApiError {
    /// What happened and what to do next, for a person.
    #[cfg_attr(feature = "ssr", schema(example = "userName: it is empty."))]
    pub error: String,
    /// What happened, for a machine.
    pub code: ErrorCode,
    /// Seconds to wait before the next try; the same as the `Retry-After` header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ssr", schema(nullable = false, minimum = 1))]
    pub retry_after: Option<u32>,
}

impl ApiError {
    /// A refusal that says nothing of when to come again.
    pub fn new(code: ErrorCode, sentence: impl Into<String>) -> Self {
        Self { error: sentence.into(), code, retry_after: None }
    }

    /// The same, with the seconds until the next try.
    #[must_use]
    pub fn after(self, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }

    /// A body that can be read and has the wrong shape. The reason is serde's, but for the wrong value:
    /// who takes one field for another may have sent a secret, and it need not come back.
    pub fn misfit(reason: &str) -> Self {
        let reason = &without_value(reason.rsplit_once(" at line ").map_or(reason, |(reason, _)| reason));
        let shown: String = reason.chars().filter(|c| !c.is_control()).take(LONGEST_REASON).collect();
        let end = if shown.len() < reason.len() { "…" } else { "" };
        Self::new(ErrorCode::InvalidRequest, format!("The body does not fit: {shown}{end}."))
    }

    /// Our fault; what it was is for the log alone.
    pub fn internal() -> Self {
        Self::new(ErrorCode::Internal, "Something went wrong on our side. Try again in a moment.")
    }
}

/// `field: invalid type: string "x", expected a boolean` without what was sent.
fn without_value(reason: &str) -> String {
    let found = ["invalid type: ", "invalid value: ", "invalid length ", "unknown variant ", "unknown field "];
    let found = found.into_iter().find_map(|words| {
        let (field, _) = reason.split_once(words)?;
        let (_, expected) = reason.rsplit_once("expected ")?;
        Some([field, "expected ", expected].concat())
    });
    found.unwrap_or_else(|| reason.to_owned())
}

/// Every code that a refusal can bear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// 400: the request cannot be read.
    InvalidRequest,
    /// 401: no credentials, or wrong ones.
    Unauthenticated,
    /// 403: known, but not allowed.
    Forbidden,
    /// 403: the API key may not do this.
    MissingScope,
    /// 404: there is no such thing.
    NotFound,
    /// 405: the address exists, the method does not.
    MethodNotAllowed,
    /// 409: the session's door opens later.
    SessionNotOpen,
    /// 409: guests wait until a host is in.
    WaitingForHost,
    /// 409: the host lets guests in one by one, and has not let in this one yet.
    WaitingToBeLetIn,
    /// 409: as many people as the session takes are in.
    SessionFull,
    /// 409: somebody else changed the same thing meanwhile.
    ChangedMeanwhile,
    /// 403: the host did not let this guest in, or removed them.
    KeptOut,
    /// 410: the invite was withdrawn.
    InviteRevoked,
    /// 410: the invite lets nobody in any more.
    InviteExpired,
    /// 410: the invite has let in as many as it may.
    InviteUsedUp,
    /// 410: the session is over.
    SessionEnded,
    /// 410: the session was called off.
    SessionCancelled,
    /// 413: the body is too large.
    PayloadTooLarge,
    /// 415: the body is not JSON.
    UnsupportedMediaType,
    /// 422: readable, but against the rules.
    OutOfPolicy,
    /// 429: too many requests.
    RateLimited,
    /// 400 to 503: somebody could not be signed in; the sentence says why.
    SignInFailed,
    /// 500: our fault.
    Internal,
    /// 503: this deployment signs no tokens.
    NotConfigured,
    /// 503: too much to do at the moment.
    Overloaded,
    /// 503: the database does not answer.
    NotReady,
}

impl ErrorCode {
    /// Every code.
    pub const ALL: [Self; 26] = [
        Self::InvalidRequest,
        Self::Unauthenticated,
        Self::Forbidden,
        Self::MissingScope,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::SessionNotOpen,
        Self::WaitingForHost,
        Self::WaitingToBeLetIn,
        Self::SessionFull,
        Self::ChangedMeanwhile,
        Self::KeptOut,
        Self::InviteRevoked,
        Self::InviteExpired,
        Self::InviteUsedUp,
        Self::SessionEnded,
        Self::SessionCancelled,
        Self::PayloadTooLarge,
        Self::UnsupportedMediaType,
        Self::OutOfPolicy,
        Self::RateLimited,
        Self::SignInFailed,
        Self::Internal,
        Self::NotConfigured,
        Self::Overloaded,
        Self::NotReady,
    ];

    /// The code as it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden => "forbidden",
            Self::MissingScope => "missing_scope",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::SessionNotOpen => "session_not_open",
            Self::WaitingForHost => "waiting_for_host",
            Self::WaitingToBeLetIn => "waiting_to_be_let_in",
            Self::SessionFull => "session_full",
            Self::ChangedMeanwhile => "changed_meanwhile",
            Self::KeptOut => "kept_out",
            Self::InviteRevoked => "invite_revoked",
            Self::InviteExpired => "invite_expired",
            Self::InviteUsedUp => "invite_used_up",
            Self::SessionEnded => "session_ended",
            Self::SessionCancelled => "session_cancelled",
            Self::PayloadTooLarge => "payload_too_large",
            Self::UnsupportedMediaType => "unsupported_media_type",
            Self::OutOfPolicy => "out_of_policy",
            Self::RateLimited => "rate_limited",
            Self::SignInFailed => "sign_in_failed",
            Self::Internal => "internal",
            Self::NotConfigured => "not_configured",
            Self::Overloaded => "overloaded",
            Self::NotReady => "not_ready",
        }
    }
}

/// Where a meeting happens: all that the script and the IFrame API need to know before a token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MeetingPlace {
    /// The IFrame API's first argument, such as `8x8.vc`.
    pub domain: String,
    /// Where `external_api.js` is; an absolute URL, or a path of our own in the sandbox.
    pub script_url: String,
    /// The IFrame API's `roomName`: `{tenant}/{room}`, or the bare room where there is no tenant.
    pub room_name: String,
}

/// By what right somebody is on a meeting page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", tag = "by")]
pub enum Door {
    /// A guest's link: the secret of its address.
    Invite {
        /// The secret after `/j/`.
        #[cfg_attr(feature = "ssr", schema(example = "FouP_NyJq-qkin47vIJ1Bw"))]
        secret: String,
    },
    /// A host's session page: the right is in a cookie, the page only says which session.
    Host {
        /// The session's id.
        #[serde(rename = "sessionId")]
        session_id: String,
    },
}

/// The answer to a page that asks for its way into the meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct MeetingToken {
    /// The JWT; null where the deployment wants none.
    #[cfg_attr(feature = "ssr", schema(required))]
    pub token: Option<String>,
    /// When the token expires, in seconds since 1970.
    #[cfg_attr(feature = "ssr", schema(required))]
    pub expires_at: Option<i64>,
    /// In how many seconds that is, for browsers whose clock is off.
    #[cfg_attr(feature = "ssr", schema(required))]
    pub expires_in: Option<u32>,
    /// The form of the token's room claim.
    pub room_claim: RoomClaim,
    /// Whether the server would like to hear that this form got the participant in.
    pub report_join: bool,
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_reason_names_the_field_and_repeats_no_value() {
        let table = [
            ("a: invalid type: string \"hunter2\", expected a boolean", "a: expected a boolean"),
            ("a: invalid type: string \"x, expected y\", expected a boolean", "a: expected a boolean"),
            ("a: invalid type: string \"x at line 9\", expected a boolean at line 1 column 2", "a: expected a boolean"),
            ("missing field `a` at line 1 column 2", "missing field `a`"),
            ("role: expected `host` or `guest`", "role: expected `host` or `guest`"),
        ];
        for (reason, shown) in table {
            assert_eq!(ApiError::misfit(reason).error, format!("The body does not fit: {shown}."));
        }
        assert!(ApiError::misfit(&"a".repeat(9000)).error.len() < 400);
    }

    #[test]
    fn a_code_is_written_as_it_says() {
        for code in ErrorCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
    }
}
