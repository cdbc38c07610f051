//! Which database is measured: a file, or a PostgreSQL server of this run's own.

use std::fs;

use testing::{Cluster, Disk};

use crate::{Outcome, processor};

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file in the folder of data.
    Sqlite,
    /// A server beside.
    Postgres,
}

impl Kind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Sqlite, Self::Postgres];

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }

    /// Reads what was asked for.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "sqlite" => Some(Self::Sqlite),
            "postgres" => Some(Self::Postgres),
            _ => None,
        }
    }
}

/// Where the databases of a part are.
pub enum Place {
    /// Each in its folder.
    Files,
    /// In a server of this run's own, which loses nothing when the machine goes, as in earnest.
    Cluster(Cluster),
}

impl Place {
    /// Starts what is needed.
    pub fn start(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => Self::Files,
            Kind::Postgres => Self::Cluster(Cluster::start_new(Disk::Kept)),
        }
    }

    /// The address of a new database; empty for a file.
    pub fn database(&self) -> String {
        match self {
            Self::Files => String::new(),
            Self::Cluster(cluster) => cluster.database(),
        }
    }

    /// Removes a database.
    pub fn remove(&self, address: &str) {
        if let (Self::Cluster(cluster), Some(name)) = (self, name_of(address)) {
            cluster.say(&cluster.address("postgres", "postgres"), &format!("DROP DATABASE {name} WITH (FORCE)"));
        }
    }

    /// Seconds of one core that the database has used so far, beside the server.
    pub fn used(&self) -> Outcome<f64> {
        let Self::Cluster(cluster) = self else { return Ok(0.0) };
        let folder = cluster.say(&cluster.address("postgres", "postgres"), "SHOW data_directory");
        let folder = fs::canonicalize(folder.trim())?;
        processor::used_in(&folder)
    }
}

/// The name of the database at an address.
fn name_of(address: &str) -> Option<&str> {
    address.split('?').next()?.rsplit_once('/').map(|(_, name)| name)
}
