//! From when until when: `exp` and `nbf`. Jitsi has no leeway.

use serde_json::Value;

use super::{
    Finding, Rule,
    parts::Object,
    words::{claim, moment},
};

/// The longest lifetime that raises no eyebrow, in seconds: a day.
const LONG: i64 = 86_400;
/// Seconds since 1970 reach this in the year 5138; milliseconds reached it in 1973.
const LIKELY_MILLISECONDS: i64 = 100_000_000_000;

/// Judges the times of a payload.
pub(super) fn judge(payload: &Object, now: i64, findings: &mut Vec<Finding>) {
    let exp = seconds(payload, "exp");
    match (exp, payload.get("exp")) {
        (Some(exp), _) if exp <= now => findings.push(Rule::TokenExpired.broken(format!(
            "It expired at {}: nobody comes in with it any more. Ask for a new one.",
            moment(exp, now)
        ))),
        (Some(_), _) => {}
        (None, None) => findings.push(Rule::ExpInvalid.broken(
            "There is no `exp`: some deployments would let such a token in for ever, others refuse it. Set it to a time soon after the issue.",
        )),
        (None, other) => findings.push(Rule::ExpInvalid.broken(not_seconds("exp", other))),
    }
    let nbf = seconds(payload, "nbf");
    match (nbf, payload.get("nbf")) {
        (Some(nbf), _) if nbf > now => findings.push(Rule::NbfFuture.broken(format!(
            "It is valid from {} only, and Jitsi has no leeway. Set `nbf` a minute before the issue, and check the issuer's clock.",
            moment(nbf, now)
        ))),
        (None, Some(other)) => findings.push(Rule::NbfInvalid.broken(not_seconds("nbf", Some(other)))),
        _ => {}
    }
    findings.extend(exp.and_then(|exp| lifetime(exp, start(payload, now))));
}

fn lifetime(exp: i64, start: i64) -> Option<Finding> {
    let words = if exp > LIKELY_MILLISECONDS {
        "`exp` is thousands of years away: it seems to be in milliseconds. Jitsi reads seconds."
    } else if exp.saturating_sub(start) > LONG {
        "It is valid for more than a day, and nobody can take it back. An hour is enough: it gates joining alone, a meeting goes on."
    } else {
        return None;
    };
    Some(Rule::LifetimeTooLong.broken(words))
}

/// When the lifetime begins: the later of the issue and `nbf`, which is often backdated.
fn start(payload: &Object, now: i64) -> i64 {
    seconds(payload, "iat").into_iter().chain(seconds(payload, "nbf")).max().unwrap_or(now)
}

fn not_seconds(name: &str, found: Option<&Value>) -> String {
    format!("`{name}` is {}: Jitsi takes a number of seconds since 1970, without quotes.", claim(found))
}

/// A claim that is a number, in whole seconds.
#[expect(clippy::cast_possible_truncation, reason = "what is out of range is as far away as can be said")]
pub(super) fn seconds(payload: &Object, name: &str) -> Option<i64> {
    let number = payload.get(name)?.as_number()?;
    number.as_i64().or_else(|| number.as_f64().map(|seconds| seconds.floor() as i64))
}
