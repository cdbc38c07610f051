//! A panic in a handler is a fault of ours in one request, and nothing more.

use std::any::Any;

use axum::{http::StatusCode, response::Response};
use tracing::error;

use super::failure::said;

/// Logs what it was, with the request's id, and answers.
#[expect(clippy::needless_pass_by_value, reason = "it is what the layer hands over")]
pub(super) fn respond(panic: Box<dyn Any + Send>) -> Response {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no words");
    error!(panic = text, "a handler panicked");
    said(StatusCode::INTERNAL_SERVER_ERROR, "refused-internal")
}
