//! The server that is measured: started here, on loopback, and stopped here.

use std::{
    env, fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tokio::time::sleep;

use crate::{
    Outcome,
    client::{Connection, Request},
};

/// Where the API gives tokens.
pub const TOKENS: &str = "/api/jitsi/jwt";

const KEY: &str = "a-key-for-the-benchmark-alone-0123456789";
/// So long a start may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// The release build, seen from the project's folder.
const PROGRAM: &str = "target/release/greenroom";

/// Everybody here comes from one address.
const WITHOUT_LIMITS: [&str; 4] = [
    "GREENROOM_TOKENS_PER_MINUTE_PER_ADDRESS",
    "GREENROOM_TOKENS_PER_MINUTE_PER_KEY",
    "GREENROOM_TOKENS_PER_MINUTE_PER_CALLER",
    "GREENROOM_DOOR_LINES_PER_ADDRESS",
];
/// The database in a folder of data.
const DATABASE: &str = "greenroom.db";

/// A folder that is gone with its owner.
pub struct Folder(PathBuf);

impl Folder {
    /// A new one.
    pub fn new() -> Outcome<Self> {
        let name = format!("greenroom-bench-{}-{:?}", std::process::id(), Instant::now());
        let path = env::temp_dir().join(name.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-"));
        fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A running server.
pub struct Server {
    /// Where it listens.
    pub address: String,
    child: Child,
    folder: Option<Folder>,
}

impl Server {
    /// Starts one with a folder of its own.
    pub async fn start() -> Outcome<Self> {
        Self::start_on("").await
    }

    /// Starts one with a folder of its own on that database: an empty address is a file in the folder.
    pub async fn start_on(database: &str) -> Outcome<Self> {
        let folder = Folder::new()?;
        let (mut server, _) = Self::start_in(folder.path(), database).await?;
        server.folder = Some(folder);
        Ok(server)
    }

    /// Starts one on that data, and says how long it took to its first answer.
    pub async fn start_in(data: &Path, database: &str) -> Outcome<(Self, Duration)> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let address = format!("127.0.0.1:{port}");
        let started = Instant::now();
        let program = fs::canonicalize(PROGRAM).map_err(|error| format!("{PROGRAM}: {error}"))?;
        let child = Command::new(program)
            .env_clear()
            // There is no `.env` in this folder.
            .current_dir(data)
            .env("LEPTOS_SITE_ADDR", &address)
            .env("LEPTOS_SITE_ROOT", fs::canonicalize("target/site")?)
            .env("GREENROOM_DATA_DIR", data)
            .env("GREENROOM_API_KEYS", KEY)
            .env("DATABASE_URL", database)
            .envs(WITHOUT_LIMITS.map(|name| (name, "0")))
            .env("JITSI_DOMAIN", "")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let server = Self { address, child, folder: None };
        let home = Request::get("/");
        loop {
            if let Ok(mut connection) = Connection::open(&server.address).await
                && connection.send(&home).await.is_ok_and(|answer| answer.status == 200)
            {
                return Ok((server, started.elapsed()));
            }
            if started.elapsed() > PATIENCE {
                return Err("the server does not answer".into());
            }
            sleep(Duration::from_millis(1)).await;
        }
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// A backend's question for a token.
    pub fn token_request() -> Request {
        let body = json!({
            "userId": "u1", "userName": "Ada Lovelace", "userEmail": "ada@example.com",
            "isModerator": true, "roomName": "q7c2x5kd3mzt4ynb6whe2vra",
            "features": { "recording": true, "livestreaming": false },
        });
        Request::post(TOKENS, KEY, &body.to_string())
    }

    /// A guest's question for a token, by the secret of a link and from the browser with these cookies.
    pub fn guest_token_request(secret: &str, cookies: &str) -> Request {
        let body = json!({ "door": { "by": "invite", "secret": secret }, "name": "" });
        Request::post_with("/api/pages/meeting-token", cookies, "application/json", &body.to_string())
    }

    /// A backend's question for what stands at that path.
    pub fn backend_request(path: &str) -> Request {
        Request::get_as_backend(path, KEY)
    }

    /// The question for what the server counted itself.
    pub fn figures_request() -> Request {
        Self::backend_request("/metrics")
    }

    /// The file of its database, where it has one.
    pub fn file(&self) -> Option<PathBuf> {
        Some(file_in(self.folder.as_ref()?.path())).filter(|file| file.exists())
    }

    /// Opens a session. It waits for its host where that is said.
    pub async fn open_session(&self, waits_for_host: bool) -> Outcome<Session> {
        let body = json!({ "title": "Weekly check-in", "waitsForHost": waits_for_host });
        let request = Request::post("/api/sessions", KEY, &body.to_string());
        let answer = Connection::open(&self.address).await?.send(&request).await?;
        let body: Value = serde_json::from_slice(&answer.body)?;
        let secret = |name: &str| {
            let link = body[name].as_str().and_then(|link| link.rsplit_once("/j/"));
            link.map(|(_, secret)| secret.to_owned()).ok_or_else(|| format!("no secret in {name}"))
        };
        let id = body["id"].as_str().ok_or("a session without an id")?;
        Ok(Session { id: id.to_owned(), host: secret("hostLink")?, guest: secret("guestLink")? })
    }
}

/// A session that was opened, with the secrets of its links.
pub struct Session {
    /// Its id.
    pub id: String,
    /// The secret of its host's link.
    pub host: String,
    /// The secret of its guests' link.
    pub guest: String,
}

/// The file of the database in that folder of data.
pub fn file_in(data: &Path) -> PathBuf {
    data.join(DATABASE)
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
