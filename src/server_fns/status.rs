//! Setting the status of the answer to a call, on the server.

use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

/// Answers with that status.
pub(super) fn answer_with(status: http::StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}
