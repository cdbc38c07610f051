//! The key changes while the server runs: by a signal or by its files alone (`reload`), by the commands
//! (`ring`).

mod reload;
mod ring;

use std::{fs, path::Path, process::Command};

use greenroom::jaas::{PrivateKey, Verdict, Verifier};

use crate::server::command;

const APP_ID: &str = "0123456789abcdef0123456789abcdef";

/// A folder with three keys, and the first of them configured by files: key and id.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["one", "two", "three"] {
        let made = Command::new("openssl")
            .args(["genrsa", "-traditional", "-out", &format!("{name}.key"), "2048"])
            .current_dir(folder.path())
            .output();
        assert!(made.unwrap().status.success());
    }
    put(folder.path(), "one.key", "one");
    folder
}

const BY_FILES: [(&str, &str); 4] = [
    ("JITSI_DOMAIN", "8x8.vc"),
    ("JITSI_APP_ID", APP_ID),
    ("JITSI_PRIVATE_KEY_FILE", "current.key"),
    ("JITSI_KEY_ID_FILE", "current.kid"),
];

/// Puts another key and its id in the place of those of now, each by renaming.
fn put(folder: &Path, key: &str, kid: &str) {
    put_file(folder, "current.key", &fs::read(folder.join(key)).unwrap());
    put_file(folder, "current.kid", format!("{kid}\n").as_bytes());
}

fn put_file(folder: &Path, name: &str, content: &[u8]) {
    fs::write(folder.join("new"), content).unwrap();
    fs::rename(folder.join("new"), folder.join(name)).unwrap();
}

/// The token is by that key.
#[track_caller]
fn by(folder: &Path, key: &str, token: &str) {
    let key = PrivateKey::parse(&fs::read_to_string(folder.join(key)).unwrap()).unwrap();
    let verifier = Verifier::from_public_pem(&key.public_pem().unwrap()).unwrap();
    assert_eq!(verifier.check(token), Verdict::Holds);
}

/// Runs a command that must succeed, or must not, and returns what it said.
#[track_caller]
fn says(folder: &Path, arguments: &[&str], well: bool) -> String {
    let output = command(folder, &BY_FILES).args(arguments).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.success(), well, "{arguments:?}: {said}");
    said
}
