//! Making and revoking invites.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    http::{Failure, Shared, bearer::ApiKey, json_body::JsonBody},
    jaas::Role,
    service::NewInvite,
    wire::ApiError,
};

/// For whom the invite shall be, and what it shall allow.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct InviteRequest {
    /// `guest` or `host`.
    #[schema(value_type = String)]
    role: Role,
    /// For whom it is, in words that help its host to find it again. 80 characters at most.
    #[serde(default)]
    label: String,
    /// Whether it is for one person, who then is the same `context.user.id` on every device; false
    /// unless it is said.
    #[serde(default)]
    personal: bool,
    /// Until when it lets anybody in, in seconds since 1970.
    expires_at: Option<i64>,
    /// How many browsers may come in by it, from 1 to 1000.
    max_uses: Option<i64>,
}

/// An invite, and its link: it is told this once.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct InviteAnswer {
    /// Its id, to revoke it by.
    id: String,
    /// `guest` or `host`.
    #[schema(value_type = String)]
    role: Role,
    /// The link.
    link: String,
    /// When it was made, in seconds since 1970.
    created_at: i64,
}

/// Makes another invite for an open session.
#[utoipa::path(
    post, path = "/api/sessions/{id}/invites", params(("id" = String, Path, description = "The session's id")),
    request_body = InviteRequest, security(("api_key" = [])),
    responses(
        (status = 201, body = InviteAnswer),
        (status = 401, body = ApiError, description = "No API key, or one that does not hold"),
        (status = 403, body = ApiError, description = "The API key lacks the scope"),
        (status = 404, body = ApiError, description = "No such session"),
        (status = 410, body = ApiError, description = "The session has ended"),
        (status = 422, body = ApiError, description = "Against the rules"),
    )
)]
pub(in crate::http) async fn add_invite(
    State(shared): State<Shared>,
    ApiKey(backend): ApiKey,
    Path(id): Path<String>,
    JsonBody(body): JsonBody<InviteRequest>,
) -> Result<(StatusCode, Json<InviteAnswer>), Failure> {
    let new = NewInvite {
        role: Some(body.role),
        label: body.label,
        personal: body.personal,
        expires_at: body.expires_at,
        max_uses: body.max_uses,
    };
    let (invite, secret) = shared.service.add_invite(&backend, &id, &new).await?;
    let answer = InviteAnswer {
        id: invite.id,
        role: invite.role,
        link: shared.service.link(&secret),
        created_at: invite.created_at,
    };
    Ok((StatusCode::CREATED, Json(answer)))
}

/// Revokes an invite: from now on no token is issued for it. Revoking a revoked one changes nothing.
#[utoipa::path(
    delete, path = "/api/sessions/{id}/invites/{invite_id}",
    params(
        ("id" = String, Path, description = "The session's id"),
        ("invite_id" = String, Path, description = "The invite's id"),
    ),
    security(("api_key" = [])),
    responses(
        (status = 204, description = "Revoked"),
        (status = 401, body = ApiError, description = "No API key, or one that does not hold"),
        (status = 403, body = ApiError, description = "The API key lacks the scope"),
        (status = 404, body = ApiError, description = "No such session, or no such invite in it"),
    )
)]
pub(in crate::http) async fn revoke_invite(
    State(shared): State<Shared>,
    ApiKey(backend): ApiKey,
    Path((id, invite_id)): Path<(String, String)>,
) -> Result<StatusCode, Failure> {
    shared.service.revoke_invite(&backend, &id, &invite_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
