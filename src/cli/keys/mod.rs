//! `keys`: making a key, and changing the one that signs for another without a pause.
//!
//! The rules are `key_ring`'s, the files `key_folder`'s. Each step is one write of the ring; a running
//! server sees it by itself.

mod activate;
mod list;
mod new;
mod retire;
mod stage;

use std::{path::PathBuf, process::ExitCode};

use clap::Subcommand;

use super::{
    key_folder::{KeyFolder, KeyFolderError},
    moment::moment,
    signing_key::{SigningKey, configured},
    start,
};
use crate::{
    clock::{SystemWorld, World},
    config::{Deployment, Environment, GivenKey, Problems, Settings},
    jaas::{KeyError, KeyIdError},
    key_ring::{Known, Ring, RingError, Which},
};

/// What is done about keys.
#[derive(Debug, Subcommand)]
pub(super) enum KeysCommand {
    /// Makes the first key, of 4096 bits, and says what to upload where.
    New {
        /// The folder for jaasauth.key and jaasauth.key.pub.
        #[arg(long, default_value = ".")]
        out: PathBuf,
    },
    /// Takes the next key into the ring, and says what to upload. Nothing is signed with it yet.
    Stage {
        /// A private key that was made elsewhere; without it one is made.
        #[arg(long, value_name = "FILE")]
        key: Option<PathBuf>,
    },
    /// Lets another key sign. Running servers take it within seconds.
    ///
    /// The id of the staged key's row in the console lets that one sign. The id of the key before lets
    /// that one sign again.
    Activate {
        /// The id that the console shows in the key's row, with or without the tenant before it.
        #[arg(long)]
        kid: String,
        /// The first digits of the key's fingerprint: where several are staged, or to correct an id.
        #[arg(long, value_name = "DIGITS")]
        fingerprint: Option<String>,
    },
    /// Removes a key whose last token has expired, or one that never signed.
    Retire {
        /// The key's id; without it and a fingerprint, the only one that is retiring.
        #[arg(long, conflicts_with = "fingerprint")]
        kid: Option<String>,
        /// The first digits of the key's fingerprint.
        #[arg(long, value_name = "DIGITS")]
        fingerprint: Option<String>,
        /// Does not wait for its last token: for a key that leaked.
        #[arg(long)]
        force: bool,
    },
    /// Lists the keys, the configured one among them, with what each is used for.
    List,
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
enum KeysError {
    #[error("{0}")]
    Config(#[from] Problems),
    #[error("{0}.")]
    Folder(#[from] KeyFolderError),
    #[error(
        "Nothing here is signed with an RSA key of yours, so there is none to change. Set JITSI_DOMAIN and what belongs to it first."
    )]
    NoKeyHere,
    #[error("{0} cannot be staged: {1}.")]
    NoKey(String, String),
    #[error("No key could be made: {0}.")]
    NotMade(String),
    #[error("--kid: {0}.")]
    KeyId(#[from] KeyIdError),
    #[error("Nothing was changed: {0}.")]
    Refused(RingError),
    #[error("Nothing was changed: tokens of this key are valid until {} UTC at the latest. Retire it then, or use --force if it leaked.", moment(*.0))]
    TooEarly(i64),
}

impl From<RingError> for KeysError {
    fn from(error: RingError) -> Self {
        match error {
            RingError::TooEarly { until } => Self::TooEarly(until),
            other => Self::Refused(other),
        }
    }
}

impl From<KeyError> for KeysError {
    fn from(error: KeyError) -> Self {
        Self::NotMade(error.to_string())
    }
}

/// What the commands on the ring work with.
struct Context {
    environment: Environment,
    deployment: Deployment,
    longest: i64,
    folder: KeyFolder,
    configured: Option<Known>,
    now: i64,
}

impl Context {
    fn read() -> Result<Self, KeysError> {
        let environment = start::environment()?;
        let settings = any_settings(&environment)?;
        if settings.deployment.key().is_none() {
            return Err(KeysError::NoKeyHere);
        }
        Ok(Self {
            configured: configured(&environment),
            folder: KeyFolder::of(&environment.data_dir()),
            environment,
            deployment: settings.deployment,
            longest: settings.token_max_ttl,
            now: SystemWorld.now(),
        })
    }

    /// Changes the ring, and writes it down before it says what came out. Two at once wait for each
    /// other.
    fn change<T>(&self, step: impl FnOnce(&mut Ring) -> Result<T, KeysError>) -> Result<T, KeysError> {
        let _lock = self.folder.lock()?;
        let mut ring = self.folder.ring()?;
        let done = step(&mut ring)?;
        self.folder.keep_ring(&ring)?;
        Ok(done)
    }
}

/// The settings, also where the key that is to sign is gone: these commands put another in its place.
fn any_settings(environment: &Environment) -> Result<Settings, Problems> {
    let problems = match SigningKey::settings(environment) {
        Ok((settings, _)) => return Ok(settings),
        Err(problems) => problems,
    };
    if let Ok(settings) = Settings::read(environment) {
        return Ok(settings);
    }
    let folder = KeyFolder::of(&environment.data_dir());
    let ring = folder.ring().unwrap_or_default();
    let whole = ring.keys().iter().filter_map(|key| {
        let given = folder.key(&key.fingerprint).ok()?;
        let kid = key.kid.clone().unwrap_or_else(|| "staged".to_owned());
        Settings::read_with(environment, Some(GivenKey { key: given, kid, place: String::new() })).ok()
    });
    whole.into_iter().next().ok_or(problems)
}

/// Does it, and says what came out.
pub(super) fn run(command: KeysCommand) -> ExitCode {
    let outcome = match command {
        KeysCommand::New { out } => return new::new(&out),
        KeysCommand::Stage { key } => Context::read().and_then(|context| stage::stage(&context, key.as_deref())),
        KeysCommand::Activate { kid, fingerprint } => {
            Context::read().and_then(|context| activate::activate(&context, &kid, fingerprint.as_deref()))
        }
        KeysCommand::Retire { kid, fingerprint, force } => Context::read().and_then(|context| {
            let kid = kid.map(|kid| activate::full_kid(&context.deployment, &kid)).transpose()?;
            let which = match (&kid, &fingerprint) {
                (Some(kid), _) => Which::Kid(kid),
                (None, Some(digits)) => Which::Fingerprint(digits),
                (None, None) => Which::Only,
            };
            retire::retire(&context, which, force)
        }),
        KeysCommand::List => Context::read().and_then(|context| list::list(&context)),
    };
    match outcome {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
