//! Reads a request's body before anything is done with it, so that one too large, or one that is no
//! JSON where JSON alone is taken, is refused in the same words at every address.

use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Request},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::Failure;

/// Where the pages' own calls are. The framework reads them without looking at their type.
const PAGE_CALLS: &str = "/api/pages/";

/// Reads the body of a request that can have one. The limit is the router's `DefaultBodyLimit`.
pub(super) async fn read(mut request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return next.run(request).await;
    }
    if request.uri().path().starts_with(PAGE_CALLS) && !is_json(request.headers()) {
        return Failure::Unreadable(StatusCode::UNSUPPORTED_MEDIA_TYPE, "http-not-json-type").into_response();
    }
    let body = std::mem::take(request.body_mut());
    let mut reading = Request::new(body);
    *reading.extensions_mut() = request.extensions().clone();
    match Bytes::from_request(reading, &()).await {
        Ok(bytes) => {
            *request.body_mut() = Body::from(bytes);
            next.run(request).await
        }
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            Failure::Unreadable(StatusCode::PAYLOAD_TOO_LARGE, "http-too-large").into_response()
        }
        Err(_) => Failure::unreadable("http-body-short").into_response(),
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}
