//! Opening a session.

use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::view::SessionBody;
use crate::{
    http::{Failure, Shared, bearer::ApiKey, json_body::JsonBody},
    jaas::SessionType,
    service::{Opener, Plan, Refusal, features},
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
    /// What the hosts' tokens may grant, such as `recording`; nothing unless it is said.
    #[serde(default)]
    features: Vec<String>,
    /// When it starts, in seconds since 1970; now unless it is said.
    starts_at: Option<i64>,
    /// How long it lasts, in seconds, from five minutes to a day; until it is ended unless it is said.
    duration_seconds: Option<i64>,
    /// The time zone that its host thinks in, by its name in the IANA database; UTC unless it is said.
    time_zone: Option<String>,
    /// How many guests it takes at most.
    capacity: Option<i64>,
    /// Whether guests wait until a host is in; false unless it is said.
    #[serde(default)]
    waits_for_host: bool,
    /// Whether a host lets guests in one by one; false unless it is said.
    #[serde(default)]
    admits_each: bool,
    /// The e-mail addresses of hosts who sign in here; none unless it is said.
    #[serde(default)]
    co_hosts: Vec<String>,
}

/// The session, and its links: they are told this once.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct OpenAnswer {
    #[serde(flatten)]
    session: SessionBody,
    /// The host's link. Who has it leads the session.
    #[schema(required)]
    host_link: Option<String>,
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
        (status = 401, body = ApiError, description = "No API key, or one that does not hold"),
        (status = 403, body = ApiError, description = "The API key lacks the scope"),
        (status = 422, body = ApiError, description = "Against the rules"),
    )
)]
pub(in crate::http) async fn open_session(
    State(shared): State<Shared>,
    ApiKey(backend): ApiKey,
    JsonBody(body): JsonBody<OpenRequest>,
) -> Result<(StatusCode, Json<OpenAnswer>), Failure> {
    let plan = Plan {
        title: body.title,
        session_type: body.session_type,
        features: features(body.features).map_err(Refusal::from)?,
        starts_at: body.starts_at,
        seconds: body.duration_seconds,
        time_zone: body.time_zone,
        capacity: body.capacity,
        waits_for_host: body.waits_for_host,
        admits_each: body.admits_each,
        co_hosts: body.co_hosts,
    };
    let service = &shared.service;
    let opened = service.open_session(&Opener::try_from(&backend)?, &plan).await?;
    let answer = OpenAnswer {
        host_link: opened.host.map(|secret| service.link(&secret)),
        guest_link: service.link(&opened.guest),
        guest_invite_id: opened.guest_invite_id,
        session: SessionBody::new(service, opened.session),
    };
    Ok((StatusCode::CREATED, Json(answer)))
}
