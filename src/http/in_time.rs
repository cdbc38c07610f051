//! An answer in time, also where a database holds its connections open and says nothing.

use std::time::Duration;

use axum::{
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::Failure;
use crate::service::Refusal;

/// So long we may work on an answer when the request is there. It is less than the time that a request has from its
/// header on, and more than what other servers have that we ask.
const WORKS_WITHIN: Duration = Duration::from_secs(15);

/// Answers 503 where no answer is there in time. What was begun is broken off, so that nothing of it is left.
pub(super) async fn answered(request: Request, next: Next) -> Response {
    match tokio::time::timeout(WORKS_WITHIN, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Failure::from(Refusal::TookTooLong).into_response(),
    }
}
