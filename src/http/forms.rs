//! The pages' forms: plain HTML posts that work before, and without, WASM.

use std::sync::Arc;

use axum::{
    Extension, Router,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use serde::Deserialize;
use url::form_urlencoded::Serializer;

use super::{Failure, Shared, form_body::FormBody};
use crate::{
    jaas::{Feature, SessionType},
    service::{Memory, NewSession, PersonName, Refusal, Visitor},
};

type Knocker = Extension<Arc<Visitor>>;

#[derive(Deserialize)]
struct OpenForm {
    #[serde(default)]
    title: String,
    #[serde(default)]
    session_type: SessionType,
}

#[derive(Deserialize)]
struct NameForm {
    #[serde(default)]
    name: String,
}

/// The forms' addresses.
pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/sessions", post(open_session))
        .route("/s/{id}/end", post(end_session))
        .route("/s/{id}/guest-link", post(renew_guest_link))
        .route("/s/{id}/name", post(remember_host_name))
        .route("/j/{secret}/name", post(remember_guest_name))
}

/// The sandbox's one click: opens a session and makes this browser its host.
async fn open_session(
    State(shared): State<Shared>,
    Extension(visitor): Knocker,
    FormBody(form): FormBody<OpenForm>,
) -> Result<Response, Failure> {
    let right = shared.service.sandbox_host()?;
    let new =
        NewSession { title: form.title.clone(), session_type: form.session_type, features: Feature::GUIDE.to_vec() };
    match shared.service.open_session(right, new).await {
        Ok(opened) => {
            let page = format!("/s/{}", opened.session.id);
            visitor.remember(Memory::Host { session_id: opened.session.id, secret: opened.host });
            Ok(Redirect::to(&page).into_response())
        }
        Err(Refusal::Policy(_)) => {
            // Back to the form, with what was typed.
            let query = Serializer::new(String::new())
                .append_pair("problem", "title")
                .append_pair("title", &form.title.chars().take(300).collect::<String>())
                .append_pair("session_type", form.session_type.as_str())
                .finish();
            Ok(Redirect::to(&format!("/?{query}")).into_response())
        }
        Err(refusal) => Err(refusal.into()),
    }
}

async fn end_session(
    State(shared): State<Shared>,
    Extension(visitor): Knocker,
    Path(id): Path<String>,
) -> Result<Redirect, Failure> {
    let host = shared.service.host(&id, &visitor).await?;
    shared.service.end_as_host(&host).await?;
    Ok(Redirect::to(&format!("/s/{}", host.session.id)))
}

async fn renew_guest_link(
    State(shared): State<Shared>,
    Extension(visitor): Knocker,
    Path(id): Path<String>,
) -> Result<Redirect, Failure> {
    let host = shared.service.host(&id, &visitor).await?;
    shared.service.renew_guest_link(&host).await?;
    Ok(Redirect::to(&format!("/s/{}", host.session.id)))
}

async fn remember_guest_name(
    Extension(visitor): Knocker,
    Path(secret): Path<String>,
    FormBody(form): FormBody<NameForm>,
) -> Redirect {
    into_meeting(&visitor, &form.name, &format!("/j/{}", encoded(&secret)))
}

async fn remember_host_name(
    Extension(visitor): Knocker,
    Path(id): Path<String>,
    FormBody(form): FormBody<NameForm>,
) -> Redirect {
    into_meeting(&visitor, &form.name, &format!("/s/{}/room", encoded(&id)))
}

/// To the meeting with the name remembered; back to the green room where it is none.
fn into_meeting(visitor: &Visitor, name: &str, page: &str) -> Redirect {
    match PersonName::parse(name) {
        Ok(name) => {
            visitor.remember(Memory::Name(name.into_string()));
            Redirect::to(&format!("{page}?direct"))
        }
        Err(_) => Redirect::to(&format!("{page}?problem=name")),
    }
}

/// A path segment as it may stand in `Location`.
fn encoded(segment: &str) -> String {
    url::form_urlencoded::byte_serialize(segment.as_bytes()).collect()
}
