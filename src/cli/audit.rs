//! `audit`: whether the record of what happened still holds.

use std::process::ExitCode;

use clap::Subcommand;

use super::{
    paragraph::labelled,
    start::{self, StartError},
};
use crate::service::{ChainFault, Noted, Refusal, Verified};

/// The exit code where the record could not be read.
const UNREAD: u8 = 2;
/// From so many events on it takes seconds, and how far it is is said.
const LONG: i64 = 20_000;

/// What is done with the record.
#[derive(Debug, Subcommand)]
pub(super) enum AuditCommand {
    /// Proves that no event was changed, removed, added in between or emptied.
    ///
    /// Exits with 0 where the record holds, with 1 where it does not, with 2 where it could not be read. It prints
    /// where the record ends, as SEQ:HASH: note that down where who has the database cannot change it, and give it to
    /// --noted the next time. docs/RECORD.md says what that proves.
    Verify {
        /// Where the record ended earlier, as this command printed it.
        #[arg(long, value_name = "SEQ:HASH", value_parser = noted)]
        noted: Option<Noted>,
    },
}

/// Why the record could not be read.
#[derive(Debug, thiserror::Error)]
enum AuditError {
    #[error("{0}")]
    Start(#[from] StartError),
    #[error("The record could not be read: {0}. `greenroom doctor` checks the storage.")]
    Unread(#[from] Refusal),
}

fn noted(text: &str) -> Result<Noted, String> {
    Noted::parse(text)
        .ok_or_else(|| "expected a number, `:` and 64 hexadecimal digits, as this command prints it".into())
}

/// Does it, and says what came out.
pub(super) async fn run(command: AuditCommand) -> ExitCode {
    let AuditCommand::Verify { noted } = command;
    match verified(noted.as_ref()).await {
        Ok(Ok(verified)) => {
            println!("{}", holds(&verified, noted.as_ref()));
            ExitCode::SUCCESS
        }
        Ok(Err(fault)) => {
            eprintln!("{}", fails(&fault));
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(UNREAD)
        }
    }
}

async fn verified(noted: Option<&Noted>) -> Result<Result<Verified, ChainFault>, AuditError> {
    let service = start::service_of_command().await?;
    let progress = |seen: i64, of: i64| {
        if of >= LONG && seen % (LONG / 2) == 0 {
            eprintln!("{seen} of {of} events");
        }
    };
    Ok(service.verify_record(noted, progress).await?)
}

fn holds(verified: &Verified, noted: Option<&Noted>) -> String {
    let end = Noted { seq: verified.events, hash: verified.head.clone() };
    let since = noted.map_or_else(String::new, |noted| format!(" Event {} is the one that was noted.", noted.seq));
    let erased = match verified.erased {
        0 => "No personal data of it was erased.".to_owned(),
        count => format!("Personal data of {count} was erased, as events of the record say."),
    };
    let events = match verified.events {
        1 => "1 event".to_owned(),
        count => format!("{count} events"),
    };
    [
        labelled("ok", &format!("The record holds: {events}, none changed, none missing.{since} {erased}")),
        labelled("note down", &end.to_string()),
    ]
    .join("\n")
}

fn fails(fault: &ChainFault) -> String {
    [
        labelled("fail", &format!("The record does not hold: {fault}.")),
        labelled("means", meaning(fault)),
        labelled("do", advice(fault)),
    ]
    .join("\n")
}

/// What follows from the fault.
const fn meaning(fault: &ChainFault) -> &'static str {
    match fault {
        ChainFault::Missing { .. } | ChainFault::CutOff { .. } => {
            "Events were removed from the database after they were written. Greenroom never removes one."
        }
        ChainFault::Changed { .. } | ChainFault::PersonChanged { .. } | ChainFault::Unreadable { .. } => {
            "The row was changed in the database after it was written. Greenroom never changes one. What comes before this event is as it was written."
        }
        ChainFault::Blanked { .. } => {
            "Who it was is gone from the database, and neither the retention nor `greenroom people erase` did it."
        }
        ChainFault::OtherEnd { .. } => {
            "The table that says where the record ends, or its last events, were changed in the database."
        }
        ChainFault::Rewritten { .. } => {
            "Somebody with the database wrote the record anew, from that event or from one before it on; or the note is of another database."
        }
    }
}

/// What is to be done.
const fn advice(fault: &ChainFault) -> &'static str {
    match fault {
        ChainFault::Rewritten { .. } => {
            "Check that the note is of this database. If it is, keep a copy of the database, compare the record with a backup or an export from before, and find out who could write to it."
        }
        _ => {
            "Keep a copy of the database as it is, compare the event with a backup or an export from before, and find out who could write to the database. If a backup was put back, the events since then are missing for that reason."
        }
    }
}
