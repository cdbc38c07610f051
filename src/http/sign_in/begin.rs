//! `POST /sign-in`: to the provider.

use axum::{
    Extension,
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{Knocker, failed};
use crate::{
    http::{Shared, form_body::FormBody},
    service::Destination,
};

#[derive(Deserialize)]
pub(super) struct SignInForm {
    /// Where the browser wanted to go.
    #[serde(default)]
    to: String,
}

pub(super) async fn post(
    State(shared): State<Shared>,
    Extension(visitor): Knocker,
    FormBody(form): FormBody<SignInForm>,
) -> Response {
    let to = Destination::parse(&form.to);
    match shared.service.begin_sign_in(&to, &visitor).await {
        Ok(url) => Redirect::to(url.as_str()).into_response(),
        Err(why) => failed(why, &to),
    }
}
