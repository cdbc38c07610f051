//! Running the program, and what every refusal to start has in common.

use std::{
    net::TcpListener,
    path::Path,
    process::{Command, Output},
};

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_greenroom");

/// The program in that folder, with nothing else set. One that starts after all is ended soon.
pub(crate) fn program(folder: &Path) -> Command {
    let mut command = Command::new("timeout");
    command.arg("30").arg(PROGRAM).current_dir(folder).env_clear();
    command.env("LEPTOS_SITE_ADDR", format!("127.0.0.1:{}", free_port()));
    command
}

/// A port that nobody uses now.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// It ends with 1, says every one of `words`, and nothing of `secrets` or of Rust.
#[track_caller]
pub(crate) fn refuses(name: &str, command: &mut Command, words: &[&str], secrets: &[&str]) {
    let output = command.output().unwrap();
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1), "{name}: {said}");
    for word in words {
        assert!(said.contains(word), "{name}: `{word}` is not in: {said}");
    }
    for never in secrets.iter().chain(&["panicked", "RUST_BACKTRACE", "Err(", "Some(", "DbErr", "Error {", "Error("]) {
        assert!(!said.contains(never), "{name}: `{never}` is in: {said}");
    }
    assert!(said.trim_end().ends_with('.'), "{name}: no sentence: {said}");
}

/// It does what was asked and ends with 0, having said that word.
#[track_caller]
pub(crate) fn accepts(name: &str, command: &mut Command, word: &str) {
    let output = command.output().unwrap();
    let said = said(&output);
    assert_eq!(output.status.code(), Some(0), "{name}: {said}");
    assert!(said.contains(word), "{name}: `{word}` is not in: {said}");
}
