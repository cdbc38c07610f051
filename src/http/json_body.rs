//! Reading a JSON body, with errors that say what is wrong with it.

use axum::{
    Json,
    extract::{FromRequest, Request, rejection::JsonRejection},
    http::StatusCode,
};
use serde::de::DeserializeOwned;

use super::Failure;
use crate::wire::ErrorCode;

/// A JSON body of that shape.
pub(super) struct JsonBody<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for JsonBody<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        Json::from_request(request, state).await.map(|Json(body)| Self(body)).map_err(|error| meaning(&error))
    }
}

fn meaning(rejection: &JsonRejection) -> Failure {
    match rejection {
        JsonRejection::JsonDataError(error) => {
            Failure::unreadable(StatusCode::UNPROCESSABLE_ENTITY, ErrorCode::InvalidRequest, shape(&error.body_text()))
        }
        JsonRejection::JsonSyntaxError(_) => {
            Failure::unreadable(StatusCode::BAD_REQUEST, ErrorCode::InvalidRequest, "The body is not valid JSON.")
        }
        JsonRejection::MissingJsonContentType(_) => Failure::unreadable(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            ErrorCode::UnsupportedMediaType,
            "Send the request as `Content-Type: application/json`.",
        ),
        other if other.status() == StatusCode::PAYLOAD_TOO_LARGE => Failure::unreadable(
            StatusCode::PAYLOAD_TOO_LARGE,
            ErrorCode::PayloadTooLarge,
            "The request is larger than 16 KB.",
        ),
        _ => Failure::unreadable(StatusCode::BAD_REQUEST, ErrorCode::InvalidRequest, "The body cannot be read."),
    }
}

/// Which field is missing or of the wrong type, in serde's words: they speak of the request alone.
fn shape(text: &str) -> String {
    let reason = text.rsplit_once("target type: ").map_or(text, |(_, reason)| reason);
    let reason = reason.rsplit_once(" at line ").map_or(reason, |(reason, _)| reason);
    format!("The body does not fit: {reason}.")
}
