//! `api-keys`: the keys with which backends call the API.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::{
    moment::moment,
    start::{self, StartError},
    table::table,
};
use crate::service::{ApiKeyRecord, ApiKeyState, NewApiKey, PolicyBreach, Refusal, Scope, Service, TextError};

/// What is done about API keys.
#[derive(Debug, Subcommand)]
pub(super) enum ApiKeysCommand {
    /// Makes a key and prints it, this once.
    New(NewArgs),
    /// Lists the keys that were made here, newest first; those of the environment are not among them.
    List,
    /// Revokes a key: a server that runs refuses it within five seconds.
    Revoke {
        /// The key's id, as the list shows it.
        id: String,
    },
}

/// The key to be made.
#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// What it is for, such as the name of the program that will use it.
    #[arg(long)]
    name: String,
    /// What it may do; once for each: tokens:mint, sessions:read, sessions:write, audit:read.
    #[arg(long = "scope", required = true, value_parser = scope)]
    scopes: Vec<Scope>,
    /// In how many days it ends; never unless it is said.
    #[arg(long, value_name = "N")]
    expires_in_days: Option<i64>,
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
enum ApiKeysError {
    #[error("{0}")]
    Start(#[from] StartError),
    #[error("The name cannot be used: {0}. Write one visible line of at most 80 characters.")]
    Name(TextError),
    #[error("A key ends in {min} to {max} days, or never: leave --expires-in-days out for that.")]
    Days { min: i64, max: i64 },
    #[error("There is no key with this id. `greenroom api-keys list` shows them.")]
    Unknown,
    #[error("That failed: {0}.")]
    Failed(Refusal),
}

impl From<Refusal> for ApiKeysError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Policy(PolicyBreach::Text { field: "name", reason }) => Self::Name(reason),
            Refusal::Policy(PolicyBreach::Number { min, max, .. }) => Self::Days { min, max },
            Refusal::UnknownApiKey => Self::Unknown,
            other => Self::Failed(other),
        }
    }
}

fn scope(text: &str) -> Result<Scope, String> {
    let known = || Scope::ALL.map(Scope::as_str).join(", ");
    Scope::parse(text).ok_or_else(|| format!("choose from {}", known()))
}

/// Does it, and says what came out.
pub(super) async fn run(command: ApiKeysCommand) -> ExitCode {
    match answer(command).await {
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

async fn answer(command: ApiKeysCommand) -> Result<String, ApiKeysError> {
    let service = start::service_of_command().await?;
    match command {
        ApiKeysCommand::New(args) => new(&service, args).await,
        ApiKeysCommand::List => list(&service).await,
        ApiKeysCommand::Revoke { id } => {
            service.revoke_api_key(&service.operator_by_command(), &id).await?;
            Ok("Revoked. A server that runs refuses it within five seconds.".to_owned())
        }
    }
}

/// The key goes to standard output alone, so that it can be piped on.
async fn new(service: &Service, args: NewArgs) -> Result<String, ApiKeysError> {
    let new = NewApiKey { name: args.name, scopes: args.scopes, days: args.expires_in_days };
    let made = service.make_api_key(&service.operator_by_command(), &new).await?;
    let until = made.record.expires_at.map_or_else(|| "never ends".to_owned(), |at| format!("ends {} UTC", moment(at)));
    let scopes = scopes(&made.record);
    eprintln!("This key has the scopes {scopes}, and {until}. It is shown this once: only its hash is kept.");
    Ok(made.key.as_str().to_owned())
}

async fn list(service: &Service) -> Result<String, ApiKeysError> {
    let (mut rows, mut before) = (Vec::new(), None);
    loop {
        let page = service.api_keys(&service.operator_by_command(), before.as_deref()).await?;
        rows.extend(page.keys.iter().map(row));
        match page.next {
            Some(next) => before = Some(next),
            None => break,
        }
    }
    if rows.is_empty() {
        return Ok("No key was made here yet.".to_owned());
    }
    let heads = ["ID", "NAME", "KEY", "SCOPES", "MADE (UTC)", "ENDS (UTC)", "LAST USED (UTC)", "STATE"];
    Ok(table(heads, &rows))
}

fn row((key, state): &(ApiKeyRecord, ApiKeyState)) -> [String; 8] {
    let at = |at: Option<i64>| at.map_or_else(|| "-".to_owned(), moment);
    [
        key.id.clone(),
        key.name.clone(),
        key.prefix.clone(),
        scopes(key),
        moment(key.created_at),
        at(key.expires_at),
        at(key.last_used_at),
        state.as_str().to_owned(),
    ]
}

fn scopes(key: &ApiKeyRecord) -> String {
    key.scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(", ")
}
