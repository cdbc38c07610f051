//! Browsers may change things from our own pages alone.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use url::Url;

use super::{Failure, Shared};

/// Refuses a request that changes something and that a foreign page made a browser send.
///
/// Browsers say where a request comes from in `Sec-Fetch-Site` and, on every cross-site POST, in
/// `Origin`; pages cannot forge either. Without both it is no browser, and a cookie is no danger.
pub(super) async fn guard(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if changes && is_foreign(request.headers(), shared.service.public_url()) {
        return Failure::Unreadable(StatusCode::FORBIDDEN, "http-foreign").into_response();
    }
    next.run(request).await
}

fn is_foreign(headers: &HeaderMap, own: &Url) -> bool {
    let text = |name| headers.get(name).map(|value: &header::HeaderValue| value.to_str().unwrap_or("?"));
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return !matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN) else { return false };
    let host = text(header::HOST).unwrap_or_default();
    origin != own.origin().ascii_serialization()
        && origin.split_once("://").is_none_or(|(_, origin_host)| origin_host != host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_and_programs_without_a_browser_may_change_things() {
        let table: [(&[(&str, &str)], bool); 9] = [
            (&[], false),
            (&[("sec-fetch-site", "same-origin")], false),
            (&[("sec-fetch-site", "none")], false),
            (&[("sec-fetch-site", "cross-site")], true),
            (&[("sec-fetch-site", "same-site")], true),
            (&[("origin", "https://meet.example.com")], false),
            (&[("origin", "https://evil.example")], true),
            (&[("origin", "null")], true),
            (&[("origin", "http://127.0.0.1:3000"), ("host", "127.0.0.1:3000")], false),
        ];
        let own = Url::parse("https://meet.example.com").unwrap();
        for (pairs, foreign) in table {
            let headers = pairs
                .iter()
                .map(|(name, value)| (name.parse::<header::HeaderName>().unwrap(), value.parse().unwrap()))
                .collect();
            assert_eq!(is_foreign(&headers, &own), foreign, "{pairs:?}");
        }
    }
}
