//! Opening, changing, calling off and ending sessions.

use axum::{
    Extension, Router,
    extract::{Path, State},
    response::Redirect,
    routing::post,
};

use super::{Knocker, encoded};
use crate::{
    http::{Failure, Shared, form_body::FormText},
    service::{PlanForm, Refusal},
};

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/sessions", post(open_session))
        .route("/s/{id}/edit", post(change_session))
        .route("/s/{id}/cancel", post(cancel_session))
        .route("/s/{id}/end", post(end_session))
}

/// Opens a session. What is not taken leads back to the form, with what was typed.
async fn open_session(
    State(shared): State<Shared>,
    Extension(visitor): Knocker,
    FormText(body): FormText,
) -> Result<Redirect, Failure> {
    let form = PlanForm::read(&body);
    if shared.service.problem(&form, None).is_some() {
        let page = if is_short(&body) { "/?problem=title&" } else { "/sessions/new?" };
        return Ok(Redirect::to(&format!("{page}{}", form.write())));
    }
    let right = match shared.service.opener(&visitor).await {
        // A sign-in may have ended while the form was filled in: it is there again after the next one.
        Err(Refusal::NotSignedIn) => return Ok(to_sign_in(&format!("/sessions/new?{}", form.write()))),
        right => right?,
    };
    let opened = shared.service.open_session(&right, &form.plan(None).map_err(Refusal::from)?).await?;
    Ok(Redirect::to(&format!("/s/{}", opened.session.id)))
}

fn to_sign_in(and_then: &str) -> Redirect {
    Redirect::to(&format!("/sign-in?to={}", encoded(and_then)))
}

/// The home page's short form has no start.
fn is_short(body: &str) -> bool {
    !url::form_urlencoded::parse(body.as_bytes()).any(|(name, _)| name == "starts")
}

async fn change_session(
    State(shared): State<Shared>,
    Extension(visitor): Knocker,
    Path(id): Path<String>,
    FormText(body): FormText,
) -> Result<Redirect, Failure> {
    let host = shared.service.owner(&id, &visitor).await?;
    let (id, form) = (host.session.id.clone(), PlanForm::read(&body));
    let changed = match form.plan(Some(&host.session)) {
        Ok(plan) => shared.service.change_session(host, &plan, form.sequence).await,
        Err(breach) => Err(breach.into()),
    };
    match changed {
        Ok(_) => Ok(Redirect::to(&format!("/s/{id}"))),
        Err(Refusal::Policy(_)) => Ok(Redirect::to(&format!("/s/{id}/edit?{}", form.write()))),
        Err(refusal) => Err(refusal.into()),
    }
}

async fn cancel_session(
    State(shared): State<Shared>,
    Extension(visitor): Knocker,
    Path(id): Path<String>,
) -> Result<Redirect, Failure> {
    let host = shared.service.owner(&id, &visitor).await?;
    shared.service.cancel_session(&host).await?;
    Ok(Redirect::to(&format!("/s/{}", host.session.id)))
}

async fn end_session(
    State(shared): State<Shared>,
    Extension(visitor): Knocker,
    Path(id): Path<String>,
) -> Result<Redirect, Failure> {
    let host = shared.service.host(&id, &visitor).await?;
    let told = shared.service.end_for_everyone(&host).await?;
    Ok(Redirect::to(&format!("/s/{}?ended={}", host.session.id, told.as_str())))
}
