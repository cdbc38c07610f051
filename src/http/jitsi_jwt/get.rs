//! Whether tokens can be issued.

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::Shared;

/// Whether tokens can be issued.
#[derive(Serialize, ToSchema)]
pub(in crate::http) struct JwtStatus {
    /// True where a key is configured.
    configured: bool,
}

/// Whether this server can issue tokens. Open to everybody.
#[utoipa::path(get, path = "/api/jitsi/jwt", responses((status = 200, body = JwtStatus)))]
pub(in crate::http) async fn get_jwt_status(State(shared): State<Shared>) -> Json<JwtStatus> {
    Json(JwtStatus { configured: shared.service.is_configured() })
}
