//! Ending a session.

use axum::{
    Json,
    extract::{Path, State},
};

use serde::Serialize;
use utoipa::ToSchema;

use super::view::SessionBody;
use crate::{
    http::{Failure, Shared, bearer::ApiKey, document::answers::UnknownSession},
    service::Told,
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
    #[schema(nullable = false, example = true)]
    meeting_closed: Option<bool>,
}

/// Ends a session, and closes its meeting.
///
/// From now on no token is issued for it. On JaaS, and in the sandbox, its meeting is closed for everyone
/// inside. Ending an ended session changes nothing here and asks the meeting service once more.
#[utoipa::path(
    post, path = "/api/sessions/{id}/end", tag = "Sessions",
    params(("id" = String, Path, format = "uuid", description = "The session's id.")), security(("api_key" = [])),
    responses((status = 200, body = EndAnswer, description = "The session, ended."), UnknownSession)
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
