//! `POST /sign-out`: ends this browser's sign-in.

use axum::{Extension, extract::State, response::Redirect};

use super::Knocker;
use crate::http::{Failure, Shared};

pub(super) async fn post(State(shared): State<Shared>, Extension(visitor): Knocker) -> Result<Redirect, Failure> {
    shared.service.sign_out(&visitor).await?;
    Ok(Redirect::to("/sign-in"))
}
