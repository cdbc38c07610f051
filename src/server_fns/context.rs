//! What a call or a page finds around it on the server.
//!
//! The app renders its routes once without a request, when it lists them: nothing is there then.

use std::sync::Arc;

use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use crate::{
    service::{Refusal, Service, Visitor},
    wire::ApiError,
};

/// The use cases.
pub(super) fn service() -> Result<Arc<Service>, ApiError> {
    use_context().ok_or_else(ApiError::internal)
}

/// Who calls.
pub(super) fn visitor() -> Result<Arc<Visitor>, ApiError> {
    use_context::<http::request::Parts>()
        .and_then(|parts| parts.extensions.get::<Arc<Visitor>>().cloned())
        .ok_or_else(ApiError::internal)
}

/// The refusal as its caller gets it, with the response's status set. It goes into the record, too.
#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` hands over")]
pub(super) fn refuse(refusal: Refusal) -> ApiError {
    let visitor = visitor();
    if let (Ok(service), Ok(visitor)) = (service(), &visitor) {
        service.was_refused(visitor, &refusal);
    }
    let language = visitor.map(|visitor| visitor.language).unwrap_or_default();
    let (status, error) = refusal.public(language);
    if refusal.is_ours() {
        tracing::error!(cause = %refusal, "a page's call failed");
    }
    answer_with(http::StatusCode::from_u16(status).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR));
    if let (Some(response), Some(seconds)) = (use_context::<ResponseOptions>(), error.retry_after) {
        response.insert_header(http::header::RETRY_AFTER, seconds.into());
    }
    error
}

/// Gives the answer to the call that status.
pub(super) fn answer_with(status: http::StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}
