//! Making and revoking invites.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoResponses, ToSchema};

use crate::{
    http::{
        Failure, Shared,
        bearer::ApiKey,
        document::answers::{Answers, UnknownSession, refusals},
        json_body::JsonBody,
    },
    jaas::Role,
    service::NewInvite,
    wire::ErrorCode::{NotFound, SessionCancelled, SessionEnded},
};

/// For whom the invite shall be, and what it shall allow.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct InviteRequest {
    /// A host's link makes its bearer a co-host.
    #[schema(example = "guest")]
    role: Role,
    /// For whom it is, in words that help its hosts to find it again.
    #[serde(default)]
    #[schema(example = "Ada")]
    label: String,
    /// Whether it is for one person, who then is the same `context.user.id` on every device; false
    /// unless it is said.
    #[serde(default)]
    personal: bool,
    /// Until when it lets anybody in, in seconds since 1970; in the next two years. From then on it lets in
    /// nobody, also not who came by it before.
    #[schema(example = 1_795_620_000)]
    expires_at: Option<i64>,
    /// How many browsers may come in by it; one that came by it before is not counted again.
    #[schema(example = 2)]
    max_uses: Option<i64>,
}

/// An invite, and its link: it is told this once.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct InviteAnswer {
    /// Its id, to revoke it by.
    #[schema(format = "uuid")]
    id: String,
    /// What its bearer will be.
    role: Role,
    /// The link.
    #[schema(format = "uri", example = "https://meet.example.com/j/mId1cVUqRSTsfGa4AF4iwA")]
    link: String,
    /// When it was made, in seconds since 1970.
    created_at: i64,
}

/// The session is over.
struct Over;

impl IntoResponses for Over {
    fn responses() -> Answers {
        refusals([(410, &[SessionEnded, SessionCancelled], "The session is over, or was called off.")])
    }
}

/// The session has no such invite.
struct UnknownInvite;

impl IntoResponses for UnknownInvite {
    fn responses() -> Answers {
        refusals([(404, &[NotFound], "There is no such session, or no such invite in it.")])
    }
}

/// Makes another link into a session.
///
/// Give each person one of their own where you want to withdraw them one by one.
#[utoipa::path(
    post, path = "/api/sessions/{id}/invites", tag = "Invites",
    params(("id" = String, Path, format = "uuid", description = "The session's id.")),
    request_body = InviteRequest, security(("api_key" = [])),
    responses(
        (status = 201, body = InviteAnswer, description = "The invite, with its link.", links(
            ("revoke" = (
                operation_id = "revoke_invite",
                parameters(("id" = "$request.path.id"), ("invite_id" = "$response.body#/id"))
            )),
        )),
        UnknownSession,
        Over,
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

/// Withdraws a link.
///
/// From now on no token is given at it; the others go on working, and who is inside stays. Withdrawing a
/// withdrawn link changes nothing.
#[utoipa::path(
    delete, path = "/api/sessions/{id}/invites/{invite_id}", tag = "Invites",
    params(
        ("id" = String, Path, format = "uuid", description = "The session's id."),
        ("invite_id" = String, Path, format = "uuid", description = "The invite's id."),
    ),
    security(("api_key" = [])),
    responses((status = 204, description = "It is withdrawn."), UnknownInvite)
)]
pub(in crate::http) async fn revoke_invite(
    State(shared): State<Shared>,
    ApiKey(backend): ApiKey,
    Path((id, invite_id)): Path<(String, String)>,
) -> Result<StatusCode, Failure> {
    shared.service.revoke_invite(&backend, &id, &invite_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
