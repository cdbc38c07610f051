//! Making and revoking API keys.

use std::sync::Arc;

use axum::{
    Extension, Router,
    body::Body,
    extract::{FromRequest, Path, Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};

use super::Knocker;
use crate::{
    http::{Failure, Shared, form_body::FormText},
    service::{ApiKeyAnswer, ApiKeyForm, Refusal, Visitor},
};

/// The page of API keys.
const PAGE: &str = "/operator/api-keys";

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/operator/api-keys/{id}/revoke", post(revoke))
}

/// Makes a key, and hands what became of it to the page that answers: a key is told in the answer to the
/// form alone. An address that shows it would be one more secret.
pub async fn make_api_key(
    State(shared): State<Shared>,
    Extension(visitor): Knocker,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let form = FormText::from_request(Request::from_parts(parts.clone(), body), &()).await;
    let answer = match form {
        Ok(FormText(text)) => answer(&shared, &visitor, ApiKeyForm::read(&text)).await,
        Err(failure) => Err(failure),
    };
    match answer {
        Ok(answer) => {
            parts.extensions.insert(answer);
            next.run(Request::from_parts(parts, Body::empty())).await
        }
        Err(Failure::Refused(Refusal::NotSignedIn)) => to_sign_in().into_response(),
        Err(failure) => failure.into_response(),
    }
}

async fn answer(shared: &Shared, visitor: &Visitor, typed: ApiKeyForm) -> Result<ApiKeyAnswer, Failure> {
    let operator = shared.service.operator(visitor).await?;
    let made = match typed.new_key() {
        Ok(new) => shared.service.make_api_key(&operator, &new).await,
        Err(breach) => Err(breach.into()),
    };
    match made {
        Ok(made) => Ok(ApiKeyAnswer::Made(Arc::new(made))),
        Err(Refusal::Policy(breach)) => Ok(ApiKeyAnswer::NotMade { typed, breach }),
        Err(refusal) => Err(refusal.into()),
    }
}

async fn revoke(
    State(shared): State<Shared>,
    Extension(visitor): Knocker,
    Path(id): Path<String>,
) -> Result<Redirect, Failure> {
    let operator = match shared.service.operator(&visitor).await {
        Err(Refusal::NotSignedIn) => return Ok(to_sign_in()),
        operator => operator?,
    };
    shared.service.revoke_api_key(&operator, &id).await?;
    Ok(Redirect::to(PAGE))
}

fn to_sign_in() -> Redirect {
    Redirect::to("/sign-in?to=%2Foperator%2Fapi-keys")
}
