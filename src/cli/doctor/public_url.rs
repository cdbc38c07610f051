//! What links start with.

use url::Url;

use crate::{
    checks::{Check, Topic},
    config::is_loopback,
};

/// https, unless it is this machine alone.
pub(super) fn check(url: &Url) -> Check {
    if url.scheme() == "https" {
        Check::ok(Topic::PublicUrl, format!("Links start with {url}."))
    } else if is_loopback(url) {
        Check::ok(Topic::PublicUrl, format!("Links start with {url}: they work on this machine alone."))
    } else {
        Check::warn(
            Topic::PublicUrl,
            format!(
                "Links start with {url}: browsers give neither camera nor microphone to a page without https, and cookies are not Secure. Put TLS in front and set GREENROOM_PUBLIC_URL to the https address."
            ),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::Mark;

    #[test]
    fn http_is_for_loopback_alone() {
        for (url, mark) in [
            ("https://meet.example.com", Mark::Ok),
            ("http://127.0.0.1:3000", Mark::Ok),
            ("http://[::1]:3000", Mark::Ok),
            ("http://localhost", Mark::Ok),
            ("http://meet.example.com", Mark::Warn),
            ("http://192.168.1.5:3000", Mark::Warn),
        ] {
            assert_eq!(check(&url.parse().unwrap()).mark, mark, "{url}");
        }
    }
}
