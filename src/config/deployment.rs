//! Which Jitsi the meetings happen on, and what it needs from us.
//!
//! The key that signs is the configured one, or one that was given in its place: then the configured one
//! may be missing, or no key any more, and nobody looks.

use crate::jaas::{AppId, KeyId, KeyIdError, PrivateKey};

use super::{
    Problem, Problems, RoomClaimChoice, Secret,
    environment::{Environment, Found},
    variables::{JITSI_APP_ID, JITSI_APP_SECRET, JITSI_DOMAIN, JITSI_KEY_ID, JITSI_PRIVATE_KEY, JITSI_ROOM_CLAIM},
};

/// Where meetings happen, with the secrets that it takes.
#[derive(Debug)]
pub enum Deployment {
    /// Nothing is configured: the sandbox stands in, with a key of its own.
    Sandbox,
    /// Jitsi as a Service.
    Jaas {
        /// `8x8.vc` or a regional host of it.
        domain: String,
        /// The account.
        app_id: AppId,
        /// The key that signs.
        key: PrivateKey,
        /// Under which name its public half was uploaded.
        kid: KeyId,
        /// How tokens name their room.
        room_claim: RoomClaimChoice,
    },
    /// A Jitsi of one's own.
    SelfHosted {
        /// Its domain.
        domain: String,
        /// How it recognises people.
        auth: SelfHostedAuth,
    },
    /// `meet.jit.si`: no tokens.
    Public,
}

/// A key that signs in the place of the configured one.
#[derive(Debug)]
pub struct GivenKey {
    /// The key.
    pub key: PrivateKey,
    /// Under which name its public half was uploaded, with or without the tenant.
    pub kid: String,
    /// What to look at where the name is none of this deployment.
    pub place: String,
}

impl Deployment {
    /// Reads the deployment alone, and judges nothing else that is set.
    ///
    /// # Errors
    ///
    /// All problems at once.
    pub fn read(env: &Environment, given: Option<GivenKey>) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let deployment = read(env, given, &mut problems);
        deployment.filter(|_| problems.is_empty()).ok_or(Problems(problems))
    }

    /// The name of the RSA key that signs, where it has one.
    pub const fn kid(&self) -> Option<&KeyId> {
        match self {
            Self::Jaas { kid, .. } => Some(kid),
            Self::SelfHosted { auth: SelfHostedAuth::Rs256 { kid, .. }, .. } => kid.as_ref(),
            _ => None,
        }
    }

    /// The RSA key that signs, where there is one.
    pub const fn key(&self) -> Option<&PrivateKey> {
        match self {
            Self::Jaas { key, .. } | Self::SelfHosted { auth: SelfHostedAuth::Rs256 { key, .. }, .. } => Some(key),
            _ => None,
        }
    }
}

/// How a self-hosted Jitsi recognises people.
#[derive(Debug)]
pub enum SelfHostedAuth {
    /// Anybody who knows the room.
    None,
    /// Tokens signed with a shared secret.
    Hs256 {
        /// `iss` and `aud` of its tokens.
        app_id: String,
        /// The shared secret.
        secret: Secret,
    },
    /// Tokens signed with an RSA key.
    Rs256 {
        /// `iss` and `aud` of its tokens.
        app_id: String,
        /// The key that signs.
        key: PrivateKey,
        /// The `kid` under which its key server knows the key.
        kid: Option<KeyId>,
    },
}

/// Everything that was set about Jitsi, not yet judged.
struct Raw {
    app_id: Option<Found>,
    key: Option<Found>,
    given: Option<GivenKey>,
    key_id: Option<Found>,
    secret: Option<Found>,
    room_claim: RoomClaimChoice,
}

/// Reads the deployment. `None` only where `problems` says why.
pub(super) fn read(env: &Environment, given: Option<GivenKey>, problems: &mut Vec<Problem>) -> Option<Deployment> {
    let domain = env.get(&JITSI_DOMAIN, problems);
    let mut unheard = Vec::new();
    // Of a key that does not sign nobody wants to know what is wrong with it.
    let of_key = if given.is_some() { &mut unheard } else { &mut *problems };
    let (key, key_id) = (env.secret(&JITSI_PRIVATE_KEY, of_key), env.secret(&JITSI_KEY_ID, of_key));
    let raw = Raw {
        app_id: env.get(&JITSI_APP_ID, problems),
        key,
        given,
        key_id,
        secret: env.secret(&JITSI_APP_SECRET, problems),
        room_claim: room_claim(env, problems),
    };
    let Some(found) = domain else { return raw.sandbox(problems) };
    let domain = match checked_domain(found.value()) {
        Ok(domain) => domain,
        Err(advice) => {
            problems.push(found.problem(advice));
            // Judge the rest as JaaS's, so that everything is said at once.
            let _ = raw.jaas(String::new(), problems);
            return None;
        }
    };
    match domain.as_str() {
        "meet.jit.si" => raw.public(problems),
        "8x8.vc" => raw.jaas(domain, problems),
        other if other.ends_with(".8x8.vc") => raw.jaas(domain, problems),
        _ => raw.self_hosted(domain, problems),
    }
}

fn room_claim(env: &Environment, problems: &mut Vec<Problem>) -> RoomClaimChoice {
    let Some(found) = env.get(&JITSI_ROOM_CLAIM, problems) else { return RoomClaimChoice::Auto };
    RoomClaimChoice::parse(found.value()).unwrap_or_else(|| {
        problems.push(found.problem("expected `auto`, `qualified` or `name`"));
        RoomClaimChoice::Auto
    })
}

/// A host name with or without a port, in lower case.
fn checked_domain(text: &str) -> Result<String, &'static str> {
    let advice = "expected a host name alone, such as `8x8.vc`, without `https://` and without a path";
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    if text.chars().all(fits) && !text.contains("..") && url::Url::parse(&format!("https://{text}/")).is_ok() {
        Ok(text.to_ascii_lowercase())
    } else {
        Err(advice)
    }
}

impl Raw {
    fn sandbox(&self, problems: &mut Vec<Problem>) -> Option<Deployment> {
        let set = [&self.app_id, &self.key, &self.key_id, &self.secret];
        let Some(found) = set.into_iter().flatten().next() else { return Some(Deployment::Sandbox) };
        let advice = format!(
            "it is not set, but {} is: set `JITSI_DOMAIN=8x8.vc` for JaaS, or unset both for the sandbox",
            found.name
        );
        problems.push(Problem::new(JITSI_DOMAIN.name, advice));
        None
    }

    fn public(&self, problems: &mut Vec<Problem>) -> Option<Deployment> {
        let set = [&self.app_id, &self.key, &self.key_id, &self.secret];
        let before = problems.len();
        problems.extend(set.into_iter().flatten().map(|found| {
            found.problem("meet.jit.si takes no tokens: unset it, or set JITSI_DOMAIN to your own deployment")
        }));
        (problems.len() == before).then_some(Deployment::Public)
    }

    fn jaas(self, domain: String, problems: &mut Vec<Problem>) -> Option<Deployment> {
        if let Some(found) = &self.secret {
            problems.push(found.problem("JaaS takes RSA keys alone: unset it, and set JITSI_PRIVATE_KEY"));
        }
        let app_id = self.app_id(problems);
        let (key, kid) = if let Some(given) = self.given {
            let kid = app_id.as_ref().and_then(|app_id| {
                let wrong = |error: KeyIdError| problems.push(Problem::new(given.place, error.to_string()));
                KeyId::parse(&given.kid, app_id).map_err(wrong).ok()
            });
            (Some(given.key), kid)
        } else {
            let key = required(self.key.as_ref(), JITSI_PRIVATE_KEY.name, KEY_MISSING, problems)
                .and_then(|found| private_key(found, problems));
            (key, app_id.as_ref().and_then(|app_id| self.kid(app_id, problems)))
        };
        Some(Deployment::Jaas { domain, app_id: app_id?, key: key?, kid: kid?, room_claim: self.room_claim })
    }

    fn app_id(&self, problems: &mut Vec<Problem>) -> Option<AppId> {
        let found = required(self.app_id.as_ref(), JITSI_APP_ID.name, APP_ID_MISSING, problems)?;
        let advice = "the JaaS console shows it under API Keys";
        found.value().parse().map_err(|error| problems.push(found.problem(format!("{error}; {advice}")))).ok()
    }

    fn kid(&self, app_id: &AppId, problems: &mut Vec<Problem>) -> Option<KeyId> {
        let Some(found) = &self.key_id else { return Some(KeyId::of_tenant(app_id)) };
        KeyId::parse(found.value(), app_id).map_err(|error| problems.push(found.problem(error.to_string()))).ok()
    }

    fn self_hosted(self, domain: String, problems: &mut Vec<Problem>) -> Option<Deployment> {
        let app_id = if self.secret.is_some() || self.key.is_some() || self.given.is_some() {
            self.plain_app_id(problems)
        } else {
            None
        };
        let auth = match (&self.secret, &self.key) {
            (None, _) if self.given.is_some() => {
                let given = self.given?;
                SelfHostedAuth::Rs256 { app_id: app_id?, key: given.key, kid: Some(KeyId::verbatim(given.kid)) }
            }
            (None, None) => SelfHostedAuth::None,
            (Some(secret), Some(key)) => {
                let advice = format!("{} is set as well: a Jitsi takes one of the two", key.name);
                problems.push(secret.problem(advice));
                return None;
            }
            (Some(secret), None) => {
                SelfHostedAuth::Hs256 { app_id: app_id?, secret: Secret::new(secret.value().to_owned()) }
            }
            (None, Some(key)) => {
                let key = private_key(key, problems);
                let kid = self.key_id.as_ref().map(|found| KeyId::verbatim(found.value().to_owned()));
                SelfHostedAuth::Rs256 { app_id: app_id?, key: key?, kid }
            }
        };
        Some(Deployment::SelfHosted { domain, auth })
    }

    fn plain_app_id(&self, problems: &mut Vec<Problem>) -> Option<String> {
        let advice = "a Jitsi with tokens needs its app id (`app_id` in its Prosody configuration)";
        required(self.app_id.as_ref(), JITSI_APP_ID.name, advice, problems).map(|found| found.value().to_owned())
    }
}

const APP_ID_MISSING: &str = "JaaS needs it: copy the app id from the JaaS console, under API Keys";
const KEY_MISSING: &str =
    "JaaS needs it: make a key with `greenroom keys new`, upload jaasauth.key.pub in the JaaS console";

fn required<'a>(found: Option<&'a Found>, name: &str, advice: &str, problems: &mut Vec<Problem>) -> Option<&'a Found> {
    // One that is set, but cannot be read, has its problem already.
    let file = format!("{name}_FILE");
    if found.is_none() && problems.iter().all(|problem| problem.variable != name && problem.variable != file) {
        problems.push(Problem::new(name, advice));
    }
    found
}

fn private_key(found: &Found, problems: &mut Vec<Problem>) -> Option<PrivateKey> {
    PrivateKey::parse(found.value()).map_err(|error| problems.push(found.problem(error.to_string()))).ok()
}
