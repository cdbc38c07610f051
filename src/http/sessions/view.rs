//! A session as the API shows it.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    jaas::{Feature, SessionType},
    service::Session,
};

/// A session.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct SessionBody {
    /// Its id.
    id: String,
    /// What its host calls it.
    title: String,
    /// `video` or `audio`.
    #[schema(value_type = String)]
    session_type: SessionType,
    /// `open` or `ended`.
    state: &'static str,
    /// Its room, as `roomName` of `POST /api/jitsi/jwt` takes it.
    room_name: String,
    /// What its host's tokens may grant.
    features: Vec<&'static str>,
    /// When it was opened, in seconds since 1970.
    opened_at: i64,
    /// When it ended, if it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at: Option<i64>,
}

impl From<Session> for SessionBody {
    fn from(session: Session) -> Self {
        Self {
            id: session.id,
            title: session.title,
            session_type: session.session_type,
            state: if session.ended_at.is_some() { "ended" } else { "open" },
            room_name: session.room.into(),
            features: session.features.into_iter().map(Feature::as_str).collect(),
            opened_at: session.opened_at,
            ended_at: session.ended_at,
        }
    }
}
