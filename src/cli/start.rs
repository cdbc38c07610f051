//! What `serve` and `doctor` both need: settings, storage, service.

use std::{fs, io, path::PathBuf, sync::Arc, time::Duration};

use super::{
    deployment::{self, DeploymentError, Prepared},
    kept_file::KeptFileError,
    link_key,
    place::Place,
    provider,
    signing_key::SigningKey,
};
use crate::{
    clock::{SystemWorld, World},
    config::{Environment, Problems, Secret, Settings},
    jaas::{PrivateKey, RECOMMENDED_BITS},
    sandbox::Sandbox,
    service::{ApiKeys, DoorHours, Lifetimes, Operators, Policies, Quotas, Service},
    storage::{AddressError, ConnectError, Store},
};

/// Why the program cannot start.
#[derive(Debug, thiserror::Error)]
pub(super) enum StartError {
    /// The configuration is wrong.
    #[error("{0}")]
    Config(#[from] Problems),
    /// The data folder cannot be used.
    #[error("The data folder {} cannot be used ({source}). Check its rights, or set GREENROOM_DATA_DIR.", path.display())]
    DataDir {
        /// Which folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The database cannot be used.
    #[error("The database {place} cannot be used: {source}.")]
    Storage {
        /// Which file, or which database on which host.
        place: String,
        /// Why.
        source: ConnectError,
    },
    /// The address of the database is none.
    #[error("DATABASE_URL: {0}.")]
    DatabaseUrl(#[from] AddressError),
    /// The sandbox cannot be prepared.
    #[error("{0}.")]
    Deployment(#[from] DeploymentError),
    /// The key of links cannot be read or made.
    #[error("{0}.")]
    LinkKey(#[from] KeptFileError),
    /// The address cannot be listened on.
    #[error(
        "{address} cannot be listened on ({source}). Another program may use the port: set LEPTOS_SITE_ADDR, or stop it."
    )]
    Listen {
        /// Which address.
        address: std::net::SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// The server stopped by itself.
    #[error("the server stopped: {0}")]
    Serve(io::Error),
}

/// The settings, from the environment and `.env`, with the key that signs.
pub(super) fn settings() -> Result<Settings, StartError> {
    let (settings, _) = SigningKey::settings(&environment()?)?;
    Ok(settings)
}

/// The variables, from the environment and `.env`.
pub(super) fn environment() -> Result<Environment, Problems> {
    Environment::of_process().map_err(|problem| Problems(vec![problem]))
}

/// Opens the storage that the settings name, and makes the data folder where it is missing. A database server that does
/// not answer yet is asked until `patience` is over.
pub(super) async fn store(settings: &Settings, patience: Duration) -> Result<Arc<dyn Store>, StartError> {
    let path = &settings.data_dir;
    fs::create_dir_all(path).map_err(|source| StartError::DataDir { path: path.clone(), source })?;
    Ok(Arc::new(Place::of(settings)?.open(patience).await?))
}

/// The service on that storage, and the sandbox where nothing is configured.
pub(super) fn service(
    settings: Settings,
    store: Arc<dyn Store>,
) -> Result<(Arc<Service>, Option<Sandbox>), StartError> {
    let world: Arc<dyn World> = Arc::new(SystemWorld);
    let host = host_of(&settings);
    let Prepared { meetings, sandbox } =
        deployment::prepare(settings.deployment, host, settings.site_addr, &settings.data_dir, &world)?;
    let api_keys = ApiKeys::new(settings.api_keys.iter().map(Secret::expose));
    let operators = Operators::new(settings.operators.iter().map(String::as_str));
    let lifetimes = Lifetimes { usual: settings.token_ttl, longest: settings.token_max_ttl };
    let quotas = Quotas {
        per_address: settings.tokens_per_address,
        per_caller: settings.tokens_per_caller,
        per_key: settings.tokens_per_key,
        lines_per_address: settings.door_lines_per_address,
    };
    let doors = DoorHours { opens_before: settings.door_opens_before, closes_after: settings.door_closes_after };
    let links = link_key::load_or_make(&settings.data_dir, &*world)?;
    let provider = provider::prepare(settings.oidc, &settings.public_url)?;
    let policies = Policies { api_keys, operators, lifetimes, quotas, doors, links, public_url: settings.public_url };
    let mut service = Service::new(store, world, meetings, policies);
    if let Some((provider, rules)) = provider {
        service = service.with_provider(provider, rules);
    }
    Ok((Arc::new(service), sandbox))
}

/// The service for a command beside the server: it waits for no database that is not there.
pub(super) async fn service_of_command() -> Result<Arc<Service>, StartError> {
    let settings = settings()?;
    let store = store(&settings, Duration::ZERO).await?;
    Ok(service(settings, store)?.0)
}

/// A warning about a key that is smaller than `JaaS` asks for.
pub(super) fn key_warning(key: &PrivateKey) -> Option<String> {
    (key.bits() < RECOMMENDED_BITS).then(|| {
        format!(
            "The key has {} bits, JaaS asks for {RECOMMENDED_BITS}: change it for a new one, beginning with `greenroom keys stage`",
            key.bits()
        )
    })
}

fn host_of(settings: &Settings) -> String {
    let host = settings.public_url.host_str().unwrap_or_default();
    settings.public_url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}
