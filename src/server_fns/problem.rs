//! What the framework finds wrong with a call, as an [`ApiError`].

use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};

use super::context::answer_with;
use crate::wire::{ApiError, ErrorCode};

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                answer_with(http::StatusCode::UNPROCESSABLE_ENTITY);
                ApiError::new(ErrorCode::InvalidRequest, "The request does not fit what this address expects.")
            }
            _ => ApiError::internal(),
        }
    }
}
