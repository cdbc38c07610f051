//! The API key of a backend.

use std::sync::Arc;

use axum::{
    Extension, RequestPartsExt,
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use axum_extra::{
    TypedHeader,
    headers::{Authorization, authorization::Bearer},
};

use super::{Failure, Shared};
use crate::service::{Backend, Refusal, Visitor};

/// Proof that the request bears an API key that holds. What the key may do, each use case asks.
pub(super) struct ApiKey(pub(super) Backend);

impl FromRequestParts<Shared> for ApiKey {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Self, Failure> {
        // Two of them are none: proxies and we might each believe another one.
        let single = parts.headers.get_all(header::AUTHORIZATION).iter().count() == 1;
        let header = parts.extract::<TypedHeader<Authorization<Bearer>>>().await.ok().filter(|_| single);
        let client: Option<Extension<Arc<Visitor>>> = parts.extract().await.ok();
        let Some(Extension(client)) = client else { return Err(Refusal::NoApiKey.into()) };
        let backend = shared.service.backend(header.as_ref().map(|header| header.token()), &client).await?;
        Ok(Self(backend))
    }
}
