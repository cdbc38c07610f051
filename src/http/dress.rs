//! Errors are JSON for programs and a page for people, also those that come from the framework's own
//! layers.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};

use super::{
    failure::{InWords, said},
    health, language, metrics, plain_page,
};

/// Gives every error a body that its reader can use: JSON under `/api`; elsewhere a page for a
/// browser, and JSON for everybody else.
pub(super) async fn errors(request: Request, next: Next) -> Response {
    let is_api = is_for_programs(request.uri().path());
    let for_person = !is_api && accepts_pages(request.headers());
    let language = language::of(request.headers());
    let is_head = request.method() == Method::HEAD;
    let mut response = next.run(request).await;
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    if !is_error || is_head || !is_api && is(&response, b"text/html") {
        return response;
    }
    let bare = said(status, sentence(status));
    if for_person {
        let known = response.extensions().get::<InWords>().or_else(|| bare.extensions().get());
        if let Some(words) = known.cloned() {
            plain_page::put_into(&mut response, &words.in_language(language), language);
        }
    } else if !is(&response, b"application/json") {
        let (parts, body) = bare.into_parts();
        *response.body_mut() = body;
        response.headers_mut().remove(header::CONTENT_LENGTH);
        response.headers_mut().extend(parts.headers);
    }
    response
}

/// The API, and what supervisors ask.
fn is_for_programs(path: &str) -> bool {
    path.starts_with("/api/") || ["/api", health::HEALTHZ, health::READYZ, metrics::METRICS].contains(&path)
}

fn accepts_pages(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains("text/html"))
}

fn is(response: &Response, kind: &[u8]) -> bool {
    let found = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    found.is_some_and(|found| found.starts_with(kind))
}

/// What there is to say of an error that comes from a layer of the framework.
fn sentence(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "http-not-found",
        StatusCode::METHOD_NOT_ALLOWED => "http-method",
        StatusCode::REQUEST_TIMEOUT => "http-timeout",
        StatusCode::PAYLOAD_TOO_LARGE => "http-too-large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "http-not-json-type",
        status if status.is_client_error() => "http-unreadable",
        _ => "refused-internal",
    }
}
