//! Ending a session.

use axum::{
    Json,
    extract::{Path, State},
};

use serde::Serialize;
use utoipa::ToSchema;

use super::view::SessionBody;
use crate::{
    http::{Failure, Shared, bearer::ApiKey},
    service::Told,
    wire::ApiError,
};

/// The session that was ended, and whether the meeting was closed for those inside.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct EndAnswer {
    #[serde(flatten)]
    session: SessionBody,
    /// True where the meeting service closed the meeting, false where it did not answer or refused:
    /// then who is inside stays until they leave. Absent where it takes no such wish.
    #[serde(skip_serializing_if = "Option::is_none")]
    meeting_closed: Option<bool>,
}

/// Ends a session: from now on no token is issued for it. Ending an ended one changes nothing.
#[utoipa::path(
    post, path = "/api/sessions/{id}/end", params(("id" = String, Path, description = "The session's id")),
    security(("api_key" = [])),
    responses(
        (status = 200, body = EndAnswer),
        (status = 401, body = ApiError, description = "No API key, or one that does not hold"),
        (status = 403, body = ApiError, description = "The API key lacks the scope"),
        (status = 404, body = ApiError, description = "No such session"),
    )
)]
pub(in crate::http) async fn end_session(
    State(shared): State<Shared>,
    ApiKey(backend): ApiKey,
    Path(id): Path<String>,
) -> Result<Json<EndAnswer>, Failure> {
    let (session, told) = shared.service.end_session(&backend, &id).await?;
    let meeting_closed = match told {
        Told::Done => Some(true),
        Told::Failed | Told::Unseen => Some(false),
        Told::NotHere => None,
    };
    Ok(Json(EndAnswer { session: SessionBody::new(&shared.service, session), meeting_closed }))
}
