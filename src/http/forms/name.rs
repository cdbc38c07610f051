//! The green room's form, where there is no script: the name is remembered, and the meeting comes.

use axum::{Extension, Router, extract::Path, response::Redirect, routing::post};
use serde::Deserialize;

use super::{Knocker, encoded};
use crate::{
    http::{Shared, form_body::FormBody},
    service::{Memory, PersonName, Visitor},
};

#[derive(Deserialize)]
struct NameForm {
    #[serde(default)]
    name: String,
}

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/s/{id}/name", post(remember_host_name)).route("/j/{secret}/name", post(remember_guest_name))
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
