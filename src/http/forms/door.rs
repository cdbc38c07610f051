//! At the door: a guest knocks, a host lets them in, refuses them, or removes who is in.

use axum::{
    Extension, Router,
    extract::{Path, State},
    response::Redirect,
    routing::post,
};
use serde::Deserialize;

use super::{Knocker, encoded};
use crate::{
    http::{Failure, Shared, form_body::FormBody},
    service::Refusal,
};

#[derive(Deserialize)]
struct KnockForm {
    #[serde(default)]
    name: String,
}

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/j/{secret}/knock", post(knock))
        .route("/j/{secret}/host", post(become_host))
        .route("/s/{id}/people/{user_id}/admit", post(admit))
        .route("/s/{id}/people/{user_id}/refuse", post(refuse))
        .route("/s/{id}/people/{user_id}/remove", post(remove))
}

async fn knock(
    State(shared): State<Shared>,
    Extension(visitor): Knocker,
    Path(secret): Path<String>,
    FormBody(form): FormBody<KnockForm>,
) -> Result<Redirect, Failure> {
    let page = format!("/j/{}", encoded(&secret));
    match shared.service.knock(&secret, &form.name, &visitor).await {
        Ok(()) => Ok(Redirect::to(&page)),
        Err(Refusal::Policy(_)) => Ok(Redirect::to(&format!("{page}?problem=name"))),
        Err(refusal) => Err(refusal.into()),
    }
}

async fn become_host(
    State(shared): State<Shared>,
    Extension(visitor): Knocker,
    Path(secret): Path<String>,
) -> Result<Redirect, Failure> {
    let session = shared.service.become_host(&secret, &visitor).await?;
    Ok(Redirect::to(&format!("/s/{}", session.id)))
}

async fn admit(
    State(shared): State<Shared>,
    Extension(visitor): Knocker,
    Path((id, user_id)): Path<(String, String)>,
) -> Result<Redirect, Failure> {
    answer(&shared, &visitor, &id, &user_id, true).await
}

async fn refuse(
    State(shared): State<Shared>,
    Extension(visitor): Knocker,
    Path((id, user_id)): Path<(String, String)>,
) -> Result<Redirect, Failure> {
    answer(&shared, &visitor, &id, &user_id, false).await
}

async fn answer(
    shared: &Shared,
    visitor: &crate::service::Visitor,
    id: &str,
    user_id: &str,
    admit: bool,
) -> Result<Redirect, Failure> {
    let host = shared.service.host(id, visitor).await?;
    shared.service.answer_knock(&host, user_id, admit).await?;
    Ok(Redirect::to(&format!("/s/{}", host.session.id)))
}

async fn remove(
    State(shared): State<Shared>,
    Extension(visitor): Knocker,
    Path((id, user_id)): Path<(String, String)>,
) -> Result<Redirect, Failure> {
    let host = shared.service.host(&id, &visitor).await?;
    let told = shared.service.remove_person(&host, &user_id).await?;
    Ok(Redirect::to(&format!("/s/{}?removed={}", host.session.id, told.as_str())))
}
