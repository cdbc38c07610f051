//! Errors are JSON for programs and a page for people, also those that come from the framework's own
//! layers.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};

use super::{failure::answer, health, metrics, plain_page};
use crate::wire::{ApiError, ErrorCode};

/// Gives every error a body that its reader can use: JSON under `/api`; elsewhere a page for a
/// browser, and JSON for everybody else.
pub(super) async fn errors(request: Request, next: Next) -> Response {
    let is_api = is_for_programs(request.uri().path());
    let for_person = !is_api && accepts_pages(request.headers());
    let is_head = request.method() == Method::HEAD;
    let mut response = next.run(request).await;
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    if !is_error || is_head || !is_api && is(&response, b"text/html") {
        return response;
    }
    let known = response.extensions_mut().remove::<ApiError>();
    if for_person {
        plain_page::put_into(&mut response, &known.unwrap_or_else(|| in_words(status)));
    } else if !is(&response, b"application/json") {
        let (parts, body) = answer(status, &in_words(status)).into_parts();
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

fn in_words(status: StatusCode) -> ApiError {
    let (code, sentence) = match status {
        StatusCode::NOT_FOUND => {
            (ErrorCode::NotFound, "There is nothing at this address. /api/openapi.json lists what there is.")
        }
        StatusCode::METHOD_NOT_ALLOWED => (
            ErrorCode::MethodNotAllowed,
            "This address does not take this method. The Allow header lists those that it takes.",
        ),
        StatusCode::REQUEST_TIMEOUT => {
            (ErrorCode::InvalidRequest, "The request took too long to arrive. Send it again, in one go.")
        }
        StatusCode::PAYLOAD_TOO_LARGE => {
            (ErrorCode::PayloadTooLarge, "The request is larger than 16 KB. Send a smaller one.")
        }
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            (ErrorCode::UnsupportedMediaType, "Send the request as `Content-Type: application/json`.")
        }
        status if status.is_client_error() => {
            (ErrorCode::InvalidRequest, "The request cannot be read. /api/openapi.json describes what is expected.")
        }
        _ => (ErrorCode::Internal, "Something went wrong on our side. Try again in a moment."),
    };
    ApiError::new(code, sentence)
}
