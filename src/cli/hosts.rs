//! `hosts`: one-time links for hosts, and who is signed in where.

use std::process::ExitCode;

use clap::Subcommand;

use super::{
    moment::moment,
    start::{self, StartError},
    table::table,
};
use crate::service::{Account, Refusal, Service, SignIn};

/// What is done about hosts.
#[derive(Debug, Subcommand)]
pub(super) enum HostsCommand {
    /// Prints a link that signs this person in, once, within 15 minutes.
    ///
    /// Send it to them by a way that nobody else reads. It works without a provider, and beside one.
    Invite {
        /// The e-mail address that the host's account has, or gets.
        email: String,
    },
    /// Lists everybody who has ever signed in.
    List,
    /// Lists in which browsers hosts are signed in.
    SignIns {
        /// One host alone.
        email: Option<String>,
    },
    /// Signs a host out of every browser, and makes their unused links useless.
    ///
    /// Whom the provider and the configured rules still let in can sign in again: change those first.
    Revoke {
        /// The host's e-mail address.
        email: String,
    },
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
enum HostsError {
    #[error("{0}")]
    Start(#[from] StartError),
    #[error("This is no e-mail address: write it like host@example.com.")]
    NoEmail,
    #[error("Nobody with this address has ever signed in. `greenroom hosts list` shows who has.")]
    Nobody,
    #[error("That failed: {0}.")]
    Failed(Refusal),
}

impl From<Refusal> for HostsError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Policy(_) => Self::NoEmail,
            other => Self::Failed(other),
        }
    }
}

/// Does it, and says what came out.
pub(super) async fn run(command: HostsCommand) -> ExitCode {
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

async fn answer(command: HostsCommand) -> Result<String, HostsError> {
    let service = start::service_of_command().await?;
    match command {
        HostsCommand::Invite { email } => invite(&service, &email).await,
        HostsCommand::List => list(&service).await,
        HostsCommand::SignIns { email } => sign_ins(&service, email.as_deref()).await,
        HostsCommand::Revoke { email } => revoke(&service, &email).await,
    }
}

/// The link goes to standard output alone, so that it can be piped on.
async fn invite(service: &Service, email: &str) -> Result<String, HostsError> {
    let made = service.invite_host(email).await?;
    eprintln!("This link signs in {}, once, until {} UTC:", made.email.as_str(), moment(made.expires_at));
    Ok(made.link)
}

async fn list(service: &Service) -> Result<String, HostsError> {
    let row = |(account, held): (Account, Vec<SignIn>)| {
        let name = account.name.unwrap_or_else(|| "-".to_owned());
        [account.email, name, moment(account.created_at), held.len().to_string()]
    };
    let rows: Vec<_> = everybody(service).await?.into_iter().map(row).collect();
    if rows.is_empty() {
        return Ok("Nobody has signed in yet.".to_owned());
    }
    Ok(table(["HOST", "NAME", "SINCE (UTC)", "SIGNED IN"], &rows))
}

async fn sign_ins(service: &Service, email: Option<&str>) -> Result<String, HostsError> {
    let hosts = match email {
        Some(email) => vec![service.host_by_email(email).await?.ok_or(HostsError::Nobody)?],
        None => everybody(service).await?,
    };
    let rows: Vec<_> = hosts
        .iter()
        .flat_map(|(account, held)| held.iter().map(|sign_in| sign_in_row(&account.email, sign_in)))
        .collect();
    if rows.is_empty() {
        return Ok("Nobody is signed in.".to_owned());
    }
    Ok(table(["HOST", "BY", "SINCE (UTC)", "LAST SEEN (UTC)", "FROM", "BROWSER"], &rows))
}

async fn revoke(service: &Service, email: &str) -> Result<String, HostsError> {
    let links = "Unused one-time links for this address work no more.";
    Ok(match service.revoke_host(email).await? {
        Some(1) => format!("Signed out of 1 browser. {links}"),
        Some(count) => format!("Signed out of {count} browsers. {links}"),
        None => format!("Nobody with this address has ever signed in. {links}"),
    })
}

async fn everybody(service: &Service) -> Result<Vec<(Account, Vec<SignIn>)>, HostsError> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = service.hosts(after.as_deref()).await?;
        all.extend(page.hosts);
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(all),
        }
    }
}

fn sign_in_row(email: &str, sign_in: &SignIn) -> [String; 6] {
    let said = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    [
        email.to_owned(),
        sign_in.way.as_str().to_owned(),
        moment(sign_in.created_at),
        moment(sign_in.last_seen_at),
        said(&sign_in.client_address),
        said(&sign_in.user_agent),
    ]
}
