//! The record for programs, and as files: for backends with the scope, for operators and for hosts.

mod bodies;
mod events;
mod export;
mod file;

pub(super) use events::*;
pub(super) use export::*;

use axum::{
    extract::FromRequestParts,
    http::{Uri, request::Parts},
};

use utoipa::IntoResponses;

use super::{
    Failure,
    document::answers::{Answers, refusals},
};
use crate::{
    service::{EventFilter, RecordQuery},
    wire::ErrorCode::OutOfPolicy,
};

/// A query that asks for nothing that can be.
struct Senseless;

impl IntoResponses for Senseless {
    fn responses() -> Answers {
        refusals([(422, &[OutOfPolicy], "A field of the query that nobody can make sense of. The sentence names it.")])
    }
}

/// Which events a request asks for in its query.
pub(super) struct Asked(EventFilter);

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let uri = Uri::from_request_parts(parts, state).await.unwrap_or_default();
        Ok(Self(RecordQuery::read(uri.query().unwrap_or_default()).filter()?))
    }
}
