//! Showing a session.

use axum::{
    Json,
    extract::{Path, State},
};

use super::view::SessionBody;
use crate::http::{Failure, Shared, bearer::ApiKey, document::answers::UnknownSession};

/// Shows a session.
#[utoipa::path(
    get, path = "/api/sessions/{id}", tag = "Sessions",
    params(("id" = String, Path, format = "uuid", description = "The session's id.")), security(("api_key" = [])),
    responses((status = 200, body = SessionBody, description = "The session, without its links."), UnknownSession)
)]
pub(in crate::http) async fn get_session(
    State(shared): State<Shared>,
    ApiKey(backend): ApiKey,
    Path(id): Path<String>,
) -> Result<Json<SessionBody>, Failure> {
    let session = shared.service.session(&backend, &id).await?;
    Ok(Json(SessionBody::new(&shared.service, session)))
}
