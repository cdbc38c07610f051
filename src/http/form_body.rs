//! Reading a form, with errors that say what is wrong with it.

use axum::{
    Form,
    extract::{
        FromRequest, RawForm, Request,
        rejection::{FormRejection, RawFormRejection},
    },
    http::StatusCode,
};
use serde::de::DeserializeOwned;

use super::Failure;
use crate::wire::ApiError;

/// A form of that shape.
pub(super) struct FormBody<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for FormBody<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        Form::from_request(request, state).await.map(|Form(body)| Self(body)).map_err(|error| meaning(&error))
    }
}

/// A form as it was sent, for who reads it themselves.
pub(super) struct FormText(pub(super) String);

impl<S: Send + Sync> FromRequest<S> for FormText {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        match RawForm::from_request(request, state).await {
            Ok(RawForm(bytes)) => Ok(Self(String::from_utf8_lossy(&bytes).into_owned())),
            Err(RawFormRejection::InvalidFormContentType(_)) => {
                Err(Failure::Unreadable(StatusCode::UNSUPPORTED_MEDIA_TYPE, "http-not-form-type"))
            }
            Err(_) => Err(Failure::unreadable("http-form")),
        }
    }
}

fn meaning(rejection: &FormRejection) -> Failure {
    match rejection {
        FormRejection::FailedToDeserializeFormBody(error) => {
            let text = error.body_text();
            let reason = text.split_once("form body: ").map_or(text.as_str(), |(_, reason)| reason);
            Failure::Misfit(ApiError::misfit(reason))
        }
        FormRejection::InvalidFormContentType(_) => {
            Failure::Unreadable(StatusCode::UNSUPPORTED_MEDIA_TYPE, "http-not-form-type")
        }
        other if other.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            Failure::Unreadable(StatusCode::PAYLOAD_TOO_LARGE, "http-too-large")
        }
        _ => Failure::unreadable("http-form"),
    }
}
