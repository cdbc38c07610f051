//! The record of a session's tokens.

use axum::{
    Json,
    extract::{Path, Query, State},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    http::{Failure, Shared, bearer::ApiKey, document::answers::UnknownSession},
    jaas::{Feature, Role},
    service::Grant,
};

/// Which part of the record.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::http) struct GrantsQuery {
    /// Only grants older than the one with this id: the last one of the page before.
    #[param(nullable = false)]
    before: Option<String>,
}

/// One page of the record, newest first.
#[derive(Serialize, ToSchema)]
pub(in crate::http) struct GrantsAnswer {
    /// At most 50.
    #[schema(max_items = 50)]
    grants: Vec<GrantBody>,
}

/// One issued token.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct GrantBody {
    /// The token's `jti`.
    #[schema(format = "uuid")]
    id: String,
    /// The invite it was given for, where it was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, format = "uuid")]
    invite_id: Option<String>,
    /// `context.user.id` of the token.
    user_id: String,
    /// `context.user.name` of the token.
    user_name: String,
    /// `host` means moderator.
    role: Role,
    /// What it grants.
    #[schema(value_type = Vec<Feature>)]
    features: Vec<&'static str>,
    /// Which key signed it, where the key has a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    kid: Option<String>,
    /// From where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "203.0.113.7")]
    client_address: Option<String>,
    /// When it was issued, in seconds since 1970.
    issued_at: i64,
    /// When it expires.
    expires_at: i64,
}

/// Lists the tokens that were issued for a session, newest first.
///
/// By its pages and for its room, 50 at most. The tokens themselves are not kept.
#[utoipa::path(
    get, path = "/api/sessions/{id}/grants", tag = "Sessions",
    params(("id" = String, Path, format = "uuid", description = "The session's id."), GrantsQuery),
    security(("api_key" = [])),
    responses((status = 200, body = GrantsAnswer, description = "One page of the record."), UnknownSession)
)]
pub(in crate::http) async fn list_grants(
    State(shared): State<Shared>,
    ApiKey(backend): ApiKey,
    Path(id): Path<String>,
    Query(query): Query<GrantsQuery>,
) -> Result<Json<GrantsAnswer>, Failure> {
    let grants = shared.service.grants(&backend, &id, query.before.as_deref()).await?;
    Ok(Json(GrantsAnswer { grants: grants.into_iter().map(GrantBody::from).collect() }))
}

impl From<Grant> for GrantBody {
    fn from(grant: Grant) -> Self {
        Self {
            id: grant.id,
            invite_id: grant.invite_id,
            user_id: grant.user_id,
            user_name: grant.user_name,
            role: grant.role,
            features: grant.features.into_iter().map(Feature::as_str).collect(),
            kid: grant.kid,
            client_address: grant.client_address,
            issued_at: grant.issued_at,
            expires_at: grant.expires_at,
        }
    }
}
