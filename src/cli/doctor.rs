//! `doctor`: named checks, each with one sentence of advice. No secret in its output.

use std::{fmt, process::ExitCode, sync::Arc};

use aws_lc_rs::digest;
use data_encoding::HEXLOWER;

use super::start;
use crate::{
    config::{Deployment, RoomClaimChoice, Settings},
    jaas::{AppId, PrivateKey, RoomClaim},
    storage::Store,
};

/// How a check came out.
enum Mark {
    Ok,
    Warn,
    Fail,
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Fail => "FAIL",
        })
    }
}

struct Check {
    name: &'static str,
    mark: Mark,
    advice: String,
}

/// Runs every check and prints it.
pub(super) async fn doctor() -> ExitCode {
    let checks = checks().await;
    for Check { name, mark, advice } in &checks {
        println!("{mark:<4}  {name:<12}  {advice}");
    }
    let failed = checks.iter().any(|check| matches!(check.mark, Mark::Fail));
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

async fn checks() -> Vec<Check> {
    let settings = match start::settings() {
        Ok(settings) => settings,
        Err(error) => return vec![fail("variables", error.to_string())],
    };
    let mut checks = vec![ok("variables", "every variable that is set can be read".to_owned()), deployment(&settings)];
    checks.extend(settings.deployment.key().map(key_check));
    match start::store(&settings).await {
        Ok(store) => {
            checks.push(ok(
                "storage",
                format!("{} is writable and at this version's schema", settings.data_dir.display()),
            ));
            checks.extend(room_claim(&settings.deployment, &store).await);
        }
        Err(error) => checks.push(fail("storage", error.to_string())),
    }
    checks.push(api_keys(&settings));
    checks
}

fn deployment(settings: &Settings) -> Check {
    let advice = match &settings.deployment {
        Deployment::Sandbox => {
            return Check {
                name: "deployment",
                mark: Mark::Warn,
                advice: "sandbox: set JITSI_DOMAIN=8x8.vc and the other three variables to meet on JaaS".to_owned(),
            };
        }
        Deployment::Jaas { domain, kid, .. } => format!("JaaS on {domain}; tokens bear the kid {}", kid.as_str()),
        Deployment::SelfHosted { domain, .. } => format!("a Jitsi of your own on {domain}"),
        Deployment::Public => "meet.jit.si, without tokens: meetings that are embedded there are cut short".to_owned(),
    };
    ok("deployment", advice)
}

fn key_check(key: &PrivateKey) -> Check {
    if let Some(advice) = start::key_warning(key) {
        return Check { name: "key", mark: Mark::Warn, advice };
    }
    let Ok(public) = key.public_pem() else { return fail("key", "its public half cannot be written down".to_owned()) };
    let fingerprint = HEXLOWER.encode(digest::digest(&digest::SHA256, public.as_bytes()).as_ref());
    ok("key", format!("RSA, {} bits; SHA-256 of the public PEM: {fingerprint}", key.bits()))
}

async fn room_claim(deployment: &Deployment, store: &Arc<dyn Store>) -> Option<Check> {
    let Deployment::Jaas { app_id, room_claim, .. } = deployment else { return None };
    let advice = match room_claim {
        RoomClaimChoice::Fixed(form) => format!("`{}`, as JITSI_ROOM_CLAIM says", form.as_str()),
        RoomClaimChoice::Auto => match learnt(store, app_id).await {
            Ok(Some(form)) => format!("auto: `{}` got a participant in and holds now", form.as_str()),
            Ok(None) => format!("auto: nobody was in yet; the first token will be `{}`", RoomClaim::Qualified.as_str()),
            Err(advice) => return Some(fail("room claim", advice)),
        },
    };
    let hint = "If Jitsi says \"Room and token mismatched\", set JITSI_ROOM_CLAIM=name.";
    Some(ok("room claim", format!("{advice}. {hint}")))
}

async fn learnt(store: &Arc<dyn Store>, app_id: &AppId) -> Result<Option<RoomClaim>, String> {
    store.room_claim(&app_id.tenant()).await.map_err(|error| error.to_string())
}

fn api_keys(settings: &Settings) -> Check {
    let advice = match settings.api_keys.len() {
        0 => "none: the API mints for nobody; set GREENROOM_API_KEYS for backends".to_owned(),
        count => format!("{count} configured"),
    };
    ok("API keys", advice)
}

const fn ok(name: &'static str, advice: String) -> Check {
    Check { name, mark: Mark::Ok, advice }
}

const fn fail(name: &'static str, advice: String) -> Check {
    Check { name, mark: Mark::Fail, advice }
}
