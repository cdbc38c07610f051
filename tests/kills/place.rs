//! A folder and a database in which servers run, and how they are started there.

use std::{
    path::Path,
    process::Command,
    sync::{Arc, OnceLock},
};

use greenroom::storage::{Store, connect, connect_postgres};
use tempfile::TempDir;
use testing::{Cluster, Disk, Server};

pub(crate) const API_KEY: &str = "an-api-key-of-32-characters-or-more";

/// Where servers run.
pub(crate) struct Place {
    folder: TempDir,
    url: String,
    /// The PostgreSQL server; none on SQLite.
    pub(crate) cluster: Option<Arc<Cluster>>,
}

impl Place {
    pub(crate) fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("greenroom.db").display());
        Self { folder, url, cluster: None }
    }

    pub(crate) fn on_postgres() -> Self {
        Self::on(Arc::new(Cluster::start_new(Disk::Kept)))
    }

    /// On a new, empty database of that PostgreSQL server.
    pub(crate) fn on(cluster: Arc<Cluster>) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), url: cluster.database(), cluster: Some(cluster) }
    }

    /// Starts a server, which is not ready yet.
    pub(crate) fn spawn(&self) -> Server {
        let key = self.folder.path().join("key.pem");
        if !key.exists() {
            std::fs::write(&key, key_pem()).unwrap();
        }
        let variables = [
            ("DATABASE_URL", self.url.as_str()),
            ("GREENROOM_DATA_DIR", "data"),
            ("GREENROOM_API_KEYS", API_KEY),
            ("GREENROOM_TOKENS_PER_MINUTE_PER_KEY", "0"),
            ("JITSI_DOMAIN", "8x8.vc"),
            ("JITSI_APP_ID", "0123456789abcdef0123456789abcdef"),
            ("JITSI_KEY_ID", "4f4910"),
            ("JITSI_PRIVATE_KEY_FILE", "key.pem"),
            ("RUST_LOG", "warn"),
        ];
        Server::spawn(env!("CARGO_BIN_EXE_greenroom"), self.folder.path(), &variables)
    }

    pub(crate) fn start(&self) -> Server {
        self.spawn().ready()
    }

    /// The database as another server would open it.
    pub(crate) async fn store(&self) -> Box<dyn Store> {
        match self.url.strip_prefix("sqlite://") {
            Some(file) => Box::new(connect(Path::new(file)).await.unwrap()),
            None => Box::new(connect_postgres(&self.url.parse().unwrap(), std::time::Duration::ZERO).await.unwrap()),
        }
    }

    /// The database beside the program's own code.
    pub(crate) async fn tables(&self) -> sea_orm::DatabaseConnection {
        sea_orm::Database::connect(&self.url).await.unwrap()
    }
}

/// A small key: a signature with a large one takes longer than all the rest.
fn key_pem() -> &'static [u8] {
    static PEM: OnceLock<Vec<u8>> = OnceLock::new();
    PEM.get_or_init(|| {
        let made = Command::new("openssl").args(["genrsa", "-traditional", "2048"]).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        made.stdout
    })
}
