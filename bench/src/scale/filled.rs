//! A server with a filled database.

use std::{fs::OpenOptions, io::Write, os::unix::fs::OpenOptionsExt, path::PathBuf, sync::Arc};

use greenroom::clock::{SystemWorld, World as _};

use super::{fill::fill, probes::Probe, world::World};
use crate::{
    Outcome,
    place::{Kind, Place},
    report::{Figure, Report},
    server::{Folder, Server, file_in},
};

/// It is gone with its owner, and its database with it.
pub struct Filled {
    /// What it has seen.
    pub world: World,
    /// The server.
    pub server: Server,
    /// What it is asked.
    pub probes: Vec<Probe>,
    data: Data,
}

/// A folder, and a database where it is not in the folder.
struct Data {
    folder: Folder,
    address: String,
    place: Arc<Place>,
}

impl Drop for Data {
    fn drop(&mut self) {
        self.place.remove(&self.address);
    }
}

impl Filled {
    /// The file of its database, where it is one.
    pub fn file(&self) -> PathBuf {
        file_in(self.data.folder.path())
    }

    /// The address of its database; empty for a file.
    pub fn address(&self) -> &str {
        &self.data.address
    }

    /// Lets a server make its schema, fills it, and starts the server on it.
    pub async fn new(place: &Arc<Place>, kind: Kind, sessions: u64, report: &mut Report) -> Outcome<Self> {
        let data = Data { folder: Folder::new()?, address: place.database(), place: Arc::clone(place) };
        let (folder, address) = (&data.folder, &data.address);
        write_key(folder)?;
        // The first start makes the schema.
        drop(Server::start_in(folder.path(), address).await?);
        let now = u64::try_from(SystemWorld.now())?;
        let (world, figures) = fill(World::new(sessions, now), &file_in(folder.path()), address).await?;
        report.row(&format!("{}, {sessions} sessions: filled", kind.name()), figures);
        let (server, took) = Server::start_in(folder.path(), address).await?;
        let start = [Figure::new("to the first answer", took.as_secs_f64() * 1000.0, "ms")];
        report.row(&format!("{}, {sessions} sessions: start", kind.name()), start);
        let probes = Probe::all(&world, &server, report).await?;
        Ok(Self { world, server, probes, data })
    }
}

/// The key from which the links of the rows follow.
fn write_key(folder: &Folder) -> Outcome<()> {
    let file = folder.path().join("links.key");
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    Ok(file.write_all(World::link_key_file().as_bytes())?)
}
