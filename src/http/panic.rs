//! A panic in a handler is a fault of ours in one request, and nothing more.

use std::any::Any;

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use tracing::error;

/// The page for somebody whose request met the panic. Under `/api` it is dressed as JSON.
const PAGE: &str = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
<meta name=\"viewport\" content=\"width=device-width\"><title>Something went wrong · Greenroom</title></head>\
<body><main><h1>Something went wrong on our side</h1>\
<p>Try again in a moment. If it happens again, tell the operator the time.</p><p><a href=\"/\">To the start</a></p>\
</main></body></html>";

/// Logs what it was, with the request's id, and answers.
#[expect(clippy::needless_pass_by_value, reason = "it is what the layer hands over")]
pub(super) fn answer(panic: Box<dyn Any + Send>) -> Response {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no words");
    error!(panic = text, "a handler panicked");
    (StatusCode::INTERNAL_SERVER_ERROR, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], PAGE).into_response()
}
