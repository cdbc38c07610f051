//! `doctor`: named checks, each with a sentence of advice and a place to read on. No secret in its output.
//!
//! | file | owns |
//! | --- | --- |
//! | `check` | what a check is |
//! | `topic` | the names of the checks, and where each is explained |
//! | `report` | text and JSON |
//! | the others | one topic each |
//!
//! Settings, storage and service come from `start`, as in `serve`: what passes here starts there.

mod api_keys;
mod check;
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
mod topic;
mod variables;

use std::{process::ExitCode, sync::Arc};

use clap::Args;

use self::{check::Check, topic::Topic};
use super::{signing_key::SigningKey, start};
use crate::{
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

/// Runs every check and prints what came out.
pub(super) async fn run(args: DoctorArgs) -> ExitCode {
    let checks = examine(args.offline).await;
    println!("{}", if args.json { report::json(&checks) } else { report::text(&checks) });
    if report::is_well(&checks) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn examine(offline: bool) -> Vec<Check> {
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
            checks.extend(judged(settings, &found, &environment, offline).await);
            checks
        }
        Err(problems) => {
            let mut checks = variables::checks(&environment, &problems.0);
            checks.extend(skipped(&Topic::AFTER_VARIABLES, "It waits for the variables: mend those first."));
            checks
        }
    }
}

async fn judged(settings: Settings, found: &SigningKey, environment: &Environment, offline: bool) -> Vec<Check> {
    let world = SystemWorld;
    let mut checks = vec![deployment::check(&settings.deployment)];
    checks.extend(key_checks(&settings, found, environment, world.now()));
    checks.extend([
        deployment::kid(&settings.deployment),
        public_url::check(&settings.public_url),
        api_keys::check(settings.api_keys.len()),
    ]);
    let (check, store) = storage::check(&settings).await;
    checks.push(check);
    match store {
        Some(store) => checks.extend(with_storage(settings, store, &world, offline).await),
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

async fn with_storage(settings: Settings, store: Arc<dyn Store>, world: &dyn World, offline: bool) -> Vec<Check> {
    let mut checks = vec![room_claim::check(&settings.deployment, &*store).await];
    let sandbox = matches!(settings.deployment, Deployment::Sandbox);
    match start::service(settings, store) {
        Ok((service, _)) => {
            checks.push(token::check(&service, world.now()).await);
            checks.extend(network(&service, sandbox, world, offline).await);
        }
        Err(error) => {
            checks.push(Check::fail(Topic::Token, error.to_string()));
            checks.extend(skipped(&Topic::NETWORK, "It waits for the deployment: mend that first."));
        }
    }
    checks
}

async fn network(service: &Service, sandbox: bool, world: &dyn World, offline: bool) -> Vec<Check> {
    if offline {
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
            clock::check(&script, world).await
        }
    };
    let origin = meetings.origin();
    // Together, so that silence on all sides costs ten seconds and not forty.
    let (clock, script, headers, provider) = tokio::join!(
        clock,
        script::check(&script, sandbox),
        headers::check(public_url, origin.as_deref()),
        provider::check(service)
    );
    vec![clock, script, headers, provider]
}

fn skipped(topics: &[Topic], why: &str) -> Vec<Check> {
    topics.iter().map(|topic| Check::skipped(*topic, why)).collect()
}
