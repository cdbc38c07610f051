//! `doctor`: named checks, each with a sentence of advice and a place to read on. No secret in its output.
//!
//! | file | owns |
//! | --- | --- |
//! | `report` | text and JSON |
//! | the others | one topic each |
//!
//! What a check is, and what it is called, stands in the room `checks`. Settings, storage and service come
//! from `start`, as in `serve`: what passes here starts there. The operators' page of a server that runs
//! shows the same checks ([`of_running`]), made with that server's own storage and service.

mod api_keys;
mod clock;
mod deployment;
mod headers;
mod key;
mod provider;
mod public_url;
mod report;
mod room_claim;
mod script;
mod storage;
#[cfg(test)]
mod tests;
mod token;
mod variables;

use std::{process::ExitCode, sync::Arc, time::Duration};

use clap::Args;

use super::{signing_key::SigningKey, start};
use crate::{
    checks::{Check, Topic},
    clock::{SystemWorld, World},
    config::{Deployment, Environment, Settings},
    service::Service,
    storage::Store,
};

/// How `doctor` looks and speaks.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct DoctorArgs {
    /// Skips the checks that need the network.
    #[arg(long)]
    offline: bool,
    /// Answers in JSON.
    #[arg(long)]
    json: bool,
}

/// So long a page waits for an answer from the network.
const PAGES_PATIENCE: Duration = Duration::from_secs(3);

/// A server that runs: what the checks use in place of what they would open themselves.
pub(super) struct Running {
    pub(super) store: Arc<dyn Store>,
    pub(super) service: Arc<Service>,
}

/// Whether and for how long the network is asked.
#[derive(Clone, Copy, Debug)]
enum Network {
    Unasked,
    AsLongAsItTakes,
    AtMost(Duration),
}

/// Runs every check and prints what came out.
pub(super) async fn run(args: DoctorArgs) -> ExitCode {
    let network = if args.offline { Network::Unasked } else { Network::AsLongAsItTakes };
    let checks = examine(network, None).await;
    println!("{}", if args.json { report::json(&checks) } else { report::text(&checks) });
    if report::is_well(&checks) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Every check of a server that runs, for a page: variables and files as the next start would read them.
pub(super) async fn of_running(server: Arc<Running>) -> Vec<Check> {
    examine(Network::AtMost(PAGES_PATIENCE), Some(&server)).await
}

async fn examine(network: Network, running: Option<&Running>) -> Vec<Check> {
    let (environment, settings) = match start::environment() {
        Ok(environment) => {
            let settings = SigningKey::settings(&environment);
            (environment, settings)
        }
        Err(problems) => (Environment::default(), Err(problems)),
    };
    match settings {
        Ok((settings, found)) => {
            let mut checks = variables::checks(&environment, &[]);
            checks.extend(judged(settings, &found, &environment, network, running).await);
            checks
        }
        Err(problems) => {
            let mut checks = variables::checks(&environment, &problems.0);
            checks.extend(skipped(&Topic::AFTER_VARIABLES, "It waits for the variables: mend those first."));
            checks
        }
    }
}

async fn judged(
    settings: Settings,
    found: &SigningKey,
    environment: &Environment,
    network: Network,
    running: Option<&Running>,
) -> Vec<Check> {
    let world = SystemWorld;
    let mut checks = vec![deployment::check(&settings.deployment)];
    checks.extend(key_checks(&settings, found, environment, world.now()));
    checks.extend([
        deployment::kid(&settings.deployment),
        public_url::check(&settings.public_url),
        api_keys::check(settings.api_keys.len()),
    ]);
    let (check, store) = match running {
        Some(server) => storage::written(Arc::clone(&server.store)).await,
        None => storage::check(&settings).await,
    };
    checks.push(check);
    match store {
        Some(store) => checks.extend(with_storage(settings, store, network, running).await),
        None => checks.extend(skipped(&Topic::AFTER_STORAGE, "It waits for the storage: mend that first.")),
    }
    checks
}

fn key_checks(settings: &Settings, found: &SigningKey, environment: &Environment, now: i64) -> Vec<Check> {
    let source = found.source(environment);
    if settings.deployment.key().is_none() {
        let why = "Nothing here is signed with an RSA key of yours.";
        return skipped(&[Topic::Key, Topic::KeyAge, Topic::KeyFile, Topic::KeyRing], why);
    }
    vec![
        key::check(&settings.deployment, &source),
        key::age(found.ring.active(), &source, settings.key_warning_days, now),
        key::file(source.file()),
        key::ring(&found.keys(environment), now),
    ]
}

async fn with_storage(
    settings: Settings,
    store: Arc<dyn Store>,
    network: Network,
    running: Option<&Running>,
) -> Vec<Check> {
    let mut checks = vec![room_claim::check(&settings.deployment, &*store).await];
    let sandbox = matches!(settings.deployment, Deployment::Sandbox);
    let service = match running {
        Some(server) => Ok(Arc::clone(&server.service)),
        None => start::service(settings, store).map(|(service, _)| service),
    };
    match service {
        Ok(service) => {
            checks.push(token::check(&service, SystemWorld.now()).await);
            checks.extend(over_network(&service, sandbox, network).await);
        }
        Err(error) => {
            checks.push(Check::fail(Topic::Token, error.to_string()));
            checks.extend(skipped(&Topic::NETWORK, "It waits for the deployment: mend that first."));
        }
    }
    checks
}

async fn over_network(service: &Service, sandbox: bool, network: Network) -> Vec<Check> {
    if matches!(network, Network::Unasked) {
        return skipped(&Topic::NETWORK, "It needs the network: run without --offline.");
    }
    let (public_url, meetings) = (service.public_url(), service.meetings());
    let Ok(script) = public_url.join(meetings.script_url()) else {
        return skipped(&Topic::NETWORK, "The address of the meeting's script is no URL: check JITSI_DOMAIN.");
    };
    let clock = async {
        if sandbox {
            Check::skipped(Topic::Clock, "The sandbox has the clock of this machine.")
        } else {
            clock::check(&script, &SystemWorld).await
        }
    };
    let origin = meetings.origin();
    // Together, so that silence on all sides costs ten seconds and not forty.
    let (clock, script, headers, provider) = tokio::join!(
        in_time(network, Topic::Clock, clock),
        in_time(network, Topic::Script, script::check(&script, sandbox)),
        in_time(network, Topic::Headers, headers::check(public_url, origin.as_deref())),
        in_time(network, Topic::Provider, provider::check(service))
    );
    vec![clock, script, headers, provider]
}

async fn in_time(network: Network, topic: Topic, check: impl Future<Output = Check>) -> Check {
    let Network::AtMost(patience) = network else { return check.await };
    tokio::time::timeout(patience, check).await.unwrap_or_else(|_| {
        let seconds = patience.as_secs();
        let advice = format!(
            "There was no answer within {seconds} seconds, and this page waits no longer. Run `greenroom doctor` on the server."
        );
        Check::skipped(topic, advice)
    })
}

fn skipped(topics: &[Topic], why: &str) -> Vec<Check> {
    topics.iter().map(|topic| Check::skipped(*topic, why)).collect()
}
