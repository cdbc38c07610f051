//! The sentences about what a token allows, safe to print: what stands in a token is anybody's text.

use std::fmt::Write as _;

use serde_json::Value;
use time::{OffsetDateTime, macros::format_description};

use super::{
    Kind, Saying, Verdict,
    context::granted,
    parts::{Object, Parts, yes_or_no},
    room::{Claimed, claimed},
    times::seconds,
};

/// The longest text of a token that is shown, in characters.
const MOST_SHOWN: usize = 80;

/// What the token says, one topic at a time.
pub(super) fn says(parts: &Parts, kind: Kind, now: i64, verdict: Option<Verdict>) -> Vec<Saying> {
    let mut says = vec![Saying { topic: "token", words: token(parts, kind) }];
    if let Some(payload) = &parts.payload {
        says.extend([
            Saying { topic: "who", words: who(payload) },
            Saying { topic: "role", words: role(payload, kind) },
            Saying { topic: "room", words: room(payload) },
            Saying { topic: "features", words: features(payload) },
            Saying { topic: "from", words: time(payload, "nbf", now, "any time: there is no `nbf`") },
            Saying { topic: "until", words: time(payload, "exp", now, "no end: there is no `exp`") },
        ]);
    }
    says.push(Saying { topic: "signature", words: signature(verdict).to_owned() });
    says
}

/// What nobody can tell from a token alone.
pub(super) fn open(kind: Kind, verdict: Option<Verdict>) -> Vec<&'static str> {
    let mut open = match kind {
        Kind::Jaas => vec!["whether a key is uploaded in the JaaS console under this `kid`"],
        Kind::SelfHosted => vec![
            "whether `iss` and `aud` are what this Jitsi accepts (usually both its app id)",
            "whether `sub` is its domain, and whether it makes moderators of tokens",
        ],
    };
    if verdict.is_none() {
        open.push("whether the signature holds: give the key's public half with --public-key");
    }
    open
}

fn token(parts: &Parts, kind: Kind) -> String {
    let name = |text: Option<&str>| text.map_or_else(|| "nobody named".to_owned(), shown);
    let mut words = match kind {
        Kind::Jaas => format!("for JaaS, tenant {}", name(parts.payload_text("sub"))),
        Kind::SelfHosted => format!(
            "for a Jitsi of one's own, app id {}, domain {}",
            name(parts.payload_text("iss")),
            name(parts.payload_text("sub"))
        ),
    };
    if let Some(kid) = parts.header_text("kid") {
        let _ = write!(words, "; signed by the key {}", shown(kid));
    }
    words
}

fn user<'a>(payload: &'a Object, name: &str) -> Option<&'a Value> {
    payload.get("context")?.get("user")?.get(name)
}

fn who(payload: &Object) -> String {
    let text = |name| user(payload, name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(shown);
    let name = text("name").unwrap_or_else(|| "somebody without a name".to_owned());
    let rest: Vec<_> = [("id", text("id")), ("e-mail", text("email")), ("picture", text("avatar"))]
        .into_iter()
        .filter_map(|(what, found)| found.map(|found| format!("{what} {found}")))
        .collect();
    if rest.is_empty() { name } else { format!("{name} ({})", rest.join(", ")) }
}

fn role(payload: &Object, kind: Kind) -> String {
    match (user(payload, "moderator").map(yes_or_no), kind) {
        (Some(Some(true)), _) => "moderator".to_owned(),
        (Some(_), _) | (None, Kind::Jaas) => "guest".to_owned(),
        (None, Kind::SelfHosted) => "as that Jitsi decides: the token does not say".to_owned(),
    }
}

fn room(payload: &Object) -> String {
    match claimed(payload) {
        Claimed::Nothing => "none".to_owned(),
        Claimed::Every => "every room".to_owned(),
        Claimed::Pattern(pattern) => format!("every room that matches the pattern {}", shown(pattern)),
        Claimed::One { tenant: None, name } => shown(name),
        Claimed::One { tenant: Some(tenant), name } => format!("{}, with {} before it", shown(name), shown(tenant)),
    }
}

fn features(payload: &Object) -> String {
    let names: Vec<_> = granted(payload).into_iter().map(shown).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

fn time(payload: &Object, name: &str, now: i64, absent: &str) -> String {
    match (seconds(payload, name), payload.get(name)) {
        (Some(at), _) => moment(at, now),
        (None, None) => absent.to_owned(),
        (None, Some(_)) => format!("unreadable: `{name}` is no number"),
    }
}

const fn signature(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        None => "not checked",
        Some(Verdict::Holds) => "holds: it is by this key",
        Some(Verdict::Broken) => "does not hold",
        Some(Verdict::OtherAlgorithm) => "cannot be by this key",
    }
}

/// A time in UTC, and how far it is from now.
pub(super) fn moment(at: i64, now: i64) -> String {
    let format = format_description!("[year]-[month]-[day] [hour]:[minute]:[second] UTC");
    let utc = OffsetDateTime::from_unix_timestamp(at).ok().and_then(|time| time.format(&format).ok());
    let utc = utc.unwrap_or_else(|| "a time that no calendar has".to_owned());
    format!("{utc} ({})", relative(at.saturating_sub(now)))
}

fn relative(seconds: i64) -> String {
    let (count, unit) = match seconds.unsigned_abs() {
        0 => return "now".to_owned(),
        count @ ..90 => (count, "second"),
        count @ ..5_400 => (count / 60, "minute"),
        count @ ..129_600 => (count / 3_600, "hour"),
        count => (count / 86_400, "day"),
    };
    let plural = if count == 1 { "" } else { "s" };
    if seconds > 0 { format!("in {count} {unit}{plural}") } else { format!("{count} {unit}{plural} ago") }
}

/// What a claim is, as it may stand after "is".
pub(super) fn claim(value: Option<&Value>) -> String {
    match value {
        None => "missing".to_owned(),
        Some(Value::String(text)) if text.is_empty() => "empty".to_owned(),
        Some(Value::String(text)) => format!("the text {}", shown(text)),
        Some(Value::Number(number)) => format!("the number {}", shown(&number.to_string())),
        Some(Value::Bool(yes)) => yes.to_string(),
        Some(Value::Null) => "null".to_owned(),
        Some(Value::Array(_)) => "a list".to_owned(),
        Some(Value::Object(_)) => "an object".to_owned(),
    }
}

/// A text of the token in backticks: cut to a sane length, with nothing in it that a terminal obeys.
pub(super) fn shown(text: &str) -> String {
    let mut shown = String::from("`");
    for c in text.chars().take(MOST_SHOWN) {
        match c {
            '\'' | '"' | '\\' => shown.push(c),
            '`' => shown.push('\''),
            other => shown.extend(other.escape_debug()),
        }
    }
    if text.chars().nth(MOST_SHOWN).is_some() {
        shown.push('…');
    }
    shown.push('`');
    shown
}
