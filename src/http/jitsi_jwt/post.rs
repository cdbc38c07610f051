//! Issuing a token to a backend.

use std::{collections::BTreeMap, fmt};

use axum::{Json, extract::State};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{self, MapAccess, Visitor},
};
use utoipa::ToSchema;

use crate::{
    http::{Failure, Shared, bearer::ApiKey, json_body::JsonBody},
    service::BackendTokenRequest,
    wire::ApiError,
};

/// For whom, and for which room, a token is wanted.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct JwtRequest {
    /// Stable for one person. 128 characters at most.
    user_id: String,
    /// The name that others see. 80 characters at most.
    user_name: String,
    /// The person's e-mail address.
    user_email: Option<String>,
    /// A public URL of the person's picture.
    user_avatar: Option<String>,
    /// Whether the person moderates the meeting; false unless it is said.
    #[serde(default)]
    is_moderator: bool,
    /// The room: `[a-z0-9-._~]`, bare or with the own tenant and a slash before it.
    room_name: String,
    /// How long the token shall be valid, in seconds; an hour unless configured otherwise.
    expiration_seconds: Option<i64>,
    /// Yes or no to features, by their names in a token, such as `recording`.
    #[serde(default, deserialize_with = "each_once")]
    features: BTreeMap<String, bool>,
}

/// Refuses a feature that is named twice: one of the two answers would be lost.
fn each_once<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, bool>, D::Error> {
    struct EachOnce;
    impl<'de> Visitor<'de> for EachOnce {
        type Value = BTreeMap<String, bool>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object of features and true or false")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Self::Value, A::Error> {
            let mut features = BTreeMap::new();
            while let Some((name, yes)) = pairs.next_entry()? {
                if features.insert(name, yes).is_some() {
                    return Err(de::Error::custom("a feature is named twice"));
                }
            }
            Ok(features)
        }
    }
    deserializer.deserialize_map(EachOnce)
}

/// A token.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct JwtAnswer {
    /// The JWT.
    token: String,
    /// Its `exp`: when it expires, in seconds since 1970.
    expires_at: i64,
}

/// Issues a token to a backend with an API key.
#[utoipa::path(
    post, path = "/api/jitsi/jwt", request_body = JwtRequest, security(("api_key" = [])),
    responses(
        (status = 200, body = JwtAnswer),
        (status = 400, body = ApiError, description = "Not JSON"),
        (status = 401, body = ApiError, description = "No API key, or one that does not hold"),
        (status = 403, body = ApiError, description = "The API key lacks the scope"),
        (status = 409, body = ApiError, description = "The room's session is not open yet"),
        (status = 410, body = ApiError, description = "The room's session has ended, or was called off"),
        (status = 413, body = ApiError, description = "Larger than 16 KB"),
        (status = 415, body = ApiError, description = "Not sent as JSON"),
        (status = 422, body = ApiError, description = "Against the rules"),
        (status = 503, body = ApiError, description = "Not configured, or overloaded"),
    )
)]
pub(in crate::http) async fn post_jwt(
    State(shared): State<Shared>,
    ApiKey(backend): ApiKey,
    JsonBody(body): JsonBody<JwtRequest>,
) -> Result<Json<JwtAnswer>, Failure> {
    let request = BackendTokenRequest {
        user_id: body.user_id,
        user_name: body.user_name,
        user_email: body.user_email,
        user_avatar: body.user_avatar,
        is_moderator: body.is_moderator,
        room_name: body.room_name,
        expiration_seconds: body.expiration_seconds,
        features: body.features.into_iter().collect(),
    };
    let issued = shared.service.token_for_backend(&backend, request).await?;
    Ok(Json(JwtAnswer { token: issued.token, expires_at: issued.expires_at }))
}
