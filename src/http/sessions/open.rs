//! Opening a session.

use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::view::SessionBody;
use crate::{
    http::{Failure, Shared, bearer::ApiKey, json_body::JsonBody},
    jaas::{Feature, SessionType},
    service::{Opener, Plan, Refusal, features},
};

/// What the session shall be.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct OpenRequest {
    /// What its host calls it.
    #[schema(example = "Physics")]
    title: String,
    /// `audio` asks nobody for a camera; `video` unless it is said.
    #[serde(default)]
    session_type: SessionType,
    /// What the hosts' tokens grant; nothing unless it is said. Guests' tokens grant nothing.
    #[serde(default)]
    #[schema(value_type = Vec<Feature>)]
    features: Vec<String>,
    /// When it starts, in seconds since 1970; now unless it is said. At most an hour ago and two years ahead.
    #[schema(example = 1_795_620_000)]
    starts_at: Option<i64>,
    /// How long it lasts, in seconds; until it is ended unless it is said.
    #[schema(example = 3600)]
    duration_seconds: Option<i64>,
    /// The time zone that its host thinks in, by its name in the IANA database; UTC unless it is said.
    #[schema(example = "Europe/Berlin")]
    time_zone: Option<String>,
    /// How many guests it takes at most; any number unless it is said. Hosts do not count.
    #[schema(example = 12)]
    capacity: Option<i64>,
    /// Whether guests wait until a host is in; false unless it is said.
    #[serde(default)]
    waits_for_host: bool,
    /// Whether a host lets guests in one by one; false unless it is said.
    #[serde(default)]
    admits_each: bool,
    /// The e-mail addresses of hosts: who signs in with one of them leads the session, too.
    #[serde(default)]
    #[schema(example = json!(["ben@example.com"]))]
    co_hosts: Vec<String>,
}

/// The session, and its links: they are told this once.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct OpenAnswer {
    #[serde(flatten)]
    session: SessionBody,
    /// The host's link. Who has it leads the session.
    #[schema(
        required,
        nullable = false,
        format = "uri",
        example = "https://meet.example.com/j/kZ59_x7_ncjcZmdgjKrhpw"
    )]
    host_link: Option<String>,
    /// The guests' link.
    #[schema(format = "uri", example = "https://meet.example.com/j/_whj3eD-LdSvILZbWo1J3A")]
    guest_link: String,
    /// The id of the guests' invite, to revoke it by.
    #[schema(format = "uuid")]
    guest_invite_id: String,
}

/// Opens a session, now or for later, with a host's and a guest's link.
///
/// Both links are told this once: of each the server keeps a hash alone. Whoever has the host's leads the
/// session, and may change it and call it off.
#[utoipa::path(
    post, path = "/api/sessions", tag = "Sessions", request_body = OpenRequest, security(("api_key" = [])),
    responses(
        (status = 201, body = OpenAnswer, description = "The session, and its links.", links(
            ("show" = (operation_id = "get_session", parameters(("id" = "$response.body#/id")))),
            ("grants" = (operation_id = "list_grants", parameters(("id" = "$response.body#/id")))),
            ("invite" = (operation_id = "add_invite", parameters(("id" = "$response.body#/id")))),
            ("end" = (operation_id = "end_session", parameters(("id" = "$response.body#/id")))),
            ("withdraw the guests' link" = (
                operation_id = "revoke_invite",
                parameters(("id" = "$response.body#/id"), ("invite_id" = "$response.body#/guestInviteId"))
            )),
        )),
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
