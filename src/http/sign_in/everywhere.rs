//! `POST /account/sign-out-everywhere`: ends every sign-in of one's own.

use axum::{Extension, extract::State, response::Redirect};

use super::{Knocker, to_account};
use crate::http::{Failure, Shared};

pub(super) async fn post(State(shared): State<Shared>, Extension(visitor): Knocker) -> Result<Redirect, Failure> {
    to_account(shared.service.sign_out_everywhere(&visitor).await)
}
