//! `POST /account/sign-ins/{id}/revoke`: ends a sign-in of one's own in another browser.

use axum::{
    Extension,
    extract::{Path, State},
    response::Redirect,
};

use super::{Knocker, to_account};
use crate::http::{Failure, Shared};

pub(super) async fn post(
    State(shared): State<Shared>,
    Extension(visitor): Knocker,
    Path(id): Path<String>,
) -> Result<Redirect, Failure> {
    to_account(shared.service.revoke_own_sign_in(&id, &visitor).await)
}
