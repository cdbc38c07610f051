//! `greenroom hosts` from outside, also while the server runs.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Output, Stdio},
};

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_greenroom"));
    command.current_dir(folder).env_clear().env("GREENROOM_PUBLIC_URL", "http://localhost:3999");
    command
}

fn hosts(folder: &Path, arguments: &[&str]) -> Output {
    program(folder).arg("hosts").args(arguments).output().unwrap()
}

/// What it prints when all is well.
#[track_caller]
fn printed(folder: &Path, arguments: &[&str]) -> String {
    let output = hosts(folder, arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

/// What it says when it does not do it.
#[track_caller]
fn refused(folder: &Path, arguments: &[&str]) -> String {
    let output = hosts(folder, arguments);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), &b""[..]));
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

    /// The status line and the headers of the answer.
    fn ask(&self, method: &str, path: &str, cookie: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.1)).unwrap();
        let head = "Host: localhost\r\nUser-Agent: Mozilla/5.0 (X11; Linux) Firefox/140.0\r\nAccept: text/html";
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\n{head}\r\nCookie: {cookie}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
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
fn a_link_from_the_command_line_signs_in_at_the_server_that_runs_and_revoking_ends_it() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    assert_eq!(printed(folder.path(), &["list"]), "Nobody has signed in yet.");
    assert_eq!(printed(folder.path(), &["sign-ins"]), "Nobody is signed in.");

    let link = printed(folder.path(), &["invite", "Hanna@Example.com"]);
    let path = link.strip_prefix("http://localhost:3999").unwrap();
    assert!(path.starts_with("/sign-in/link/"), "{link}");
    let answer = server.ask("POST", path, "");
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    let (_, cookie) = answer.split_once("greenroom_sign_in=").unwrap();
    let cookie = format!("greenroom_sign_in={}", cookie.split(';').next().unwrap());
    assert!(server.ask("GET", "/account", &cookie).starts_with("HTTP/1.1 200"));

    let listed = printed(folder.path(), &["list"]);
    assert!(listed.starts_with("HOST ") && listed.lines().count() == 2, "{listed}");
    let row: Vec<_> = listed.lines().nth(1).unwrap().split_whitespace().collect();
    assert_eq!((row[0], row[1], *row.last().unwrap()), ("hanna@example.com", "-", "1"));
    for arguments in [&["sign-ins"][..], &["sign-ins", "hanna@example.com"]] {
        let listed = printed(folder.path(), arguments);
        for word in ["hanna@example.com", "link", "127.0.0.1", "Firefox/140.0"] {
            assert!(listed.contains(word), "{word}: {listed}");
        }
    }

    let unused = printed(folder.path(), &["invite", "hanna@example.com"]);
    let said = printed(folder.path(), &["revoke", "hanna@example.com"]);
    assert_eq!(said, "Signed out of 1 browser. Unused one-time links for this address work no more.");
    assert!(!server.ask("GET", "/account", &cookie).starts_with("HTTP/1.1 200"));
    let answer = server.ask("GET", unused.strip_prefix("http://localhost:3999").unwrap(), "");
    assert!(answer.starts_with("HTTP/1.1 410"), "{answer}");
    assert_eq!(printed(folder.path(), &["sign-ins", "hanna@example.com"]), "Nobody is signed in.");
}

#[test]
fn what_cannot_be_done_is_said_and_ends_with_1() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in
        [["invite", "hanna"], ["invite", "@example.com"], ["sign-ins", "hanna"], ["revoke", "a b@example.com"]]
    {
        let said = refused(folder.path(), &arguments);
        assert_eq!(said, "This is no e-mail address: write it like host@example.com.\n", "{arguments:?}");
    }
    let said = refused(folder.path(), &["sign-ins", "nobody@example.com"]);
    assert!(said.starts_with("Nobody with this address has ever signed in."), "{said}");
    let said = printed(folder.path(), &["revoke", "nobody@example.com"]);
    assert!(said.starts_with("Nobody with this address has ever signed in."), "{said}");
    let output = program(folder.path()).args(["hosts", "list"]).env("JITSI_DOMAIN", "8x8.vc").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("JITSI_APP_ID"));
}
