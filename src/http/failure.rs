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
    words::{Language, text},
};

/// Why a request failed: a refusal of the service, or a request that could not be read.
#[derive(Debug)]
pub enum Failure {
    /// A use case said no.
    Refused(Refusal),
    /// The request could not be read; the key of the sentence that says why.
    Unreadable(StatusCode, &'static str),
    /// The body can be read and has the wrong shape.
    Misfit(ApiError),
}

impl Failure {
    /// A request that could not be read, for no better reason than 400.
    pub(super) const fn unreadable(key: &'static str) -> Self {
        Self::Unreadable(StatusCode::BAD_REQUEST, key)
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

/// The refusal, on its way to the record.
#[derive(Clone)]
pub(super) struct Refused(pub(super) Arc<Refusal>);

/// The error in any language, on its way to who says it to a person.
#[derive(Clone)]
pub(super) struct InWords(Arc<dyn Fn(Language) -> ApiError + Send + Sync>);

impl InWords {
    /// The error in that language.
    pub(super) fn in_language(&self, language: Language) -> ApiError {
        (self.0)(language)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self {
            Self::Unreadable(status, key) => said(status, key),
            Self::Misfit(error) => answer(StatusCode::UNPROCESSABLE_ENTITY, move |_| error.clone()),
            Self::Refused(refusal) => {
                let refusal = Arc::new(refusal);
                let (status, _) = refusal.public(Language::English);
                let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                let cause = refusal.is_ours().then(|| Cause(Arc::clone(&refusal)));
                let refused = Refused(Arc::clone(&refusal));
                let mut response = answer(status, move |language| refusal.public(language).1);
                response.extensions_mut().insert(refused);
                if let Some(cause) = cause {
                    response.extensions_mut().insert(cause);
                }
                response
            }
        }
    }
}

/// An error of that status with the sentence of that key.
pub(super) fn said(status: StatusCode, key: &'static str) -> Response {
    answer(status, move |language| ApiError::new(code_of(status), text(language, key)))
}

/// The error as a response, in English, with `Retry-After` where it says when to come again. It rides
/// in the extensions as well, for who says it to a person.
fn answer(status: StatusCode, error: impl Fn(Language) -> ApiError + Send + Sync + 'static) -> Response {
    let english = error(Language::English);
    let mut response = (status, Json(&english)).into_response();
    if let Some(seconds) = english.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response.extensions_mut().insert(InWords(Arc::new(error)));
    response
}

/// The code of an error that has no better one than its status.
const fn code_of(status: StatusCode) -> ErrorCode {
    match status {
        StatusCode::FORBIDDEN => ErrorCode::Forbidden,
        StatusCode::NOT_FOUND => ErrorCode::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => ErrorCode::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => ErrorCode::PayloadTooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => ErrorCode::UnsupportedMediaType,
        StatusCode::INTERNAL_SERVER_ERROR => ErrorCode::Internal,
        _ => ErrorCode::InvalidRequest,
    }
}
