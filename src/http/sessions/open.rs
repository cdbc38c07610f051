//! Opening a session.

use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::view::SessionBody;
use crate::{
    http::{Failure, Shared, bearer::ApiKey, json_body::JsonBody},
    jaas::{Feature, SessionType, UnknownFeature},
    service::{NewSession, PolicyBreach, Refusal},
    wire::ApiError,
};

/// What the session shall be.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct OpenRequest {
    /// What its host calls it. 120 characters at most.
    title: String,
    /// `video`, unless it is said, or `audio`.
    #[serde(default)]
    #[schema(value_type = String)]
    session_type: SessionType,
    /// What the host's tokens may grant, such as `recording`; nothing unless it is said.
    #[serde(default)]
    features: Vec<String>,
}

/// The session, and its links: they are told this once.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct OpenAnswer {
    #[serde(flatten)]
    session: SessionBody,
    /// The host's link. Who has it leads the session.
    host_link: String,
    /// The guests' link.
    guest_link: String,
    /// The id of the guests' invite, to revoke it by.
    guest_invite_id: String,
}

/// Opens a session.
#[utoipa::path(
    post, path = "/api/sessions", request_body = OpenRequest, security(("api_key" = [])),
    responses(
        (status = 201, body = OpenAnswer),
        (status = 401, body = ApiError, description = "No API key, or a wrong one"),
        (status = 422, body = ApiError, description = "Against the rules"),
    )
)]
pub(in crate::http) async fn open_session(
    State(shared): State<Shared>,
    ApiKey(backend): ApiKey,
    JsonBody(body): JsonBody<OpenRequest>,
) -> Result<(StatusCode, Json<OpenAnswer>), Failure> {
    let features: Result<Vec<_>, UnknownFeature> = body.features.into_iter().map(Feature::try_from).collect();
    let features = features.map_err(|unknown| Refusal::from(PolicyBreach::from(unknown)))?;
    let new = NewSession { title: body.title, session_type: body.session_type, features };
    let opened = shared.service.open_session(backend.into(), new).await?;
    let answer = OpenAnswer {
        host_link: shared.service.link(&opened.host),
        guest_link: shared.service.link(&opened.guest),
        guest_invite_id: opened.guest_invite_id,
        session: opened.session.into(),
    };
    Ok((StatusCode::CREATED, Json(answer)))
}
