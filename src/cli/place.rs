//! Where a database is, read from a URL, and opening what is there.

use std::{
    fmt,
    path::{Path, PathBuf},
    time::Duration,
};

use super::start::StartError;
use crate::{
    config::{Secret, Settings, database_file},
    storage::{self, AddressError, ConnectError, Database, PostgresAddress},
};

/// A file, or a database of a PostgreSQL server. It shows no password.
#[derive(Clone, Debug)]
pub(super) enum Place {
    /// A SQLite file.
    File(PathBuf),
    /// A PostgreSQL database.
    Postgres(Box<PostgresAddress>),
}

impl Place {
    /// The one that the settings name.
    pub(super) fn of(settings: &Settings) -> Result<Self, AddressError> {
        match settings.database_url.as_ref().map(Secret::expose) {
            Some(url) if !url.starts_with("sqlite:") => Self::parse(url),
            _ => Ok(Self::File(database_file(&settings.data_dir, settings.database_url.as_ref()))),
        }
    }

    /// The one at that URL.
    pub(super) fn parse(url: &str) -> Result<Self, AddressError> {
        match url.strip_prefix("sqlite:") {
            Some(file) => Ok(Self::File(Path::new(file.trim_start_matches("//")).to_owned())),
            None => Ok(Self::Postgres(Box::new(url.parse()?))),
        }
    }

    /// Opens it. A database server that does not answer yet is asked until `patience` is over.
    pub(super) async fn open(&self, patience: Duration) -> Result<Database, StartError> {
        self.opened(match self {
            Self::File(file) => storage::connect(file).await,
            Self::Postgres(address) => storage::connect_postgres(address, patience).await,
        })
    }

    /// Opens it; a file, while no other program has it open.
    pub(super) async fn open_alone(&self) -> Result<Database, StartError> {
        self.opened(match self {
            Self::File(file) => storage::connect_alone(file).await,
            Self::Postgres(address) => storage::connect_postgres_alone(address).await,
        })
    }

    fn opened(&self, outcome: Result<Database, ConnectError>) -> Result<Database, StartError> {
        outcome.map_err(|source| StartError::Storage { place: self.to_string(), source })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(file) => write!(f, "{}", file.display()),
            Self::Postgres(address) => write!(f, "{address}"),
        }
    }
}
