//! `POST /sign-in/link/{secret}`: signs in by a one-time link, and uses it up.

use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};

use super::{Knocker, failed};
use crate::{http::Shared, service::Destination};

pub(super) async fn post(
    State(shared): State<Shared>,
    Extension(visitor): Knocker,
    Path(secret): Path<String>,
) -> Response {
    match shared.service.sign_in_by_link(&secret, &visitor).await {
        Ok(to) => Redirect::to(to.as_str()).into_response(),
        Err(why) => failed(why, &Destination::default()),
    }
}
