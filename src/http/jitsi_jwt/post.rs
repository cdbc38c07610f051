//! Issuing a token to a backend.

use std::{collections::BTreeMap, fmt};

use axum::{Json, extract::State};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{self, MapAccess, Visitor},
};
use utoipa::{IntoResponses, ToSchema};

use crate::{
    http::{
        Failure, Shared,
        bearer::ApiKey,
        document::answers::{Answers, refusals},
        json_body::JsonBody,
    },
    jaas::Feature,
    service::BackendTokenRequest,
    wire::ErrorCode::{NotConfigured, NotReady, Overloaded, SessionCancelled, SessionEnded, SessionNotOpen},
};

/// For whom, and for which room, a token is wanted.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct JwtRequest {
    /// Stable for one person: the same each time.
    #[schema(example = "u-17")]
    user_id: String,
    /// The name that others see.
    #[schema(example = "Ada")]
    user_name: String,
    /// The person's e-mail address: something before and after an `@`. It is only shown.
    #[schema(example = "ada@example.com")]
    user_email: Option<String>,
    /// A public URL of the person's picture, by http or https.
    #[schema(example = "https://example.com/ada.png")]
    user_avatar: Option<String>,
    /// Whether the person moderates the meeting; false unless it is said.
    #[serde(default)]
    is_moderator: bool,
    /// The room, of `a-z`, `0-9`, `-`, `.`, `_` and `~`: 200 at most, and 252 with your own app id and a slash
    /// before it. `.` and `..` are no rooms.
    #[schema(example = "physics-101")]
    room_name: String,
    /// How long the token shall be valid, in seconds.
    #[schema(example = 600)]
    expiration_seconds: Option<i64>,
    /// Yes or no to features, by their names in a token; each named once.
    #[serde(default, deserialize_with = "each_once")]
    #[schema(value_type = BTreeMap<Feature, bool>, example = json!({ "recording": true }))]
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
    #[schema(example = "<header>.<payload>.<signature>")]
    token: String,
    /// Its `exp`: when it expires, in seconds since 1970. It gates joining alone: who is in stays in.
    #[schema(example = 1_767_232_800)]
    expires_at: i64,
}

/// Why no token is issued.
struct JwtRefusals;

impl IntoResponses for JwtRefusals {
    fn responses() -> Answers {
        refusals([
            (409, &[SessionNotOpen], "The room is a session's, and its door opens later."),
            (410, &[SessionEnded, SessionCancelled], "The room is a session's, and that is over, or was called off."),
            (
                503,
                &[NotConfigured, NotReady, Overloaded],
                "This deployment signs no tokens; the database does not answer; or the signing queue is full.",
            ),
        ])
    }
}

/// Issues a token for one user and one room.
///
/// Where the room is that of a session, the session holds here, too: no token before its door opens, none
/// after its planned end or when it was ended or called off, and none that is valid for longer than 15
/// minutes past its planned end. Every issued token is written down as a grant before it is given out.
#[utoipa::path(
    post, path = "/api/jitsi/jwt", tag = "Tokens", request_body = JwtRequest, security(("api_key" = [])),
    responses((status = 200, body = JwtAnswer, description = "The token."), JwtRefusals)
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
