//! The pages' forms: plain HTML posts that work before, and without, the client.
//!
//! Each calls one use case and leads back to a page. A refusal is a page of its own.

mod api_keys;
mod door;
mod invites;
mod name;
mod sessions;

use std::sync::Arc;

use axum::{Extension, Router};

pub use self::api_keys::make_api_key;
use super::Shared;
use crate::service::Visitor;

/// Who sends the form.
type Knocker = Extension<Arc<Visitor>>;

/// The forms' addresses.
pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .merge(sessions::routes())
        .merge(invites::routes())
        .merge(door::routes())
        .merge(name::routes())
        .merge(api_keys::routes())
}

/// A path segment as it may stand in `Location`.
fn encoded(segment: &str) -> String {
    url::form_urlencoded::byte_serialize(segment.as_bytes()).collect()
}
