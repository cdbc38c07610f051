//! The command line: `serve` (also without a subcommand), `keys`, `hosts`, `api-keys`, `audit`, `people`, `migrate-to`,
//! `backup`, `restore`, `health`, `doctor`, `explain`.
//!
//! It reads the settings, starts or checks things, and says on the terminal what happened.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line speaks on the terminal")]

mod api_keys;
mod audit;
mod backup;
mod client;
mod deployment;
mod doctor;
mod explain;
mod health;
mod hosts;
mod kept_file;
mod key_folder;
mod key_keeper;
mod key_watch;
mod keys;
mod link_key;
mod listen;
mod migrate_to;
mod moment;
mod paragraph;
mod people;
mod place;
mod private_file;
mod provider;
mod sandbox_identity;
mod serve;
mod signing_key;
mod start;
mod table;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The front door to video sessions on Jitsi as a Service.
#[derive(Debug, Parser)]
#[command(version, after_help = "Variables are explained in .env.example. With none set, a sandbox runs.")]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the pages and the API (the default).
    Serve,
    /// Makes the key that signs tokens, and changes it for another without a pause.
    Keys {
        #[command(subcommand)]
        command: keys::KeysCommand,
    },
    /// Invites hosts, lists them and where they are signed in, and signs them out.
    ///
    /// It works on the database, whether the server runs or not.
    Hosts {
        #[command(subcommand)]
        command: hosts::HostsCommand,
    },
    /// Makes, lists and revokes the keys with which backends call the API.
    ///
    /// It works on the database, whether the server runs or not.
    ApiKeys {
        #[command(subcommand)]
        command: api_keys::ApiKeysCommand,
    },
    /// Copies the database, while the server runs, and the keys of the data folder into one file.
    ///
    /// The copy is checked before the file gets its name. Whoever has the file has the sessions: it is readable for its
    /// owner alone.
    Backup(backup::BackupArgs),
    /// Puts a backup into the data folder, where no database is in the way.
    Restore(backup::RestoreArgs),
    /// Asks the server on this machine whether it can work: exits with 0 where it can, with 1 otherwise.
    Health,
    /// Proves that the record of what happened is whole and unchanged.
    ///
    /// It works on the database, whether the server runs or not.
    Audit {
        #[command(subcommand)]
        command: audit::AuditCommand,
    },
    /// Gives out, or erases, all that is known of one person.
    ///
    /// It works on the database, whether the server runs or not.
    People {
        #[command(subcommand)]
        command: people::PeopleCommand,
    },
    /// Moves everything into another database, which is empty: from a SQLite file to PostgreSQL, or back.
    ///
    /// Stop every server first. The database that the settings name is only read; every row is read back and compared,
    /// and the record is proved. Where anything fails, nothing was moved.
    MigrateTo(migrate_to::MigrateToArgs),
    /// Checks the configuration, the key, the storage and the network, and says what to do.
    ///
    /// Exits with 1 where something fails, with 0 otherwise. Nothing in its output is secret.
    Doctor(doctor::DoctorArgs),
    /// Says what a token allows and which of Jitsi's rules it breaks, whoever issued it.
    ///
    /// Exits with 0 where it breaks none, with 1 where it breaks some, with 2 where it is no token. It is read here
    /// and sent nowhere.
    Explain(explain::ExplainArgs),
}

/// Runs the command.
pub async fn run(cli: Cli) -> ExitCode {
    match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => serve::serve().await,
        Command::Keys { command } => keys::run(command),
        Command::Hosts { command } => hosts::run(command).await,
        Command::ApiKeys { command } => api_keys::run(command).await,
        Command::Backup(args) => backup::back_up(args).await,
        Command::Restore(args) => backup::restore(args).await,
        Command::Health => health::run().await,
        Command::Audit { command } => audit::run(command).await,
        Command::People { command } => people::run(command).await,
        Command::MigrateTo(args) => migrate_to::run(args).await,
        Command::Doctor(args) => doctor::run(args).await,
        Command::Explain(args) => explain::run(&args),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}
