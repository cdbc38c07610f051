//! The program from outside: what it prints, and with which code it ends.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::{
    fs,
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

fn run(command: &mut Command) -> (Output, String) {
    let output = command.output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output, said)
}

/// A port that nobody uses now.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Starts the server and waits for its greeting.
fn serving(folder: &Path, port: u16) -> (Child, String) {
    let mut child = program(folder)
        .env("LEPTOS_SITE_ADDR", format!("127.0.0.1:{port}"))
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let greeting = lines.find_map(|line| line.ok().filter(|line| line.contains("Greenroom is at"))).unwrap();
    // Whatever else it prints must have somewhere to go.
    std::thread::spawn(move || lines.for_each(drop));
    (child, greeting)
}

#[test]
fn wrong_configuration_is_explained_all_at_once_and_ends_with_1() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&[][..], &["serve"]] {
        let (output, said) = run(program(folder.path())
            .args(arguments)
            .env("JITSI_DOMAIN", "8x8.vc")
            .env("GREENROOM_API_KEYS", "hunter2"));
        assert_eq!(output.status.code(), Some(1), "{said}");
        for variable in ["JITSI_APP_ID", "JITSI_PRIVATE_KEY", "GREENROOM_API_KEYS"] {
            assert!(said.contains(variable), "{variable} is not in: {said}");
        }
        assert!(!said.contains("hunter2"), "{said}");
    }
}

#[test]
fn without_configuration_it_serves_the_sandbox_keeps_its_key_and_stops_when_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let mut keys = Vec::new();
    for _ in 0..2 {
        let port = free_port();
        let (mut child, greeting) = serving(folder.path(), port);
        assert!(greeting.contains(&format!("http://127.0.0.1:{port}/")), "{greeting}");
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        write!(stream, "GET /api/jitsi/jwt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.contains(r#"{"configured":true}"#), "{answer}");
        let stop = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
        assert!(stop.success());
        assert_eq!(child.wait().unwrap().code(), Some(0));
        keys.push(fs::read_to_string(folder.path().join("data/sandbox.key")).unwrap());
    }
    assert_eq!(keys[0], keys[1]);
    let mode = fs::metadata(folder.path().join("data/sandbox.key")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_port_in_use_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let (output, said) = run(program(folder.path()).env("LEPTOS_SITE_ADDR", taken.local_addr().unwrap().to_string()));
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("LEPTOS_SITE_ADDR"), "{said}");
}
