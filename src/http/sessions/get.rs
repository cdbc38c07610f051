//! Showing a session.

use axum::{
    Json,
    extract::{Path, State},
};

use super::view::SessionBody;
use crate::{
    http::{Failure, Shared, bearer::ApiKey},
    wire::ApiError,
};

/// Shows a session.
#[utoipa::path(
    get, path = "/api/sessions/{id}", params(("id" = String, Path, description = "The session's id")),
    security(("api_key" = [])),
    responses(
        (status = 200, body = SessionBody),
        (status = 401, body = ApiError, description = "No API key, or one that does not hold"),
        (status = 403, body = ApiError, description = "The API key lacks the scope"),
        (status = 404, body = ApiError, description = "No such session"),
    )
)]
pub(in crate::http) async fn get_session(
    State(shared): State<Shared>,
    ApiKey(backend): ApiKey,
    Path(id): Path<String>,
) -> Result<Json<SessionBody>, Failure> {
    let session = shared.service.session(&backend, &id).await?;
    Ok(Json(SessionBody::new(&shared.service, session)))
}
