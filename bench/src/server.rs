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
        let folder = Folder::new()?;
        let (mut server, _) = Self::start_in(folder.path()).await?;
        server.folder = Some(folder);
        Ok(server)
    }

    /// Starts one on that data, and says how long it took to its first answer.
    pub async fn start_in(data: &Path) -> Outcome<(Self, Duration)> {
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
            .env("GREENROOM_TOKENS_PER_MINUTE_PER_ADDRESS", "0")
            .env("GREENROOM_TOKENS_PER_MINUTE_PER_CALLER", "0")
            .env("GREENROOM_TOKENS_PER_MINUTE_PER_KEY", "0")
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

    /// The question for what the server counted itself.
    pub fn figures_request() -> Request {
        Request::get_as_backend("/metrics", KEY)
    }

    /// Opens a session and says the path of its guest link.
    pub async fn open_session(&self) -> Outcome<String> {
        let request = Request::post("/api/sessions", KEY, &json!({ "title": "Weekly check-in" }).to_string());
        let answer = Connection::open(&self.address).await?.send(&request).await?;
        let body: Value = serde_json::from_slice(&answer.body)?;
        let link = body["guestLink"].as_str().ok_or("no guest link")?;
        let path = link.rsplit_once("/j/").map(|(_, secret)| format!("/j/{secret}"));
        path.ok_or_else(|| "no path in the link".into())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
