//! More questions for tokens than can be signed are turned away here, before anything else is done
//! for them: the signatures need the time.

use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{Failure, Shared};

/// The addresses that sign.
const SIGNING: [&str; 2] = ["/api/jitsi/jwt", "/api/pages/meeting-token"];

/// Marks an answer as turned away: thousands a second are not worth a line each.
#[derive(Clone, Copy)]
pub(super) struct TurnedAway;

/// Answers 503 at once while the signing queue is full.
pub(super) async fn when_full(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let signs = *request.method() == Method::POST && SIGNING.contains(&request.uri().path());
    if !signs {
        return next.run(request).await;
    }
    match shared.service.has_room() {
        Ok(()) => next.run(request).await,
        Err(refusal) => {
            let mut response = Failure::from(refusal).into_response();
            response.extensions_mut().insert(TurnedAway);
            response
        }
    }
}
