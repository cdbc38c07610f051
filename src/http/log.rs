//! One line for every request, with its id, and the id on every line in between. No path, query,
//! header or body: a link's secret or a token would be in it.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, Method},
    middleware::Next,
    response::Response,
};
use data_encoding::HEXLOWER;
use tracing::{Instrument, debug, error, error_span, info};

use super::{Shared, failure::Cause, health, metrics, shed::TurnedAway};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The request's id, on its way to what is written down of it.
#[derive(Clone)]
pub(super) struct RequestId(pub(super) String);

/// Logs and counts the request when it is answered, and tells the client its id. An id that a
/// client brings along is not taken: it could say anything.
pub(super) async fn requests(State(shared): State<Shared>, mut request: Request, next: Next) -> Response {
    let id = HEXLOWER.encode(&rand_id());
    request.extensions_mut().insert(RequestId(id.clone()));
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let started = Instant::now();
    // Of the highest level, so that a filter for errors keeps the id as well.
    let span = error_span!("request", id);
    let mut response = next.run(request).instrument(span.clone()).await;
    let took = started.elapsed();
    let status = response.status().as_u16();
    shared.metrics.count(known(&method), &route, status, took);
    span.in_scope(|| line(&response, &method, &route, status, took.as_millis()));
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

fn line(response: &Response, method: &Method, route: &str, status: u16, millis: u128) {
    if let Some(Cause(refusal)) = response.extensions().get() {
        error!(%method, route, status, millis, cause = %refusal, "request failed");
    } else if response.extensions().get::<TurnedAway>().is_some()
        || [health::HEALTHZ, health::READYZ, metrics::METRICS].contains(&route)
    {
        // They come every few seconds, or by the thousand, and tell nobody anything.
        debug!(%method, route, status, millis, "request");
    } else {
        info!(%method, route, status, millis, "request");
    }
}

/// A method may be any word; what is counted must stay few.
fn known(method: &Method) -> &'static str {
    let methods = ["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"];
    methods.into_iter().find(|known| method.as_str() == *known).unwrap_or("other")
}

/// Eight random bytes: an id to find a line by, not a secret.
fn rand_id() -> [u8; 8] {
    let mut bytes = [0; 8];
    // Without randomness the id is zero; the request is served all the same.
    let _ = aws_lc_rs::rand::fill(&mut bytes);
    bytes
}
