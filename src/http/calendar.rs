//! A session as a file for calendars, for its hosts and its guests.

use std::sync::Arc;

use axum::{
    Extension, Router,
    extract::{Path, State},
    http::header,
    response::IntoResponse,
    routing::get,
};

use super::{Failure, Shared};
use crate::{
    calendar::{self, Entry},
    service::{self, Refusal, Session, Visitor, shown_title},
    words::{Language, text_with},
};

/// The files' addresses.
pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/s/{id}/calendar.ics", get(for_host)).route("/j/{secret}/calendar.ics", get(for_guest))
}

/// Who comes, and by which way.
struct Comer {
    /// As the file names them.
    address: String,
    name: &'static str,
    link: String,
    words: &'static str,
}

async fn for_host(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Arc<Visitor>>,
    Path(id): Path<String>,
) -> Result<impl IntoResponse, Failure> {
    let host = shared.service.host(&id, &visitor).await?;
    let session = &host.session;
    let comer = Comer {
        address: host.email().map_or_else(|| nobody(&session.id), |email| format!("mailto:{email}")),
        name: "role-host",
        link: format!("{}s/{}", shared.service.public_url(), session.id),
        words: "calendar-host",
    };
    Ok(file(&shared, session, &comer, visitor.language))
}

async fn for_guest(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Arc<Visitor>>,
    Path(secret): Path<String>,
) -> Result<impl IntoResponse, Failure> {
    shared.service.count_look(&secret, &visitor).await?;
    let service::Entry::Guest { session, .. } = shared.service.enter(&secret, &visitor).await? else {
        return Err(Refusal::NotHost.into());
    };
    let comer = Comer {
        address: nobody(&session.id),
        name: "role-guest",
        link: format!("{}j/{secret}", shared.service.public_url()),
        words: "calendar-guest",
    };
    Ok(file(&shared, &session, &comer, visitor.language))
}

/// An attendee has to be an address; who gave none gets one that leads nowhere (RFC 9562).
fn nobody(session_id: &str) -> String {
    format!("urn:uuid:{session_id}")
}

fn file(shared: &Shared, session: &Session, comer: &Comer, language: Language) -> impl IntoResponse + use<> {
    let host_name = shared.service.public_url().host_str().unwrap_or("localhost");
    let anybody = format!("no-reply@{host_name}");
    let entry = Entry {
        uid: &session.id,
        sequence: session.sequence,
        title: &shown_title(&session.title, language),
        starts_at: session.starts_at,
        ends_at: session.ends_at,
        link: &comer.link,
        description: &text_with(language, comer.words, [("link", comer.link.clone().into())]),
        organizer: session.owner.as_deref().unwrap_or(&anybody),
        attendee: &comer.address,
        attendee_name: &crate::words::text(language, comer.name),
        cancelled: session.cancelled_at.is_some(),
        now: shared.service.now(),
    };
    let method = calendar::method(entry.cancelled);
    let kind = format!("text/calendar; charset=utf-8; method={method}");
    let name = "attachment; filename=\"session.ics\"".to_owned();
    ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], calendar::file(&entry))
}
