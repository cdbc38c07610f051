//! The record as files: the whole of it by an API key or an operator's sign-in, a session's part for its
//! hosts. A file goes from the oldest event to where the chain ended when it was asked for.

use std::sync::Arc;

use axum::{
    Extension, Router,
    extract::{Path, State},
    response::Response,
    routing::get,
};

use super::{
    Asked, Senseless,
    bodies::{EventBody, SessionEventBody},
    file::{Form, answer},
};
use crate::{
    http::{Failure, Shared, bearer::ApiKey},
    service::{Auditor, Event, EventFilter, SessionEvent, Visitor},
};

/// The files of the pages.
pub(in crate::http) fn routes() -> Router<Shared> {
    Router::new()
        .route("/operator/record.csv", get(csv_for_operator))
        .route("/operator/record.jsonl", get(json_lines_for_operator))
        .route("/s/{id}/record.csv", get(csv_for_host))
        .route("/s/{id}/record.jsonl", get(json_lines_for_host))
}

/// Gives out the events of the record as a table, oldest first, in one stream.
#[utoipa::path(
    get, path = "/api/audit/events.csv", tag = "The record",
    params(
        ("session" = Option<String>, Query, description = "Those of the session with this id."),
        ("kind" = Option<String>, Query, description = "Those of this kind, by its name."),
        ("person" = Option<String>, Query, description = "Those about this person."),
        ("by" = Option<String>, Query, description = "Those that this person did."),
        ("from" = Option<String>, Query, description = "Not before this: seconds since 1970, or RFC 3339."),
        ("until" = Option<String>, Query, description = "Before this: seconds since 1970, or RFC 3339; a date alone is the whole day."),
        ("timeZone" = Option<String>, Query, description = "The zone of dates and times that say none; UTC unless it is said."),
    ),
    security(("api_key" = [])),
    responses(
        (status = 200, body = String, content_type = "text/csv", description = "RFC 4180, with the names of the columns in the first line."),
        Senseless,
    )
)]
pub(in crate::http) async fn export_csv(
    State(shared): State<Shared>,
    ApiKey(backend): ApiKey,
    Asked(filter): Asked,
) -> Result<Response, Failure> {
    all(&shared, &Auditor::try_from(&backend)?, filter, Form::Csv).await
}

/// Gives out the events of the record as lines of JSON, oldest first, in one stream. Each line is an
/// object as in `events` of `/api/audit/events`; without a filter the chain can be verified from them.
#[utoipa::path(
    get, path = "/api/audit/events.jsonl", tag = "The record",
    params(
        ("session" = Option<String>, Query, description = "Those of the session with this id."),
        ("kind" = Option<String>, Query, description = "Those of this kind, by its name."),
        ("person" = Option<String>, Query, description = "Those about this person."),
        ("by" = Option<String>, Query, description = "Those that this person did."),
        ("from" = Option<String>, Query, description = "Not before this: seconds since 1970, or RFC 3339."),
        ("until" = Option<String>, Query, description = "Before this: seconds since 1970, or RFC 3339; a date alone is the whole day."),
        ("timeZone" = Option<String>, Query, description = "The zone of dates and times that say none; UTC unless it is said."),
    ),
    security(("api_key" = [])),
    responses(
        (status = 200, body = EventBody, content_type = "application/jsonl", description = "One such object a line."),
        Senseless,
    )
)]
pub(in crate::http) async fn export_json_lines(
    State(shared): State<Shared>,
    ApiKey(backend): ApiKey,
    Asked(filter): Asked,
) -> Result<Response, Failure> {
    all(&shared, &Auditor::try_from(&backend)?, filter, Form::JsonLines).await
}

/// Who asks with a browser.
type Asker = Extension<Arc<Visitor>>;

async fn csv_for_operator(
    State(shared): State<Shared>,
    Extension(visitor): Asker,
    Asked(filter): Asked,
) -> Result<Response, Failure> {
    let operator = shared.service.operator(&visitor).await?;
    all(&shared, &Auditor::from(&operator), filter, Form::Csv).await
}

async fn json_lines_for_operator(
    State(shared): State<Shared>,
    Extension(visitor): Asker,
    Asked(filter): Asked,
) -> Result<Response, Failure> {
    let operator = shared.service.operator(&visitor).await?;
    all(&shared, &Auditor::from(&operator), filter, Form::JsonLines).await
}

async fn csv_for_host(
    State(shared): State<Shared>,
    Extension(visitor): Asker,
    Path(id): Path<String>,
    Asked(filter): Asked,
) -> Result<Response, Failure> {
    of_session(&shared, &id, &visitor, &filter, Form::Csv).await
}

async fn json_lines_for_host(
    State(shared): State<Shared>,
    Extension(visitor): Asker,
    Path(id): Path<String>,
    Asked(filter): Asked,
) -> Result<Response, Failure> {
    of_session(&shared, &id, &visitor, &filter, Form::JsonLines).await
}

async fn all(shared: &Shared, by: &Auditor, filter: EventFilter, form: Form) -> Result<Response, Failure> {
    let export = shared.service.export_all(by, filter).await?;
    Ok(answer::<Event, EventBody>(Arc::clone(&shared.service), export, form, "greenroom-record"))
}

async fn of_session(
    shared: &Shared,
    id: &str,
    visitor: &Visitor,
    filter: &EventFilter,
    form: Form,
) -> Result<Response, Failure> {
    let host = shared.service.host(id, visitor).await?;
    let export = shared.service.export_session(&host, filter).await?;
    Ok(answer::<SessionEvent, SessionEventBody>(Arc::clone(&shared.service), export, form, "greenroom-session-record"))
}
