//! Whether tokens can be issued.

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::Shared;

/// Whether tokens can be issued.
#[derive(Serialize, ToSchema)]
pub(in crate::http) struct JwtStatus {
    /// False where the deployment takes no tokens: on meet.jit.si, and on a Jitsi of your own with neither
    /// secret nor key.
    #[schema(example = true)]
    configured: bool,
}

/// Says whether this server can issue tokens. It is open to everybody.
#[utoipa::path(
    get, path = "/api/jitsi/jwt", tag = "Tokens",
    responses((status = 200, body = JwtStatus, description = "Whether it can."))
)]
pub(in crate::http) async fn get_jwt_status(State(shared): State<Shared>) -> Json<JwtStatus> {
    Json(JwtStatus { configured: shared.service.is_configured() })
}
