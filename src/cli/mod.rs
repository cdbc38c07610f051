//! The command line: `serve` (also without a subcommand), `keys new`, `hosts`, `audit`, `people`, `doctor`, `explain`.
//!
//! It reads the settings, starts or checks things, and says on the terminal what happened.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line speaks on the terminal")]

mod audit;
mod deployment;
mod doctor;
mod explain;
mod hosts;
mod kept_file;
mod keys;
mod link_key;
mod listen;
mod paragraph;
mod people;
mod private_file;
mod provider;
mod sandbox_identity;
mod serve;
mod start;
mod table;

use std::{path::PathBuf, process::ExitCode};

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
    /// Makes the key that signs tokens.
    Keys {
        #[command(subcommand)]
        command: KeysCommand,
    },
    /// Invites hosts, lists them and where they are signed in, and signs them out.
    ///
    /// It works on the database, whether the server runs or not.
    Hosts {
        #[command(subcommand)]
        command: hosts::HostsCommand,
    },
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

#[derive(Debug, Subcommand)]
enum KeysCommand {
    /// Makes an RSA key of 4096 bits and says what to upload where.
    New {
        /// The folder for jaasauth.key and jaasauth.key.pub.
        #[arg(long, default_value = ".")]
        out: PathBuf,
    },
}

/// Runs the command.
pub async fn run(cli: Cli) -> ExitCode {
    match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => serve::serve().await,
        Command::Keys { command: KeysCommand::New { out } } => keys::new(&out),
        Command::Hosts { command } => hosts::run(command).await,
        Command::Audit { command } => audit::run(command).await,
        Command::People { command } => people::run(command).await,
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
