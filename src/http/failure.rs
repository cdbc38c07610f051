//! How a refusal leaves over HTTP.

use std::sync::Arc;

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{
    service::Refusal,
    wire::{ApiError, ErrorCode},
};

/// Why a request failed: a refusal of the service, or a request that could not be read.
#[derive(Debug)]
pub enum Failure {
    /// A use case said no.
    Refused(Refusal),
    /// The request could not be read.
    Unreadable(StatusCode, ApiError),
}

impl Failure {
    /// A body over the limit.
    pub(super) fn too_large() -> Self {
        Self::unreadable(
            StatusCode::PAYLOAD_TOO_LARGE,
            ErrorCode::PayloadTooLarge,
            "The request is larger than 16 KB. Send a smaller one.",
        )
    }

    /// A body that is not announced as JSON.
    pub(super) fn not_json_type() -> Self {
        Self::unreadable(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            ErrorCode::UnsupportedMediaType,
            "Send the request as `Content-Type: application/json`.",
        )
    }

    /// A request that could not be read.
    pub(super) fn unreadable(status: StatusCode, code: ErrorCode, sentence: impl Into<String>) -> Self {
        Self::Unreadable(status, ApiError::new(code, sentence))
    }
}

impl<E: Into<Refusal>> From<E> for Failure {
    fn from(refusal: E) -> Self {
        Self::Refused(refusal.into())
    }
}

/// The cause of a failure of ours, on its way to the request's log line.
#[derive(Clone)]
pub(super) struct Cause(pub(super) Arc<Refusal>);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self {
            Self::Unreadable(status, error) => answer(status, &error),
            Self::Refused(refusal) => {
                let (status, error) = refusal.public();
                let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                let mut response = answer(status, &error);
                if refusal.is_ours() {
                    response.extensions_mut().insert(Cause(Arc::new(refusal)));
                }
                response
            }
        }
    }
}

/// The error as a response, with `Retry-After` where it says when to come again. It rides in the
/// extensions as well, for who says it in another form.
pub(super) fn answer(status: StatusCode, error: &ApiError) -> Response {
    let mut response = (status, Json(error)).into_response();
    if let Some(seconds) = error.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response.extensions_mut().insert(error.clone());
    response
}
