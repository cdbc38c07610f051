//! Reading what a token endpoint answered: a token, a wait, or a no.

use super::{TokenFailure, Value};
use crate::wire::{MeetingToken, RoomClaim};

/// An answer over HTTP, as a browser got it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The status; 0 where the network failed.
    pub status: u16,
    /// The header `Retry-After`.
    pub retry_after: Option<String>,
    /// The body; `Null` where it was no JSON.
    pub body: Value,
}

impl Answer {
    /// The token in it.
    ///
    /// # Errors
    ///
    /// A proxy's 429 or 502 has no body of ours, so the status says what kind of failure it is, and
    /// the body only in which words. A 200 without a token is some network's own login page.
    pub fn token(&self) -> Result<MeetingToken, TokenFailure> {
        match self.status {
            200..=299 => self.read().ok_or(TokenFailure::Unreachable),
            429 => Err(TokenFailure::Busy { rate_limited: true, retry_after_seconds: self.wait() }),
            // Here a wait would help nobody: the server has no key.
            503 if self.body.get("code").as_str() == Some("not_configured") => Err(self.refused()),
            502..=504 => Err(TokenFailure::Busy { rate_limited: false, retry_after_seconds: self.wait() }),
            400.. => Err(self.refused()),
            _ => Err(TokenFailure::Unreachable),
        }
    }

    fn read(&self) -> Option<MeetingToken> {
        let body = &self.body;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a float that does not fit is clamped"
        )]
        let seconds = |key| body.get(key).as_f64().map(|number| number as u32);
        #[expect(clippy::cast_possible_truncation, reason = "a float that does not fit is clamped")]
        let expires_at = body.get("expiresAt").as_f64().map(|number| number as i64);
        Some(MeetingToken {
            token: body.get("token").as_str().map(str::to_owned),
            expires_at,
            expires_in: seconds("expiresIn"),
            room_claim: RoomClaim::parse(body.get("roomClaim").as_str()?)?,
            report_join: body.is("reportJoin"),
        })
    }

    /// `Retry-After` in seconds. Its other form, a date (RFC 9110, 10.2.3), is as good as none: the
    /// backoff holds then.
    fn wait(&self) -> Option<u32> {
        self.retry_after.as_deref()?.trim().parse().ok()
    }

    /// In the server's words, else by the key of ours.
    fn refused(&self) -> TokenFailure {
        let ours = self.body.get("error").as_str();
        let sentence = ours.unwrap_or(match self.status {
            401 | 403 => "server-refused",
            404 => "server-nothing",
            500.. => "server-fault",
            _ => "server-unread",
        });
        TokenFailure::Refused(sentence.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answer(status: u16, retry_after: Option<&str>, body: serde_json::Value) -> Answer {
        Answer { status, retry_after: retry_after.map(str::to_owned), body: body.into() }
    }

    #[test]
    fn a_token_is_read_as_the_server_writes_it() {
        let token = MeetingToken {
            token: Some("j".to_owned()),
            expires_at: Some(1_800_000_000),
            expires_in: Some(3600),
            room_claim: RoomClaim::Name,
            report_join: true,
        };
        assert_eq!(answer(200, None, serde_json::to_value(&token).unwrap()).token(), Ok(token));
        let none = MeetingToken {
            token: None,
            expires_at: None,
            expires_in: None,
            room_claim: RoomClaim::Qualified,
            report_join: false,
        };
        assert_eq!(answer(200, None, serde_json::to_value(&none).unwrap()).token(), Ok(none));
    }

    #[test]
    fn only_what_may_pass_is_tried_again() {
        let busy = |rate_limited, retry_after_seconds| Err(TokenFailure::Busy { rate_limited, retry_after_seconds });
        let html = || json!(null);
        for (name, answer, expected) in [
            ("the network failed", answer(0, None, html()), Err(TokenFailure::Unreachable)),
            ("a login page", answer(200, None, html()), Err(TokenFailure::Unreachable)),
            ("a proxy's 429", answer(429, Some(" 8 "), html()), busy(true, Some(8))),
            ("a date as Retry-After", answer(429, Some("Fri, 31 Dec 1999 23:59:59 GMT"), html()), busy(true, None)),
            ("a proxy's 502", answer(502, None, html()), busy(false, None)),
            ("ours, overloaded", answer(503, Some("1"), json!({ "code": "overloaded" })), busy(false, Some(1))),
            ("a proxy's 504", answer(504, Some("-1"), html()), busy(false, None)),
        ] {
            assert_eq!(answer.token(), expected, "{name}");
        }
    }

    #[test]
    fn a_final_no_is_said_in_the_servers_words() {
        let refused = |sentence: &str| Err(TokenFailure::Refused(sentence.to_owned()));
        let ours = json!({ "error": "This session has ended.", "code": "session_ended" });
        assert_eq!(answer(410, None, ours).token(), refused("This session has ended."));
        let unset = json!({ "error": "No key.", "code": "not_configured" });
        assert_eq!(answer(503, None, unset).token(), refused("No key."));
        for (status, sentence) in
            [(403, "server-refused"), (404, "server-nothing"), (413, "server-unread"), (500, "server-fault")]
        {
            assert_eq!(answer(status, None, json!(null)).token(), refused(sentence), "{status}");
        }
    }
}
