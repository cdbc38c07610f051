//! The provider that hosts sign in with, and which of its people may host.

use url::Url;

use super::{
    Problem, Secret,
    environment::{Environment, Found},
    list::{is_domain, is_email, list},
    local::is_loopback,
    variables::{
        OIDC_ALLOWED_CLAIM, OIDC_ALLOWED_DOMAINS, OIDC_ALLOWED_EMAILS, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_ISSUER,
    },
};

/// A provider of OpenID Connect.
#[derive(Clone, Debug)]
pub struct Oidc {
    /// Its issuer, as it was written: a slash more or less is another issuer.
    pub issuer: String,
    /// The id under which it knows us.
    pub client_id: String,
    /// The secret that it shares with us.
    pub client_secret: Option<Secret>,
    /// Who may host.
    pub allowed: Allowed,
}

/// Who of the provider's people may host: whoever one of these rules fits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowed {
    /// Domains of e-mail addresses, in lower case.
    pub domains: Vec<String>,
    /// E-mail addresses, in lower case.
    pub emails: Vec<String>,
    /// A claim's name and value.
    pub claim: Option<(String, String)>,
}

/// Everything that was set about the provider, not yet judged.
struct Raw {
    issuer: Option<Found>,
    client_id: Option<Found>,
    client_secret: Option<Found>,
    domains: Option<Found>,
    emails: Option<Found>,
    claim: Option<Found>,
}

/// Reads the provider; `None` where none is set, or where `problems` says what is wrong.
pub(super) fn read(env: &Environment, problems: &mut Vec<Problem>) -> Option<Oidc> {
    let raw = Raw {
        issuer: env.get(&OIDC_ISSUER, problems),
        client_id: env.get(&OIDC_CLIENT_ID, problems),
        client_secret: env.secret(&OIDC_CLIENT_SECRET, problems),
        domains: env.get(&OIDC_ALLOWED_DOMAINS, problems),
        emails: env.get(&OIDC_ALLOWED_EMAILS, problems),
        claim: env.get(&OIDC_ALLOWED_CLAIM, problems),
    };
    let allowed = raw.allowed(problems);
    let Some(issuer) = &raw.issuer else {
        raw.nothing_else(problems);
        return None;
    };
    if !is_issuer(issuer.value()) {
        let advice = "expected the provider's address with `https://`, as its page of settings shows it (`http://` is \
                      for a provider on this machine alone)";
        problems.push(issuer.problem(advice));
    }
    if raw.client_id.is_none() {
        let advice = "a provider needs it: register Greenroom there, and copy the client id";
        problems.push(Problem::new(OIDC_CLIENT_ID.name, advice));
    }
    if raw.domains.is_none() && raw.emails.is_none() && raw.claim.is_none() {
        let advice = format!(
            "nobody may host: set it, {} or {}, so that not everybody whom the provider knows becomes a host",
            OIDC_ALLOWED_EMAILS.name, OIDC_ALLOWED_CLAIM.name
        );
        problems.push(Problem::new(OIDC_ALLOWED_DOMAINS.name, advice));
    }
    Some(Oidc {
        issuer: issuer.value().to_owned(),
        client_id: raw.client_id?.value().to_owned(),
        client_secret: raw.client_secret.map(|found| Secret::new(found.value().to_owned())),
        allowed,
    })
}

impl Raw {
    /// Without an issuer the rest means nothing, and somebody believes that it does.
    fn nothing_else(&self, problems: &mut Vec<Problem>) {
        let rest = [&self.client_id, &self.client_secret, &self.domains, &self.emails, &self.claim];
        if let Some(found) = rest.into_iter().flatten().next() {
            let advice = format!("it is not set, but {} is: set it, or unset that", found.name);
            problems.push(Problem::new(OIDC_ISSUER.name, advice));
        }
    }

    fn allowed(&self, problems: &mut Vec<Problem>) -> Allowed {
        Allowed {
            domains: list(self.domains.as_ref(), is_domain, &OIDC_ALLOWED_DOMAINS, problems),
            emails: list(self.emails.as_ref(), is_email, &OIDC_ALLOWED_EMAILS, problems),
            claim: self.claim.as_ref().and_then(|found| claim(found, problems)),
        }
    }
}

fn claim(found: &Found, problems: &mut Vec<Problem>) -> Option<(String, String)> {
    match found.value().split_once('=') {
        Some((name, value)) if !name.trim().is_empty() && !value.trim().is_empty() => {
            Some((name.trim().to_owned(), value.trim().to_owned()))
        }
        _ => {
            let advice = format!("expected a claim and its value, such as `{}`", OIDC_ALLOWED_CLAIM.example);
            problems.push(found.problem(advice));
            None
        }
    }
}

/// OpenID Connect Discovery 3: `https`, no query, no fragment. On this machine `http` will do.
fn is_issuer(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else { return false };
    let safe = url.scheme() == "https" || url.scheme() == "http" && is_loopback(&url);
    safe && url.host().is_some()
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none()
}
