//! Our own security headers, as they arrive: a proxy in front may take some out or put others in.

use reqwest::{
    Method,
    header::{CONTENT_SECURITY_POLICY, HeaderMap, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS},
};
use url::Url;

use crate::{
    checks::{Check, Topic},
    cli::client::{self, Unanswered},
};

/// What a meeting cannot do without.
const NEEDED: [&str; 3] = ["camera", "microphone", "display-capture"];

/// Fetches our home page. `meeting` is where the meeting's frame comes from, `None` for ourselves.
pub(super) async fn check(public_url: &Url, meeting: Option<&str>) -> Check {
    let answer = match client::ask(Method::GET, public_url).await {
        Ok(answer) => answer,
        Err(Unanswered::Refused) => {
            let advice =
                format!("Skipped: the server is not running at {public_url}. Start it, then run doctor again.");
            return Check::warn(Topic::Headers, advice);
        }
        Err(error) => {
            let advice = format!(
                "Skipped: {public_url} does not answer ({error}). Check GREENROOM_PUBLIC_URL, and that the server and the proxy in front of it run."
            );
            return Check::warn(Topic::Headers, advice);
        }
    };
    if answer.status != 200 {
        let advice =
            format!("{public_url} answers with {}. Check GREENROOM_PUBLIC_URL and the proxy in front.", answer.status);
        return Check::fail(Topic::Headers, advice);
    }
    judged(&answer.headers, meeting, public_url.scheme() == "https")
}

fn judged(headers: &HeaderMap, meeting: Option<&str>, https: bool) -> Check {
    let mut blocking = Vec::new();
    blocking.extend(content_policy(headers, meeting));
    blocking.extend(permissions(headers, meeting));
    let mut weak = Vec::new();
    let referrer = texts(headers, REFERRER_POLICY.as_str());
    if !referrer.iter().any(|policy| matches!(policy.as_str(), "no-referrer" | "strict-origin" | "same-origin")) {
        weak.push("Referrer-Policy is not no-referrer".to_owned());
    }
    if !texts(headers, X_CONTENT_TYPE_OPTIONS.as_str()).iter().any(|value| value == "nosniff") {
        weak.push("X-Content-Type-Options is not nosniff".to_owned());
    }
    if https && !texts(headers, STRICT_TRANSPORT_SECURITY.as_str()).iter().any(|value| value.contains("max-age=")) {
        weak.push("Strict-Transport-Security is missing".to_owned());
    }
    let advice = |faults: &[String]| {
        format!(
            "The home page arrives otherwise than the server sends it: {}. Let the proxy in front pass these headers on unchanged.",
            faults.join("; ")
        )
    };
    if !blocking.is_empty() {
        blocking.extend(weak);
        Check::fail(Topic::Headers, advice(&blocking))
    } else if !weak.is_empty() {
        Check::warn(Topic::Headers, advice(&weak))
    } else {
        Check::ok(Topic::Headers, "The home page arrives with all its security headers.")
    }
}

/// Each policy that arrives restricts further, so each must allow the meeting.
fn content_policy(headers: &HeaderMap, meeting: Option<&str>) -> Option<String> {
    let policies = texts(headers, CONTENT_SECURITY_POLICY.as_str());
    if policies.is_empty() {
        return Some("Content-Security-Policy is missing".to_owned());
    }
    let origin = meeting.unwrap_or("'self'");
    let refused = ["script-src", "frame-src"].into_iter().find(|directive| {
        policies.iter().any(|policy| sources(policy, directive).is_some_and(|sources| !sources.contains(&origin)))
    })?;
    Some(format!("Content-Security-Policy does not allow {origin} in {refused}"))
}

/// What a directive allows, or what `default-src` does in its place.
fn sources<'a>(policy: &'a str, directive: &str) -> Option<Vec<&'a str>> {
    let named = |name: &str| {
        policy
            .split(';')
            .map(str::split_whitespace)
            .find_map(|mut words| (words.next()? == name).then(|| words.collect::<Vec<_>>()))
    };
    named(directive).or_else(|| named("default-src"))
}

fn permissions(headers: &HeaderMap, meeting: Option<&str>) -> Option<String> {
    let policy = texts(headers, "permissions-policy").join(", ");
    if policy.is_empty() {
        return Some("Permissions-Policy is missing".to_owned());
    }
    let who = meeting.map_or_else(|| "self".to_owned(), |origin| format!("\"{origin}\""));
    let given = |feature: &str| {
        let mut values = policy.split(',').filter_map(|part| part.trim().split_once('='));
        // Of a feature that is named twice the last one counts (RFC 9651, dictionaries).
        values.rfind(|(name, _)| *name == feature).is_some_and(|(_, allowed)| allowed.contains(&who))
    };
    let missing = NEEDED.into_iter().find(|feature| !given(feature))?;
    Some(format!("Permissions-Policy does not give {missing} to {}", meeting.unwrap_or("the page")))
}

fn texts(headers: &HeaderMap, name: &str) -> Vec<String> {
    headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).map(str::to_owned).collect()
}
