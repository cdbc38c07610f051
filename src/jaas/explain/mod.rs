//! What a token says, in words, and which of Jitsi's rules it breaks. By any issuer; pure.
//!
//! | file | owns |
//! | --- | --- |
//! | `parts` | taking a token apart, whatever is wrong with it |
//! | `rule` | the rules, their keys, and what breaks one |
//! | `origin` | `alg`, `typ`, `kid`, `aud`, `iss`, `sub`: who signed it, for whom |
//! | `times` | `exp` and `nbf` |
//! | `room` | the room claim |
//! | `context` | the person and the features |
//! | `words` | the sentences about what it allows |
//!
//! Time is an argument. What is printed, and with which exit code, is `cli`'s business.

mod context;
mod origin;
mod parts;
mod room;
mod rule;
#[cfg(test)]
mod tests;
mod times;
mod words;

use serde::Serialize;

use self::parts::Parts;
use super::{Verdict, Verifier};

pub use parts::yes_or_no;
pub use rule::{Finding, Grade, Rule};

/// What a token is, says and breaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// By whose rules it was judged.
    pub judged_as: Kind,
    /// What it says, one topic at a time.
    pub says: Vec<Saying>,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    /// What nobody can tell from the token alone.
    pub open: Vec<&'static str>,
}

/// One thing that a token says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Saying {
    /// What it is about.
    pub topic: &'static str,
    /// What it says.
    pub words: String,
}

/// Whose rules hold for a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Jitsi as a Service.
    Jaas,
    /// A Jitsi of one's own.
    SelfHosted,
}

/// A text that is no token at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAToken {
    /// Not three parts.
    #[error("this is no token: a token is three parts of letters, digits, `-` and `_` with dots between them")]
    Parts,
    /// Three parts, and in none of them a JSON object.
    #[error("this is no token: neither its header nor its payload is a JSON object in base64url")]
    Unreadable,
}

impl Explanation {
    /// Whether the token breaks a rule. What is merely unwise does not count.
    pub fn breaks_a_rule(&self) -> bool {
        self.findings.iter().any(|finding| finding.grade == Grade::Broken)
    }
}

/// Explains a token, at `now` in seconds since 1970. With a key, its signature is checked too.
///
/// # Errors
///
/// A text that is no token at all. Everything else is a finding.
pub fn explain(text: &str, now: i64, key: Option<&Verifier>) -> Result<Explanation, NotAToken> {
    let text = text.trim();
    let parts = Parts::of(text)?;
    let kind = origin::kind(&parts);
    let mut findings = Vec::new();
    parts.judge(&mut findings);
    let verdict = key.map(|key| key.check(text));
    origin::judge(&parts, kind, verdict, &mut findings);
    if let Some(payload) = &parts.payload {
        times::judge(payload, now, &mut findings);
        room::judge(payload, kind, &mut findings);
        context::judge(payload, kind, &mut findings);
    }
    let says = words::says(&parts, kind, now, verdict);
    Ok(Explanation { judged_as: kind, says, findings, open: words::open(kind, verdict) })
}
