//! One line for every request, with its id. No path: a link's secret would be in it.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use data_encoding::HEXLOWER;
use tracing::{error, info};

use super::failure::Cause;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Logs the request when it is answered, and tells the client its id.
pub(super) async fn requests(request: Request, next: Next) -> Response {
    let id = HEXLOWER.encode(&rand_id());
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let started = Instant::now();
    let mut response = next.run(request).await;
    let status = response.status().as_u16();
    let millis = started.elapsed().as_millis();
    let route = route.as_deref().unwrap_or("-");
    if let Some(Cause(refusal)) = response.extensions().get() {
        error!(id, %method, route, status, millis, cause = %refusal, "request failed");
    } else {
        info!(id, %method, route, status, millis, "request");
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// Eight random bytes: an id to find a line by, not a secret.
fn rand_id() -> [u8; 8] {
    let mut bytes = [0; 8];
    // Without randomness the id is zero; the request is served all the same.
    let _ = aws_lc_rs::rand::fill(&mut bytes);
    bytes
}
