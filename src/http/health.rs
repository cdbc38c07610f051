//! Whether the process lives, and whether it can work: for load balancers and supervisors.

use axum::{Json, Router, extract::State, routing::get};
use serde_json::{Value, json};

use super::{Failure, Shared};

/// The address that says that the process lives.
pub(super) const HEALTHZ: &str = "/healthz";
/// The address that says whether it can do its work.
pub(super) const READYZ: &str = "/readyz";

pub(super) fn routes() -> Router<Shared> {
    Router::new().route(HEALTHZ, get(|| async { "ok\n" })).route(READYZ, get(ready))
}

async fn ready(State(shared): State<Shared>) -> Result<Json<Value>, Failure> {
    shared.service.ready().await?;
    Ok(Json(json!({ "ready": true })))
}
