//! Where meetings happen, and under which name the key is known there.

use crate::{
    checks::{Check, Topic},
    config::{Deployment, SelfHostedAuth},
};

/// Which deployment is configured.
pub(super) fn check(deployment: &Deployment) -> Check {
    match deployment {
        Deployment::Sandbox => Check::warn(
            Topic::Deployment,
            "The sandbox: for trying things out on this machine. Set JITSI_DOMAIN=8x8.vc and the other three variables to meet on JaaS.",
        ),
        Deployment::Jaas { domain, .. } => Check::ok(Topic::Deployment, format!("JaaS on {domain}.")),
        Deployment::SelfHosted { domain, auth: SelfHostedAuth::None } => Check::warn(
            Topic::Deployment,
            format!(
                "A Jitsi of your own on {domain}, without tokens: whoever knows a room comes in. Set JITSI_APP_SECRET or JITSI_PRIVATE_KEY if it takes tokens."
            ),
        ),
        Deployment::SelfHosted { domain, .. } => {
            Check::ok(Topic::Deployment, format!("A Jitsi of your own on {domain}, with tokens."))
        }
        Deployment::Public => Check::warn(
            Topic::Deployment,
            "meet.jit.si, without tokens: meetings that are embedded there are cut short after some minutes. Use JaaS or a Jitsi of your own.",
        ),
    }
}

/// Whether the `kid` belongs to the tenant. A wrong one does not get past the variables.
pub(super) fn kid(deployment: &Deployment) -> Check {
    match deployment {
        Deployment::Jaas { kid, app_id, .. } if kid.as_str() == app_id.tenant() => Check::warn(
            Topic::Kid,
            "Tokens bear the tenant alone as `kid`, which works only where the key was published under that name. Set JITSI_KEY_ID to what the JaaS console shows in the key's row.",
        ),
        Deployment::Jaas { kid, .. } => {
            Check::ok(Topic::Kid, format!("Tokens bear the kid {}, which is a key of this tenant.", kid.as_str()))
        }
        Deployment::SelfHosted { auth: SelfHostedAuth::Rs256 { kid: Some(kid), .. }, .. } => {
            Check::ok(Topic::Kid, format!("Tokens bear the kid {}; your key server must know it.", kid.as_str()))
        }
        Deployment::SelfHosted { auth: SelfHostedAuth::Rs256 { kid: None, .. }, .. } => {
            Check::ok(Topic::Kid, "Tokens bear no kid. If your Jitsi fetches keys from a key server, set JITSI_KEY_ID.")
        }
        _ => Check::skipped(Topic::Kid, "Nothing here is signed with an RSA key of yours."),
    }
}
