//! The language that a browser gets: the one that was chosen, else the one that it asks for.

use std::sync::Arc;

use axum::{
    Extension, Router,
    http::{HeaderMap, header},
    response::Redirect,
    routing::post,
};
use axum_extra::extract::cookie::CookieJar;
use serde::Deserialize;

use super::{Shared, form_body::FormBody};
use crate::{
    service::{Memory, Visitor},
    words::Language,
};

/// Where the choice is kept.
pub(super) const COOKIE: &str = "greenroom_language";

/// The language of a request's answer.
pub(super) fn of(headers: &HeaderMap) -> Language {
    let jar = CookieJar::from_headers(headers);
    let chosen = jar.get(COOKIE).and_then(|cookie| Language::parse(cookie.value()));
    let asked = || headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    chosen.or_else(|| asked().map(Language::negotiate)).unwrap_or_default()
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default)]
    language: String,
    /// Where the choice was made.
    #[serde(default)]
    to: String,
}

/// Where the choice is made.
pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/language", post(choose))
}

async fn choose(Extension(visitor): Extension<Arc<Visitor>>, FormBody(choice): FormBody<Choice>) -> Redirect {
    if let Some(language) = Language::parse(&choice.language) {
        visitor.remember(Memory::Language(language));
    }
    Redirect::to(super::way::ours(&choice.to).unwrap_or("/"))
}
