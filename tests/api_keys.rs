//! `greenroom api-keys` from outside, also while the server runs.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Output, Stdio},
};

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_greenroom"));
    command.current_dir(folder).env_clear();
    command
}

fn api_keys(folder: &Path, arguments: &[&str]) -> Output {
    program(folder).arg("api-keys").args(arguments).output().unwrap()
}

/// What it prints, and what it says beside that, when all is well.
#[track_caller]
fn printed(folder: &Path, arguments: &[&str]) -> (String, String) {
    let output = api_keys(folder, arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    (String::from_utf8(output.stdout).unwrap().trim_end().to_owned(), said)
}

/// What it says when it does not do it.
#[track_caller]
fn refused(folder: &Path, arguments: &[&str], code: i32) -> String {
    let output = api_keys(folder, arguments);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(code), &b""[..]), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// A server that runs; it ends with the value.
struct Server(Child, u16);

impl Server {
    fn start(folder: &Path) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut child = program(folder)
            .env("LEPTOS_SITE_ADDR", format!("127.0.0.1:{port}"))
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        lines.find(|line| line.as_ref().is_ok_and(|line| line.contains("Greenroom is at"))).unwrap().unwrap();
        std::thread::spawn(move || lines.for_each(drop));
        Self(child, port)
    }

    /// The answer to a backend that asks for a token.
    fn mint(&self, key: &str) -> String {
        let body = r#"{"userId":"u","userName":"Ada","roomName":"weekly"}"#;
        let mut stream = TcpStream::connect(("127.0.0.1", self.1)).unwrap();
        let head = format!(
            "POST /api/jitsi/jwt HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\nContent-Type: \
             application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

#[test]
fn a_key_from_the_command_line_works_at_the_server_that_runs_until_it_is_revoked() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    assert_eq!(printed(folder.path(), &["list"]).0, "No key was made here yet.");

    let new = ["new", "--name", "Course portal", "--scope", "tokens:mint", "--scope", "audit:read"];
    let (key, said) = printed(folder.path(), &[&new[..], &["--expires-in-days", "30"]].concat());
    assert!(key.len() == 64 && key.starts_with("gr_"), "{key}");
    assert!(
        said.starts_with("This key has the scopes tokens:mint, audit:read, and ends ") && !said.contains(&key),
        "{said}"
    );
    assert!(server.mint(&key).starts_with("HTTP/1.1 200"));

    let (listed, _) = printed(folder.path(), &["list"]);
    assert!(listed.starts_with("ID ") && listed.lines().count() == 2 && !listed.contains(&key), "{listed}");
    for word in ["Course portal", &key[..11], "tokens:mint, audit:read", "in force"] {
        assert!(listed.contains(word), "{word}: {listed}");
    }
    let id = listed.lines().nth(1).unwrap().split_whitespace().next().unwrap();
    // The server looked this one up a moment ago; one that it has not seen it refuses at once.
    assert!(printed(folder.path(), &["revoke", id]).0.starts_with("Revoked."));
    assert!(printed(folder.path(), &["list"]).0.contains("revoked"));
    let (unused, said) = printed(folder.path(), &["new", "--name", "x", "--scope", "tokens:mint"]);
    assert!(said.contains("never ends"), "{said}");
    let (listed, _) = printed(folder.path(), &["list"]);
    printed(folder.path(), &["revoke", listed.lines().nth(1).unwrap().split_whitespace().next().unwrap()]);
    let answer = server.mint(&unused);
    assert!(answer.starts_with("HTTP/1.1 401") && answer.contains("was revoked"), "{answer}");
}

#[test]
fn what_cannot_be_done_is_said_and_ends_with_a_failure() {
    let folder = tempfile::tempdir().unwrap();
    let name_and_scope = ["new", "--name", "x", "--scope", "tokens:mint"];
    let with = |more: &[&'static str]| [&name_and_scope[..], more].concat();
    for (arguments, says) in [
        (vec!["new", "--name", " ", "--scope", "tokens:mint"], "The name cannot be used: it is empty."),
        (with(&["--expires-in-days", "0"]), "A key ends in 1 to 3650 days, or never"),
        (with(&["--expires-in-days", "3651"]), "A key ends in 1 to 3650 days, or never"),
        (vec!["revoke", "none"], "There is no key with this id."),
    ] {
        let said = refused(folder.path(), &arguments, 1);
        assert!(said.starts_with(says), "{arguments:?}: {said}");
    }
    for (arguments, says) in [
        (vec!["new", "--name", "x", "--scope", "everything"], "choose from tokens:mint, sessions:read"),
        (vec!["new", "--name", "x"], "--scope"),
        (vec!["new", "--scope", "tokens:mint"], "--name"),
    ] {
        let said = refused(folder.path(), &arguments, 2);
        assert!(said.contains(says), "{arguments:?}: {said}");
    }
    assert_eq!(printed(folder.path(), &["list"]).0, "No key was made here yet.");
}
