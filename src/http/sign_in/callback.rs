//! `GET /sign-in/callback`: back from the provider.

use axum::{
    Extension,
    extract::{Query, State, rejection::QueryRejection},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{Knocker, failed};
use crate::{
    http::Shared,
    service::{CameBack, FailedSignIn},
};

#[derive(Default, Deserialize)]
pub(super) struct Answer {
    state: Option<String>,
    code: Option<String>,
}

/// What cannot be read is no answer of the provider's, and is treated as one without a state.
pub(super) async fn get(
    State(shared): State<Shared>,
    Extension(visitor): Knocker,
    answer: Result<Query<Answer>, QueryRejection>,
) -> Response {
    let Query(answer) = answer.unwrap_or_default();
    let came = CameBack { state: answer.state, code: answer.code };
    match shared.service.finish_sign_in(&came, &visitor).await {
        Ok(to) => Redirect::to(to.as_str()).into_response(),
        Err(FailedSignIn { why, to }) => failed(why, &to),
    }
}
