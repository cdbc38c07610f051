//! From settings to the provider that hosts sign in with.

use url::Url;

use crate::{
    config::{Oidc, Problem, Problems, Secret},
    oidc::{Client, Provider},
    service::HostRules,
};

/// Prepares the provider, where one is configured. It is asked nothing yet.
pub(super) fn prepare(settings: Option<Oidc>, public_url: &Url) -> Result<Option<(Provider, HostRules)>, Problems> {
    let Some(oidc) = settings else { return Ok(None) };
    let unusable = |_| Problems(vec![Problem::new("OIDC_ISSUER", "expected the provider's address")]);
    let client = Client {
        id: oidc.client_id,
        secret: oidc.client_secret.as_ref().map(Secret::expose).map(str::to_owned),
        redirect: public_url.join("sign-in/callback").map_err(unusable)?,
    };
    let provider = Provider::new(&oidc.issuer, client).map_err(unusable)?;
    let rules = HostRules { domains: oidc.allowed.domains, emails: oidc.allowed.emails, claim: oidc.allowed.claim };
    Ok(Some((provider, rules)))
}
