//! `people`: what is known of one person, given out or erased.

mod json;

use std::{
    io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Subcommand;

use super::{
    paragraph::labelled,
    private_file,
    start::{self, StartError},
};
use crate::service::{KnownPerson, Refusal, Service};

/// What is done about one person's data.
#[derive(Debug, Subcommand)]
pub(super) enum PeopleCommand {
    /// Gives out all that is known of one person, as JSON.
    ///
    /// The record says that it was done. Of events that name somebody else too, the other's part is left out.
    Export {
        /// The e-mail address of an account, or a user id: that of a guest as the record shows it, or the one that a
        /// backend gave.
        person: String,
        /// The file to write, for its owner alone, and never over another; without it, standard output.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Erases all that is known of one person, for good.
    ///
    /// It says first what that is, and does it with --yes alone. What happened stays in the record, and who it was
    /// goes: `greenroom audit verify` holds before and afterwards. Backups and exports are not touched.
    Erase {
        /// The same as for export.
        person: String,
        /// Erases it, instead of only saying what would be erased.
        #[arg(long)]
        yes: bool,
    },
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
enum PeopleError {
    #[error("{0}")]
    Start(#[from] StartError),
    #[error(
        "Nothing is known of this person. Give the e-mail address of an account, or a user id exactly as the record \
         shows it."
    )]
    Unknown,
    #[error("{} cannot be written ({source}): name a file that is not there yet, in a folder that is.", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("Nothing was erased yet. Look at the above, and give --yes to erase it.")]
    NotYet,
    #[error("That failed: {0}.")]
    Failed(#[from] Refusal),
}

/// Does it, and says what came out.
pub(super) async fn run(command: PeopleCommand) -> ExitCode {
    match done(command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn done(command: PeopleCommand) -> Result<(), PeopleError> {
    let service = start::service_of_command().await?;
    match command {
        PeopleCommand::Export { person, out } => export(&service, &person, out.as_deref()).await,
        PeopleCommand::Erase { person, yes } => erase(&service, &person, yes).await,
    }
}

async fn export(service: &Service, person: &str, out: Option<&Path>) -> Result<(), PeopleError> {
    let known = service.export_person(person).await?.ok_or(PeopleError::Unknown)?;
    let text = json::of(&known);
    match out {
        Some(path) => {
            let failed = |source| PeopleError::File { path: path.to_owned(), source };
            private_file::write_new(path, format!("{text}\n").as_bytes(), 0o600).map_err(failed)?;
            println!("Written to {}, for its owner alone.", path.display());
        }
        None => println!("{text}"),
    }
    Ok(())
}

async fn erase(service: &Service, person: &str, yes: bool) -> Result<(), PeopleError> {
    let known = service.known_person(person).await?.ok_or(PeopleError::Unknown)?;
    println!("{}", summary(&known, service.now(), yes));
    if !yes {
        return Err(PeopleError::NotYet);
    }
    service.erase_person(&known).await?;
    println!("It is erased. Backups and exports from before still have it.");
    Ok(())
}

/// What is there to be erased.
fn summary(known: &KnownPerson, now: i64, yes: bool) -> String {
    let rows = &known.rows;
    let counts = [
        (usize::from(rows.account.is_some()), "account"),
        (rows.sign_ins.len(), "sign-in"),
        (rows.host_links.len(), "one-time link"),
        (rows.sessions.len(), "session that they lead"),
        (rows.people.len(), "session that they were let into"),
        (rows.waiting.len(), "door that they knocked at"),
        (rows.invite_uses.len(), "use of an invite"),
        (rows.invites.len(), "invite's label"),
        (rows.grants.len(), "token's name, id and address"),
        (known.events.len(), "event that names them"),
    ];
    let label = if yes { "erases" } else { "to erase" };
    let found = counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} × {what}"));
    let mut lines = vec![labelled(label, &(found.collect::<Vec<_>>().join(", ") + "."))];
    match known.sessions_to_come(now) {
        0 => {}
        1 => lines.push(labelled("note", &format!("1 session that they own is still to come, {WITHOUT_OWNER}"))),
        count => {
            let what = format!("{count} sessions that they own are still to come, {WITHOUT_OWNER}");
            lines.push(labelled("note", &what));
        }
    }
    lines.join("\n")
}

const WITHOUT_OWNER: &str =
    "or goes on. It stays as it is, without an owner: its co-hosts lead it, and a backend can end it.";
