//! The record page by page, for backends.

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Asked, Senseless, bodies::EventBody};
use crate::{
    http::{Failure, Shared, bearer::ApiKey},
    service::Auditor,
};

/// A page of the record, newest first.
#[derive(Serialize, ToSchema)]
pub(in crate::http) struct EventsAnswer {
    /// The events.
    events: Vec<EventBody>,
    /// What to say as `before` for the next page; null after the last one.
    next: Option<i64>,
}

/// Lists the events of the record, newest first.
#[utoipa::path(
    get, path = "/api/audit/events", tag = "The record",
    params(
        ("session" = Option<String>, Query, description = "Those of the session with this id."),
        ("kind" = Option<String>, Query, description = "Those of this kind, by its name."),
        ("person" = Option<String>, Query, description = "Those about this person: an account's e-mail address, or the user id of a token."),
        ("by" = Option<String>, Query, description = "Those that this person did."),
        ("from" = Option<String>, Query, description = "Not before this: seconds since 1970, or RFC 3339."),
        ("until" = Option<String>, Query, description = "Before this: seconds since 1970, or RFC 3339; a date alone is the whole day."),
        ("timeZone" = Option<String>, Query, description = "The zone of dates and times that say none; UTC unless it is said."),
        ("before" = Option<i64>, Query, description = "Those before this place in the chain: `next` of the page before."),
        ("limit" = Option<i64>, Query, description = "At most so many, 1 to 200; 50 unless it is said."),
    ),
    security(("api_key" = [])),
    responses(
        (status = 200, body = EventsAnswer, description = "One page of the record."),
        Senseless,
    )
)]
pub(in crate::http) async fn list_events(
    State(shared): State<Shared>,
    ApiKey(backend): ApiKey,
    Asked(filter): Asked,
) -> Result<Json<EventsAnswer>, Failure> {
    let page = shared.service.events_of_all(&Auditor::try_from(&backend)?, &filter).await?;
    Ok(Json(EventsAnswer { events: page.events.into_iter().map(EventBody::from).collect(), next: page.next }))
}
