//! `serve`: the server, from its settings to its last request.

use std::{
    env,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

use leptos::config::{Env, LeptosOptions};
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
    task::JoinHandle,
};
use tracing::{info, warn};
use tracing_subscriber::EnvFilter;

use super::{
    doctor,
    key_keeper::{Kept, KeyKeeper},
    key_watch,
    listen::{Patience, listen},
    signing_key::SigningKey,
    start::{self, StartError},
};
use crate::{
    app::{self, App, Stop, Stopping},
    checks::Checks,
    clock::SystemWorld,
    config::{Deployment, LogFormat, Settings},
    service::Service,
    storage::Store,
};

/// So long the last events may take to get their places when the server stops.
const LAST_SEALING: Duration = Duration::from_secs(5);
/// So long a database server that starts at the same time is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// Serves until it is told to stop.
pub(super) async fn serve() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), StartError> {
    let environment = start::environment()?;
    // Before they are read, so that no change between the two is missed.
    let seen = key_watch::look(&environment);
    let (settings, found) = SigningKey::settings(&environment)?;
    start_log(&settings);
    // From here on SIGHUP ends nothing.
    let hangup = signal(SignalKind::hangup()).map_err(StartError::Serve)?;
    warn_of_weak_key(&settings.deployment);
    let address = settings.site_addr;
    let (reload_port, trusted_proxies) = (settings.reload_port, settings.trusted_proxies.clone());
    let retention_days = settings.retention_days;
    let options = leptos_options(&settings);
    let greeting = greeting(&settings);
    let kept = Kept::of(environment, found, &settings.deployment, settings.token_max_ttl);
    let store = start::store(&settings, PATIENCE).await?;
    let (service, sandbox) = start::service(settings, Arc::clone(&store))?;
    let keys = service.meetings().keys().map(Arc::clone);
    let (stop, stopping) = Stopping::pair();
    let keeper = keep_record(&service, stopping.clone());
    let bells = exchange_bells(&service);
    let eraser = retention_days.map(|days| keep_to_retention(&service, days, stopping.clone()));
    let router = app::build(App {
        checks: checks(store, &service),
        service: Arc::clone(&service),
        sandbox,
        options,
        trusted_proxies,
        stopping,
        reload_port,
    });
    let listener = TcpListener::bind(address).await.map_err(|source| StartError::Listen { address, source })?;
    // Before the greeting: who reads it may tell us to stop at once.
    let terminate = signal(SignalKind::terminate()).map_err(StartError::Serve)?;
    match (kept, keys) {
        (Some(kept), Some(keys)) => {
            let keeper = KeyKeeper::new(kept, keys, Arc::new(SystemWorld));
            tokio::spawn(key_watch::keep(keeper, seen, hangup));
        }
        _ => _ = tokio::spawn(nothing_to_load(hangup)),
    }
    eprintln!("{greeting}");
    let served = listen(listener, router, Patience::default(), told_to_stop(terminate, stop)).await;
    bells.abort();
    keeper.abort();
    // Wherever it is, the next start goes on from there.
    if let Some(eraser) = eraser {
        eraser.abort();
    }
    // What the last requests left. It is not lost where this fails: the next start does it.
    match tokio::time::timeout(LAST_SEALING, service.seal_record()).await {
        Ok(Ok(())) => {}
        Ok(Err(refusal)) => warn!(cause = %refusal, "some events have no place in the record yet"),
        Err(_) => warn!("some events have no place in the record yet: the database does not answer"),
    }
    served.map_err(StartError::Serve)
}

/// What `doctor` sees, of this server.
fn checks(store: Arc<dyn Store>, service: &Arc<Service>) -> Arc<Checks> {
    let server = Arc::new(doctor::Running { store, service: Arc::clone(service) });
    Arc::new(Checks::new(move || doctor::of_running(Arc::clone(&server))))
}

/// Keeps the record beside the requests, until the server stops.
fn keep_record(service: &Arc<Service>, mut stopping: Stopping) -> JoinHandle<()> {
    let service = Arc::clone(service);
    tokio::spawn(async move { service.keep_record(Box::pin(stopping.told())).await })
}

/// Rings at the other servers on the same database what rings here, and the other way round.
fn exchange_bells(service: &Arc<Service>) -> JoinHandle<()> {
    let service = Arc::clone(service);
    tokio::spawn(async move { service.exchange_bells().await })
}

/// Erases what is too old beside the requests, until the server stops.
fn keep_to_retention(service: &Arc<Service>, days: u32, mut stopping: Stopping) -> JoinHandle<()> {
    let service = Arc::clone(service);
    tokio::spawn(async move { service.keep_to_retention(days, Box::pin(stopping.told())).await })
}

/// Log lines, as the settings want them.
fn start_log(settings: &Settings) {
    let log = tracing_subscriber::fmt().with_env_filter(EnvFilter::new(&settings.log));
    match settings.log_format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
}

fn warn_of_weak_key(deployment: &Deployment) {
    if let Some(warning) = deployment.key().and_then(start::key_warning) {
        warn!("{warning}");
    }
}

fn greeting(settings: &Settings) -> String {
    let url = &settings.public_url;
    match &settings.deployment {
        Deployment::Sandbox => format!(
            "Greenroom is at {url}\nNothing is configured, so a sandbox stands in for 8x8.vc: no account, no network, this machine alone."
        ),
        Deployment::Jaas { domain, .. } | Deployment::SelfHosted { domain, .. } => {
            format!("Greenroom is at {url} and meets on {domain}.")
        }
        Deployment::Public => format!("Greenroom is at {url} and meets on meet.jit.si, without tokens."),
    }
}

/// Where the client's files are: as configured, else beside the program, else where
/// `cargo leptos` leaves them.
fn leptos_options(settings: &Settings) -> LeptosOptions {
    let program = env::current_exe().ok();
    let folder = program.as_deref().and_then(Path::parent).unwrap_or_else(|| Path::new("."));
    let site_root = settings.site_root.clone().unwrap_or_else(|| site_root(folder));
    LeptosOptions::builder()
        .output_name("greenroom")
        .site_root(site_root.display().to_string())
        .site_addr(settings.site_addr)
        .reload_port(settings.reload_port.unwrap_or(3001))
        .env(if settings.reload_port.is_some() { Env::DEV } else { Env::PROD })
        .hash_files(folder.join("hash.txt").exists())
        .build()
}

fn site_root(folder: &Path) -> PathBuf {
    let candidates = [folder.join("site"), folder.join("../site"), PathBuf::from("target/site")];
    let [.., usual] = &candidates;
    candidates.iter().find(|path| path.is_dir()).unwrap_or(usual).clone()
}

/// Says at each SIGHUP that it has no meaning here.
async fn nothing_to_load(mut hangup: Signal) {
    while hangup.recv().await.is_some() {
        info!("nothing here is signed with a key of yours, so nothing was loaded anew");
    }
}

/// Waits for SIGTERM or Ctrl-C. Requests in flight are then answered; a second signal ends at once.
async fn told_to_stop(mut terminate: Signal, stop: Stop) {
    one_signal(&mut terminate).await;
    stop.tell();
    info!("stopping: requests in flight are answered first");
    tokio::spawn(async move {
        one_signal(&mut terminate).await;
        std::process::exit(1);
    });
}

async fn one_signal(terminate: &mut Signal) {
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
