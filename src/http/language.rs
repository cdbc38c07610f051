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
use url::{Position, Url};

use super::{Shared, form_body::FormBody};
use crate::{
    service::{Destination, Memory, Visitor},
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
}

/// Where the choice is made.
pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/language", post(choose))
}

/// Back to where it was chosen, as the browser says it: our pages tell their address to our own site.
async fn choose(
    Extension(visitor): Extension<Arc<Visitor>>,
    headers: HeaderMap,
    FormBody(choice): FormBody<Choice>,
) -> Redirect {
    if let Some(language) = Language::parse(&choice.language) {
        visitor.remember(Memory::Language(language));
    }
    let page = headers.get(header::REFERER).and_then(|page| Url::parse(page.to_str().ok()?).ok());
    let page = page.map(|page| page[Position::BeforePath..Position::AfterQuery].to_owned());
    let page = page.as_deref().and_then(Destination::ours);
    Redirect::to(page.as_ref().map_or("/", Destination::as_str))
}
