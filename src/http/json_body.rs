//! Reading a JSON body, with errors that say what is wrong with it.

use axum::{
    Json,
    extract::{FromRequest, Request, rejection::JsonRejection},
    http::StatusCode,
};
use serde::de::DeserializeOwned;

use super::Failure;
use crate::wire::ApiError;

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
            let text = error.body_text();
            let reason = text.rsplit_once("target type: ").map_or(text.as_str(), |(_, reason)| reason);
            Failure::Misfit(ApiError::misfit(reason))
        }
        JsonRejection::JsonSyntaxError(_) => Failure::unreadable("http-not-json"),
        JsonRejection::MissingJsonContentType(_) => {
            Failure::Unreadable(StatusCode::UNSUPPORTED_MEDIA_TYPE, "http-not-json-type")
        }
        other if other.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            Failure::Unreadable(StatusCode::PAYLOAD_TOO_LARGE, "http-too-large")
        }
        _ => Failure::unreadable("http-body"),
    }
}
