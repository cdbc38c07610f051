//! What the framework finds wrong with a call, as an [`ApiError`].

use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};

use super::{context::answer_with, json::NOT_JSON};
use crate::wire::{ApiError, ErrorCode};

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Deserialization(reason) if reason == NOT_JSON => {
                answer_with(http::StatusCode::BAD_REQUEST);
                ApiError::new(ErrorCode::InvalidRequest, NOT_JSON)
            }
            ServerFnErrorErr::Args(reason)
            | ServerFnErrorErr::MissingArg(reason)
            | ServerFnErrorErr::Deserialization(reason) => {
                answer_with(http::StatusCode::UNPROCESSABLE_ENTITY);
                ApiError::misfit(&reason)
            }
            _ => ApiError::internal(),
        }
    }
}
