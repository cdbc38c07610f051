//! Key and id change in their files, with and without SIGHUP.

use std::{fs, process::Command};

use super::{APP_ID, BY_FILES, by, folder, put, put_file};
use crate::server::{Server, command};

#[test]
fn sighup_loads_a_good_key_and_a_bad_one_changes_nothing() {
    let folder = folder();
    let folder = folder.path();
    let server = Server::start(folder, &BY_FILES);
    by(folder, "one.key", &server.until_kid("/one", "/one"));
    put(folder, "two.key", "two");
    server.reload();
    by(folder, "two.key", &server.until_kid("/one", "/two"));

    let good = fs::read_to_string(folder.join("three.key")).unwrap();
    put_file(folder, "current.kid", b"three");
    for (bad, words) in
        [(&good[..good.len() / 2], "the PEM is damaged"), ("", "the file is empty"), ("hunter2", "expected a PEM")]
    {
        put_file(folder, "current.key", bad.as_bytes());
        server.reload();
        server.until_logged(words);
        let (kid, token) = server.token();
        assert!(kid.unwrap().ends_with("/two"), "{words}");
        by(folder, "two.key", &token);
    }
    fs::remove_file(folder.join("current.key")).unwrap();
    server.reload();
    server.until_logged("there is no such file");
    let log = server.log();
    assert!(log.contains("the one before signs on"), "{log}");
    for line in good.lines().filter(|line| line.len() > 20 && !line.starts_with("-----")) {
        assert!(!log.contains(line), "the key is in the log: {log}");
    }
    assert!(!log.contains("hunter2"), "{log}");

    // What else changed is named and left alone.
    put(folder, "three.key", "three");
    fs::write(folder.join(".env"), "JITSI_TOKEN_TTL_SECONDS=120\n").unwrap();
    server.reload();
    by(folder, "three.key", &server.until_kid("/two", "/three"));
    server.until_logged("JITSI_TOKEN_TTL_SECONDS");
    assert!(server.log().contains("they hold from the next start"));
}

#[test]
fn changed_files_are_taken_without_a_signal_and_one_of_the_two_alone_is_not() {
    let folder = folder();
    let folder = folder.path();
    let server = Server::start(folder, &BY_FILES);
    assert!(server.token().0.unwrap().ends_with("/one"));
    put(folder, "two.key", "two");
    by(folder, "two.key", &server.until_kid("/one", "/two"));

    put_file(folder, "current.key", &fs::read(folder.join("three.key")).unwrap());
    server.until_logged("change both");
    let (kid, token) = server.token();
    assert!(kid.unwrap().ends_with("/two"));
    by(folder, "two.key", &token);
    put_file(folder, "current.kid", b"three");
    by(folder, "three.key", &server.until_kid("/two", "/three"));

    // Whoever says so explicitly gets it, and a warning.
    put_file(folder, "current.key", &fs::read(folder.join("one.key")).unwrap());
    server.reload();
    server.until_logged("under the id of the one before");
    by(folder, "one.key", &server.token().1);
}

#[test]
fn another_tenant_is_not_loaded() {
    let folder = folder();
    let folder = folder.path();
    fs::write(folder.join(".env"), format!("JITSI_APP_ID={APP_ID}\n")).unwrap();
    let environment = [BY_FILES[0], BY_FILES[2], BY_FILES[3]];
    let server = Server::start(folder, &environment);
    fs::write(folder.join(".env"), "JITSI_APP_ID=ffffffffffffffffffffffffffffffff\n").unwrap();
    put(folder, "two.key", "two");
    server.reload();
    server.until_logged("another deployment is configured now");
    assert_eq!(server.token().0.unwrap(), format!("vpaas-magic-cookie-{APP_ID}/one"));
}

#[test]
fn the_secret_of_a_jitsi_of_ones_own_is_taken_from_its_file_anew() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("secret"), "the-first-secret-of-a-jitsi-of-ones-own").unwrap();
    let environment =
        [("JITSI_DOMAIN", "meet.example.com"), ("JITSI_APP_ID", "meet"), ("JITSI_APP_SECRET_FILE", "secret")];
    let server = Server::start(folder, &environment);
    let signature = |secret: &str, token: &str| {
        let (message, signature) = token.rsplit_once('.').unwrap();
        let script = format!(
            "printf %s '{message}' | openssl dgst -sha256 -hmac '{secret}' -binary | openssl base64 -A | tr '+/' '-_' | tr -d ="
        );
        let made = Command::new("sh").args(["-c", &script]).output().unwrap();
        String::from_utf8(made.stdout).unwrap().trim() == signature
    };
    assert!(signature("the-first-secret-of-a-jitsi-of-ones-own", &server.token().1));
    put_file(folder, "secret", b"the-second-secret-of-a-jitsi-of-ones-own");
    server.until_logged("another key signs from now on");
    assert!(signature("the-second-secret-of-a-jitsi-of-ones-own", &server.token().1));
    // No ring there.
    let output = command(folder, &environment).args(["keys", "list"]).output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("RSA key of yours"));
}
