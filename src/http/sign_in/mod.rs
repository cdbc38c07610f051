//! Signing in and out: what the forms of those pages post to, and where a provider sends browsers back to.
//!
//! A sign-in that failed leads to a page of its own, which `ui` renders: so the address bar shows no
//! code, and loading the page again tries nothing again.

mod begin;
mod callback;
mod everywhere;
mod link;
mod out;
mod revoke;

use std::sync::Arc;

use axum::{
    Extension, Router,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use url::form_urlencoded::byte_serialize;

use super::{Failure, Shared, failure::Refused};
use crate::service::{Destination, Refusal, Visitor};

type Knocker = Extension<Arc<Visitor>>;

/// The addresses.
pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/sign-in", post(begin::post))
        .route("/sign-in/callback", get(callback::get))
        .route("/sign-in/link/{secret}", post(link::post))
        .route("/sign-out", post(out::post))
        .route("/account/sign-ins/{id}/revoke", post(revoke::post))
        .route("/account/sign-out-everywhere", post(everywhere::post))
}

/// To the page that says why somebody is not signed in. What the operator can mend goes to the log.
fn failed(why: Refusal, to: &Destination) -> Response {
    let Refusal::SignIn(failure) = why else { return Failure::from(why).into_response() };
    if failure.is_for_the_log() {
        tracing::warn!(cause = %failure, "a sign-in failed");
    }
    let page = with_destination(&format!("/sign-in/failed/{}", failure.slug()), to);
    let mut response = Redirect::to(&page).into_response();
    response.extensions_mut().insert(Refused(Arc::new(failure.into())));
    response
}

/// Back to the account's page; to the sign-in first, where nobody is signed in.
fn to_account(done: Result<(), Refusal>) -> Result<Redirect, Failure> {
    match done {
        Ok(()) => Ok(Redirect::to("/account")),
        Err(Refusal::NotSignedIn) => Ok(Redirect::to(&with_destination("/sign-in", &Destination::parse("/account")))),
        Err(refusal) => Err(refusal.into()),
    }
}

fn with_destination(page: &str, to: &Destination) -> String {
    if to.is_home() {
        return page.to_owned();
    }
    let to: String = byte_serialize(to.as_str().as_bytes()).collect();
    format!("{page}?to={to}")
}
