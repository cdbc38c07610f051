//! `backup`: everything that is remembered in one file, while the server runs; `restore`: the way back.
//!
//! | file | owns |
//! | --- | --- |
//! | `archive` | what is in such a file, and in which order |
//! | `error` | what went wrong, in sentences |
//! | `make` | `backup` |
//! | `restore` | `restore` |

mod archive;
mod error;
mod make;
mod restore;

use std::{path::PathBuf, process::ExitCode};

use clap::Args;
use tokio::signal::unix::{SignalKind, signal};

use self::error::BackupError;
use super::start;
use crate::{
    config::{Kept, Problems},
    storage::Contents,
};

/// Where to.
#[derive(Debug, Args)]
pub(super) struct BackupArgs {
    /// The file to write, such as greenroom-2026-01-31.tar.
    file: PathBuf,
    /// Puts it in the place of a file of that name.
    #[arg(long)]
    force: bool,
}

/// Where from.
#[derive(Debug, Args)]
pub(super) struct RestoreArgs {
    /// A file that `greenroom backup` wrote.
    file: PathBuf,
}

/// Writes a backup.
pub(super) async fn back_up(args: BackupArgs) -> ExitCode {
    finish(unless_told_to_end(make::make(&args.file, args.force)).await)
}

/// Puts a backup into the data folder.
pub(super) async fn restore(args: RestoreArgs) -> ExitCode {
    finish(unless_told_to_end(restore::restore(&args.file)).await)
}

fn finish(outcome: Result<String, BackupError>) -> ExitCode {
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

/// Drops the work at a signal: half a copy goes away with it.
async fn unless_told_to_end(work: impl Future<Output = Result<String, BackupError>>) -> Result<String, BackupError> {
    let mut terminate = signal(SignalKind::terminate()).map_err(BackupError::Signals)?;
    tokio::select! {
        outcome = work => outcome,
        _ = terminate.recv() => Err(BackupError::Interrupted),
        _ = tokio::signal::ctrl_c() => Err(BackupError::Interrupted),
    }
}

/// Where things are. Secrets of the deployment are not wanted for that.
fn kept() -> Result<Kept, Problems> {
    Kept::read(&start::environment()?)
}

fn counted(contents: &Contents) -> String {
    let Contents { sessions, grants, schema } = contents;
    let many = |count: &u64, one: &str| if *count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
    format!("{} and {} (schema {schema})", many(sessions, "session"), many(grants, "grant"))
}

/// A file's size for people.
fn size(bytes: u64) -> String {
    if bytes < 1_000_000 {
        format!("{} KB", bytes.div_ceil(1000))
    } else {
        format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_counts_are_said_for_people() {
        for (bytes, said) in [(0, "0 KB"), (1, "1 KB"), (999_999, "1000 KB"), (1_250_000, "1.2 MB")] {
            assert_eq!(size(bytes), said);
        }
        let contents = Contents { sessions: 1, grants: 2, schema: "m001".to_owned() };
        assert_eq!(counted(&contents), "1 session and 2 grants (schema m001)");
    }
}
