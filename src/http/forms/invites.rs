//! Making and withdrawing invites.

use axum::{
    Extension, Router,
    extract::{Path, State},
    response::Redirect,
    routing::post,
};
use serde::Deserialize;
use url::form_urlencoded::Serializer;

use super::Knocker;
use crate::{
    http::{Failure, Shared, form_body::FormBody},
    jaas::Role,
    service::{NewInvite, PolicyBreach, Refusal, TextError},
    zone::Zone,
};

/// So much of a field goes back into the form, in characters.
const LONGEST_TYPED: usize = 200;

/// A new invite, as it was typed.
#[derive(Deserialize)]
struct InviteForm {
    /// `one` person, `many`, or a `host`.
    #[serde(default)]
    kind: String,
    #[serde(default)]
    label: String,
    /// A wall clock in the session's time zone; empty is never.
    #[serde(default)]
    expires: String,
    /// Empty is any number.
    #[serde(default)]
    max_uses: String,
}

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/s/{id}/guest-link", post(renew_guest_link))
        .route("/s/{id}/invites", post(add_invite))
        .route("/s/{id}/invites/revoke-all", post(revoke_all))
        .route("/s/{id}/invites/{invite_id}/revoke", post(revoke_invite))
}

async fn renew_guest_link(
    State(shared): State<Shared>,
    Extension(visitor): Knocker,
    Path(id): Path<String>,
) -> Result<Redirect, Failure> {
    let host = shared.service.host(&id, &visitor).await?;
    shared.service.renew_guest_link(&host).await?;
    Ok(Redirect::to(&format!("/s/{}", host.session.id)))
}

async fn add_invite(
    State(shared): State<Shared>,
    Extension(visitor): Knocker,
    Path(id): Path<String>,
    FormBody(form): FormBody<InviteForm>,
) -> Result<Redirect, Failure> {
    let host = shared.service.host(&id, &visitor).await?;
    let page = format!("/s/{}", host.session.id);
    let typed = form.write();
    let made = match form.read(&host.session.time_zone) {
        Ok(new) => shared.service.invite_as_host(&host, &new).await,
        Err(breach) => Err(breach.into()),
    };
    match made {
        Ok((invite, _)) => Ok(Redirect::to(&format!("{page}?made={}#invite-{}", invite.id, invite.id))),
        Err(Refusal::Policy(breach)) => {
            Ok(Redirect::to(&format!("{page}?problem={}&{typed}#new-invite", breach.field())))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

impl InviteForm {
    /// The form as a query, with what was typed.
    fn write(&self) -> String {
        let shortened = |text: &str| text.chars().take(LONGEST_TYPED).collect::<String>();
        Serializer::new(String::new())
            .append_pair("kind", &shortened(&self.kind))
            .append_pair("label", &shortened(&self.label))
            .append_pair("expires", &shortened(&self.expires))
            .append_pair("max_uses", &shortened(&self.max_uses))
            .finish()
    }

    fn read(self, zone: &str) -> Result<NewInvite, PolicyBreach> {
        let zone = Zone::parse(zone).unwrap_or_else(Zone::utc);
        let expires_at = match self.expires.trim() {
            "" => None,
            typed => Some(zone.moment(typed).ok_or(PolicyBreach::Moment { field: "expiresAt" })?),
        };
        let max_uses = match self.max_uses.trim() {
            "" => None,
            typed => {
                let no_number = |_| PolicyBreach::Text { field: "maxUses", reason: TextError::Number };
                Some(typed.parse().map_err(no_number)?)
            }
        };
        Ok(NewInvite {
            role: Some(if self.kind == "host" { Role::Host } else { Role::Guest }),
            label: self.label,
            personal: self.kind != "many",
            expires_at,
            max_uses,
        })
    }
}

async fn revoke_invite(
    State(shared): State<Shared>,
    Extension(visitor): Knocker,
    Path((id, invite_id)): Path<(String, String)>,
) -> Result<Redirect, Failure> {
    let host = shared.service.host(&id, &visitor).await?;
    shared.service.revoke_as_host(&host, &invite_id).await?;
    Ok(Redirect::to(&format!("/s/{}#invites", host.session.id)))
}

async fn revoke_all(
    State(shared): State<Shared>,
    Extension(visitor): Knocker,
    Path(id): Path<String>,
) -> Result<Redirect, Failure> {
    let host = shared.service.host(&id, &visitor).await?;
    shared.service.revoke_all(&host).await?;
    Ok(Redirect::to(&format!("/s/{}#invites", host.session.id)))
}
