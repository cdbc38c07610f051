//! A session as the API shows it.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    jaas::{Feature, SessionType},
    service::{Service, Session, SessionState},
};

/// A session.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct SessionBody {
    /// Its id.
    #[schema(format = "uuid")]
    id: String,
    /// What its host calls it.
    title: String,
    /// With picture or without.
    session_type: SessionType,
    /// Where it is on its way.
    #[schema(value_type = SessionState)]
    state: &'static str,
    /// Its room, as `roomName` of `POST /api/jitsi/jwt` takes it. It says nothing of the title.
    #[schema(example = "fnygldpmdlchiambkn663wmn", pattern = "^[a-z0-9._~-]+$")]
    room_name: String,
    /// What its hosts' tokens may grant.
    #[schema(value_type = Vec<Feature>)]
    features: Vec<&'static str>,
    /// When it was made, in seconds since 1970.
    opened_at: i64,
    /// When it starts. Its door opens some minutes before.
    starts_at: i64,
    /// When it shall be over, if anything says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    ends_at: Option<i64>,
    /// The time zone that its host thinks in (IANA).
    #[schema(example = "Europe/Berlin")]
    time_zone: String,
    /// How many guests it takes at most, if anything says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    capacity: Option<u32>,
    /// How many guests were let in and not removed.
    guests: u32,
    /// Whether guests wait until a host is in.
    waits_for_host: bool,
    /// Whether a host lets guests in one by one.
    admits_each: bool,
    /// When it was ended, if it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    ended_at: Option<i64>,
    /// When it was called off, if it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    cancelled_at: Option<i64>,
}

impl SessionBody {
    /// The session as it is now.
    pub(super) fn new(service: &Service, session: Session) -> Self {
        Self {
            state: service.state(&session).as_str(),
            id: session.id,
            title: session.title,
            session_type: session.session_type,
            room_name: session.room.into(),
            features: session.features.into_iter().map(Feature::as_str).collect(),
            opened_at: session.opened_at,
            starts_at: session.starts_at,
            ends_at: session.ends_at,
            time_zone: session.time_zone,
            capacity: session.capacity,
            guests: session.guests,
            waits_for_host: session.waits_for_host,
            admits_each: session.admits_each,
            ended_at: session.ended_at,
            cancelled_at: session.cancelled_at,
        }
    }
}
