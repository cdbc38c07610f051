//! The program as a server that runs: asking it for tokens, telling it to load, reading its log.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::Value;

use crate::program::{PROGRAM, free_port};

pub(crate) const API_KEY: &str = "an-api-key-of-32-characters-or-more";
/// Patience with a busy machine: what is waited for comes within five seconds otherwise.
const PATIENCE: Duration = Duration::from_secs(40);

/// The program with that environment and no other; whatever of it still runs is ended in the end.
pub(crate) struct Server {
    process: Child,
    port: u16,
    log: PathBuf,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The program in that folder with that environment and no other.
pub(crate) fn command(folder: &Path, environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.current_dir(folder).env_clear().envs(environment.iter().copied());
    command
}

impl Server {
    /// Starts it, and waits until it listens.
    pub(crate) fn start(folder: &Path, environment: &[(&str, &str)]) -> Self {
        let (port, log) = (free_port(), folder.join("log"));
        let mut process = command(folder, environment)
            .env("LEPTOS_SITE_ADDR", format!("127.0.0.1:{port}"))
            .env("GREENROOM_API_KEYS", API_KEY)
            .stdout(File::create(&log).unwrap())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let greeting = lines.next().map(Result::unwrap).unwrap_or_default();
        let server = Self { process, port, log };
        assert!(greeting.contains("Greenroom is at"), "{greeting}");
        server
    }

    /// A token as a backend gets it: its header's `kid`, and itself.
    pub(crate) fn token(&self) -> (Option<String>, String) {
        let body = r#"{"userId":"u1","userName":"Ada","roomName":"weekly"}"#;
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let length = body.len();
        write!(
            stream,
            "POST /api/jitsi/jwt HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {API_KEY}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        let start = answer.find('{').unwrap();
        let json: Value = serde_json::from_str(&answer[start..=answer.rfind('}').unwrap()]).unwrap();
        let token = json["token"].as_str().unwrap().to_owned();
        let header = BASE64_URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap()).unwrap();
        let header: Value = serde_json::from_slice(&header).unwrap();
        (header["kid"].as_str().map(str::to_owned), token)
    }

    /// Sends SIGHUP.
    pub(crate) fn reload(&self) {
        let sent = Command::new("kill").args(["-HUP", &self.process.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// What it has logged so far.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }

    /// Waits until its tokens bear that `kid`, which no token before may lack or mistake for another
    /// one than `before`; returns the first that does.
    #[track_caller]
    pub(crate) fn until_kid(&self, before: &str, wanted: &str) -> String {
        let mut found = None;
        self.until(wanted, || {
            let (kid, token) = self.token();
            let kid = kid.unwrap();
            assert!(kid.ends_with(before) || kid.ends_with(wanted), "{kid}");
            if kid.ends_with(wanted) {
                found = Some(token);
            }
            found.is_some()
        });
        found.unwrap()
    }

    /// Waits until its log has those words.
    #[track_caller]
    pub(crate) fn until_logged(&self, words: &str) {
        self.until(words, || self.log().contains(words));
    }

    #[track_caller]
    fn until(&self, what: &str, mut came: impl FnMut() -> bool) {
        let started = Instant::now();
        while !came() {
            assert!(started.elapsed() < PATIENCE, "{what} did not come: {}", self.log());
            thread::sleep(Duration::from_millis(100));
        }
    }
}
