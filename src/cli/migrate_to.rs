//! `migrate-to`: everything into another database, checked.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

use super::{
    place::Place,
    start::{self, StartError},
    table::table,
};
use crate::{
    clock::SystemWorld,
    config::Settings,
    service,
    storage::{Moved, Progress, TransferError, transfer},
};

/// Where everything goes.
#[derive(Debug, Args)]
pub(super) struct MigrateToArgs {
    /// The empty database, written as `DATABASE_URL` is: `postgres://…`, or `sqlite://` and a path.
    #[arg(value_name = "DATABASE_URL")]
    target: String,
}

/// Why nothing was moved.
#[derive(Debug, thiserror::Error)]
enum MigrateError {
    #[error("{0}")]
    Start(#[from] StartError),
    #[error(
        "The database to move to has no address that is understood: expected `sqlite://` and a path, or \
         `postgres://user:password@host:port/database?sslmode=verify-full`, with `%40` for an `@` in the password."
    )]
    Address,
    #[error(
        "There is no database at {}. DATABASE_URL, else GREENROOM_DATA_DIR, names the one to move from.", _0.display()
    )]
    NoSource(PathBuf),
    #[error(
        "Both are the same database: {0}. DATABASE_URL names the one to move from, the command the one to move to."
    )]
    Same(String),
    #[error("Nothing was moved: {0}.")]
    Transfer(#[from] TransferError),
}

/// Does it, and says what came out and what to do next.
pub(super) async fn run(args: MigrateToArgs) -> ExitCode {
    match answer(&args.target).await {
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

async fn answer(target: &str) -> Result<String, MigrateError> {
    let settings = start::settings()?;
    let from = Place::of(&settings).map_err(StartError::from)?;
    let to = understood(target)?;
    if let Place::File(file) = &from
        && !file.exists()
    {
        return Err(MigrateError::NoSource(file.clone()));
    }
    if from.to_string() == to.to_string() {
        return Err(MigrateError::Same(from.to_string()));
    }
    let source = from.open_alone().await?;
    let emptied = to.open_alone().await?;
    eprintln!("Moving everything from {from} to {to}.");
    let moved = |head: &_| service::record_moved(&SystemWorld, head);
    let moved = transfer(&source, &emptied, moved, &mut |step| eprintln!("{}", said(step))).await?;
    Ok(summary(&settings, &from, &moved))
}

fn understood(url: &str) -> Result<Place, MigrateError> {
    let known = ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme));
    let place = Place::parse(url).ok().filter(|_| known).ok_or(MigrateError::Address)?;
    match place {
        Place::File(file) if file.as_os_str().is_empty() => Err(MigrateError::Address),
        place => Ok(place),
    }
}

fn said(step: Progress) -> String {
    match step {
        Progress::Copied(table, rows) => format!("{table}: {rows} copied"),
        Progress::Compared(table, rows) => format!("{table}: {rows} read back and found equal"),
    }
}

fn summary(settings: &Settings, from: &Place, moved: &Moved) -> String {
    let row = |row: &crate::storage::MovedTable| [row.name.to_owned(), row.there.to_string(), row.here.to_string()];
    let rows: Vec<_> = moved.tables.iter().map(row).collect();
    let (events, head) = (moved.head.0, &moved.head.1.0);
    format!(
        "{}\n\nEverything was moved, and every row was read back and is the same. The record's {events} events hold to \
         the last one:\n{head}\n\n\
         Now set DATABASE_URL to the new database and start the server. Keep {}: links follow from the key in it.\n\
         {from} was left as it was. Remove it when all is well, and start no server on it meanwhile.",
        table(["TABLE", "ROWS THERE", "ROWS HERE"], &rows),
        settings.data_dir.display(),
    )
}
