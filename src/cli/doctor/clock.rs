//! Our clock against that of the meeting's domain. Jitsi grants a token no leeway.

use reqwest::{
    Method,
    header::{AGE, DATE, HeaderMap},
};
use time::{PrimitiveDateTime, macros::format_description};
use url::Url;

use crate::{
    checks::{Check, Topic},
    cli::client::{self, Unanswered},
    clock::World,
};

/// From here on it is worth a look, in seconds.
const WORRYING: i64 = 30;
/// From here on tokens are refused: they are backdated by a minute.
const TOO_FAR: i64 = 60;

/// Compares the clocks by the `Date` of an answer.
pub(super) async fn check(url: &Url, world: &dyn World) -> Check {
    let before = world.now_ms();
    let answer = match client::ask(Method::HEAD, url).await {
        Ok(answer) => answer,
        Err(error) => return unanswered(&error),
    };
    // The answer was dated somewhere between question and answer, and rounded down to a second.
    let here = before.midpoint(world.now_ms());
    match date(&answer.headers) {
        Some(there) => judged((there * 1000 + 500 - here) / 1000),
        None => Check::skipped(
            Topic::Clock,
            "The meeting's domain does not say its time. Check that this machine's is set by NTP.",
        ),
    }
}

fn unanswered(error: &Unanswered) -> Check {
    Check::skipped(
        Topic::Clock,
        format!("The meeting's domain does not answer ({error}), so the clocks cannot be compared."),
    )
}

/// The time of an answer, in seconds since 1970, corrected where a cache kept it for a while.
fn date(headers: &HeaderMap) -> Option<i64> {
    let format =
        format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let date = PrimitiveDateTime::parse(text(DATE)?, &format).ok()?.assume_utc().unix_timestamp();
    let age: i64 = text(AGE).and_then(|age| age.parse().ok()).unwrap_or_default();
    date.checked_add(age)
}

/// `ahead`: how far their clock is ahead of ours, in seconds.
fn judged(ahead: i64) -> Check {
    let ours = if ahead > 0 { "behind" } else { "ahead of" };
    let distance = ahead.abs();
    let advice = format!(
        "This machine's clock is {distance} seconds {ours} the meeting domain's, and Jitsi grants a token no leeway. Set the clock by NTP."
    );
    if distance > TOO_FAR {
        Check::fail(Topic::Clock, advice)
    } else if distance > WORRYING {
        Check::warn(Topic::Clock, advice)
    } else {
        Check::ok(Topic::Clock, format!("This machine's clock and the meeting domain's agree to {distance} seconds."))
    }
}
