//! The meeting's script: what every page with a meeting loads first.

use reqwest::{Method, header::CONTENT_TYPE};
use url::Url;

use crate::{
    checks::{Check, Topic},
    cli::client::{self, Answer, Unanswered},
};

/// What the script defines.
const DEFINES: &str = "JitsiMeetExternalAPI";

/// Fetches the script. In the sandbox it is our own server's, which may not be running.
pub(super) async fn check(url: &Url, sandbox: bool) -> Check {
    match client::ask(Method::GET, url).await {
        Ok(answer) => judged(url, &answer),
        Err(Unanswered::Refused) if sandbox => {
            Check::skipped(Topic::Script, "The sandbox's script comes from this server, which is not running.")
        }
        Err(error) => Check::fail(
            Topic::Script,
            format!(
                "{url} does not answer: {error}. Check JITSI_DOMAIN; where this machine has no way out but browsers have, use --offline."
            ),
        ),
    }
}

fn judged(url: &Url, answer: &Answer) -> Check {
    let kind = answer.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("no content type");
    let status = answer.status;
    let wrong = if status != 200 {
        format!("answers with {status}")
    } else if !kind.contains("javascript") {
        format!("is {kind}, not JavaScript, and browsers refuse to run it")
    } else if !answer.body.contains(DEFINES) {
        format!("is a script without `{DEFINES}`")
    } else {
        return Check::ok(Topic::Script, format!("{url} is there, and is Jitsi's."));
    };
    Check::fail(Topic::Script, format!("{url} {wrong}. Check JITSI_DOMAIN and JITSI_APP_ID."))
}
