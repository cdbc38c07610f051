//! From settings to the deployment that the service works with.

use std::{net::SocketAddr, path::Path, sync::Arc};

use super::{kept_file::KeptFileError, sandbox_identity};
use crate::{
    clock::World,
    commands::Commands,
    config::{Deployment, RoomClaimChoice, SelfHostedAuth},
    jaas::{KeyError, Signer},
    sandbox::{KeyUnreadable, Sandbox},
    service::{Issuer, Meetings},
};

/// Where meetings happen, and the stand-in where they happen here.
pub(super) struct Prepared {
    /// For the service.
    pub(super) meetings: Meetings,
    /// The sandbox, where nothing is configured.
    pub(super) sandbox: Option<Sandbox>,
}

/// The sandbox could not be prepared.
#[derive(Debug, thiserror::Error)]
pub(super) enum DeploymentError {
    /// Its account could not be read or made.
    #[error(transparent)]
    Identity(#[from] KeptFileError),
    /// Its public key could not be written down.
    #[error("the sandbox's public key cannot be written down: {0}")]
    PublicKey(#[from] KeyError),
    /// It cannot be read back.
    #[error(transparent)]
    Published(#[from] KeyUnreadable),
}

/// Prepares the deployment. `host` is our own, as links have it, and `address` the one on which we
/// listen.
pub(super) fn prepare(
    deployment: Deployment,
    host: String,
    address: SocketAddr,
    data_dir: &Path,
    world: &Arc<dyn World>,
) -> Result<Prepared, DeploymentError> {
    let meetings = match deployment {
        Deployment::Sandbox => return sandbox(host, address, data_dir, world),
        Deployment::Jaas { domain, app_id, key, kid, room_claim } => {
            let fixed = match room_claim {
                RoomClaimChoice::Auto => None,
                RoomClaimChoice::Fixed(form) => Some(form),
            };
            let commands = Commands::base_for(&domain);
            Meetings::jaas(domain, &app_id, Signer::rs256(key, Some(kid)), fixed, commands)
        }
        Deployment::SelfHosted { domain, auth } => {
            let issuer = issuer(auth, &domain);
            Meetings::plain(domain, issuer)
        }
        Deployment::Public => Meetings::plain("meet.jit.si".to_owned(), None),
    };
    Ok(Prepared { meetings, sandbox: None })
}

fn issuer(auth: SelfHostedAuth, domain: &str) -> Option<Issuer> {
    let app_id = match &auth {
        SelfHostedAuth::None => return None,
        SelfHostedAuth::Hs256 { app_id, .. } | SelfHostedAuth::Rs256 { app_id, .. } => app_id.clone(),
    };
    Some(Issuer::self_hosted(&app_id, domain, self_hosted_signer(auth)?))
}

/// What signs for a deployment; `None` where it is no key of the operator's.
pub(super) fn signer(deployment: Deployment) -> Option<Signer> {
    match deployment {
        Deployment::Jaas { key, kid, .. } => Some(Signer::rs256(key, Some(kid))),
        Deployment::SelfHosted { auth, .. } => self_hosted_signer(auth),
        Deployment::Sandbox | Deployment::Public => None,
    }
}

fn self_hosted_signer(auth: SelfHostedAuth) -> Option<Signer> {
    match auth {
        SelfHostedAuth::None => None,
        SelfHostedAuth::Hs256 { secret, .. } => Some(Signer::hs256(secret.expose().as_bytes())),
        SelfHostedAuth::Rs256 { key, kid, .. } => Some(Signer::rs256(key, kid)),
    }
}

fn sandbox(
    host: String,
    address: SocketAddr,
    data_dir: &Path,
    world: &Arc<dyn World>,
) -> Result<Prepared, DeploymentError> {
    let identity = sandbox_identity::load_or_make(data_dir, &**world)?;
    let published = (identity.kid.as_str().to_owned(), identity.key.public_pem()?);
    let clock = Arc::clone(world);
    let sandbox = Sandbox::new(&identity.app_id, [published], Arc::new(move || clock.now()))?;
    let signer = Signer::rs256(identity.key, Some(identity.kid));
    let meetings = Meetings::sandbox(host, &identity.app_id, signer, address);
    Ok(Prepared { meetings, sandbox: Some(sandbox) })
}

/// What must not change while the server runs: which deployment it is, and how it signs.
#[derive(PartialEq, Eq)]
pub(super) struct Place(&'static str, String, String);

impl Place {
    /// `None` where nothing is signed with a key of the operator's.
    pub(super) fn of(deployment: &Deployment) -> Option<Self> {
        match deployment {
            Deployment::Jaas { domain, app_id, .. } => Some(Self("jaas", domain.clone(), app_id.tenant())),
            Deployment::SelfHosted { domain, auth: SelfHostedAuth::Hs256 { app_id, .. } } => {
                Some(Self("hs256", domain.clone(), app_id.clone()))
            }
            Deployment::SelfHosted { domain, auth: SelfHostedAuth::Rs256 { app_id, .. } } => {
                Some(Self("rs256", domain.clone(), app_id.clone()))
            }
            _ => None,
        }
    }
}
