//! Errors under `/api` are JSON, also those that come from the framework's own layers.

use axum::{
    extract::Request,
    http::{StatusCode, header},
    middleware::Next,
    response::Response,
};

use super::failure::answer;
use crate::wire::{ApiError, ErrorCode};

/// Gives every error under `/api` that has no JSON body one.
pub(super) async fn api_errors(request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let response = next.run(request).await;
    let status = response.status();
    if !is_api || !(status.is_client_error() || status.is_server_error()) || is_json(&response) {
        return response;
    }
    let mut dressed = answer(status, &in_words(status));
    if let Some(allow) = response.headers().get(header::ALLOW) {
        dressed.headers_mut().insert(header::ALLOW, allow.clone());
    }
    dressed
}

fn is_json(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"))
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
        StatusCode::PAYLOAD_TOO_LARGE => (ErrorCode::PayloadTooLarge, "The request is larger than 16 KB."),
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
