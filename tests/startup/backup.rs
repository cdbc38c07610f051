//! A backup of a server that writes, and the way back from it.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::Command,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use greenroom::storage::connect;
use sea_orm::{ConnectionTrait, Database};
use serde_json::Value;

use crate::{
    program::{accepts, program, refuses},
    serving::{AUTHORIZATION, Server, ask},
};

fn backup(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = program(folder);
    command.arg("backup").args(arguments);
    command
}

fn restore(folder: &Path, file: &Path) -> Command {
    let mut command = program(folder);
    command.arg("restore").arg(file);
    command
}

/// Opens sessions until it is told to end; each that was acknowledged is in the list.
fn open_sessions(server: &Server, opened: &Mutex<Vec<Value>>, enough: &AtomicBool) {
    let mut number = 0;
    while !enough.load(Ordering::Relaxed) {
        number += 1;
        let session = server.open_session(&format!("Number {number}"));
        opened.lock().unwrap().push(session);
    }
}

/// Where a link leads, without the server's address.
fn path(link: &Value) -> String {
    format!("/j/{}", link.as_str().unwrap().rsplit('/').next().unwrap())
}

/// What the host's page says to whoever came by the host's link.
fn hosts_page(server: &Server, session: &Value) -> String {
    let way_in = ask(server.port, "GET", &path(&session["hostLink"]), &[], "");
    let cookie = way_in.head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        let cookie = value.split(';').next()?;
        (name.eq_ignore_ascii_case("set-cookie") && cookie.starts_with("greenroom_host_")).then(|| cookie.to_owned())
    });
    let cookie = format!("Cookie: {}", cookie.unwrap_or_else(|| panic!("no cookie: {}", way_in.head)));
    let page = ask(server.port, "GET", &format!("/s/{}", session["id"].as_str().unwrap()), &[&cookie], "");
    assert_eq!(page.status, 200, "{}", page.body);
    page.body
}

#[test]
fn what_was_acknowledged_before_a_backup_is_there_after_a_restore() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    let (opened, enough) = (Mutex::new(Vec::new()), AtomicBool::new(false));
    let known = thread::scope(|scope| {
        let writer = scope.spawn(|| open_sessions(&server, &opened, &enough));
        let mut known = Vec::new();
        for round in 1..=4 {
            let before = opened.lock().unwrap().len();
            // Each copy is made amid new sessions.
            while opened.lock().unwrap().len() < before + 5 && !writer.is_finished() {
                thread::yield_now();
            }
            known = opened.lock().unwrap().clone();
            accepts("backup", &mut backup(folder.path(), &["all.tar", "--force"]), "sessions and 0 grants");
            let after = opened.lock().unwrap().len();
            assert!(after > known.len(), "round {round}: nothing was written meanwhile");
        }
        enough.store(true, Ordering::Relaxed);
        known
    });
    server.stop();
    let file = folder.path().join("all.tar");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");

    let elsewhere = tempfile::tempdir().unwrap();
    accepts("restore", &mut restore(elsewhere.path(), &file), "Restored into ./data");
    let links_key = |folder: &Path| fs::read_to_string(folder.join("data/links.key")).unwrap();
    assert_eq!(links_key(folder.path()), links_key(elsewhere.path()));
    let server = Server::start(elsewhere.path());
    assert!(known.len() >= 20);
    for session in &known {
        let path = format!("/api/sessions/{}", session["id"].as_str().unwrap());
        let found = ask(server.port, "GET", &path, &[AUTHORIZATION], "");
        assert_eq!((found.status, &found.json()["title"]), (200, &session["title"]));
    }
    for session in [&known[0], known.last().unwrap()] {
        let guests = ask(server.port, "GET", &path(&session["guestLink"]), &[], "");
        assert!(guests.status == 200 && guests.body.contains(session["title"].as_str().unwrap()), "{}", guests.body);
        // Shown from `links.key` and the invite's id: the database holds a hash of it alone.
        assert!(hosts_page(&server, session).contains(&path(&session["guestLink"])));
    }
    server.open_session("After the night");
}

#[test]
fn a_backup_that_cannot_be_made_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let at = |arguments: &[&str]| backup(folder.path(), arguments);
    refuses("nothing there", &mut at(&["all.tar"]), &["There is no database", "GREENROOM_DATA_DIR"], &[]);
    let mut server = at(&["all.tar"]);
    server.env("DATABASE_URL", "postgres://greenroom:hunter2@db/greenroom");
    refuses("a server's", &mut server, &["pg_dump", "pg_restore", "links.key"], &["hunter2"]);
    Server::start(folder.path()).stop();
    fs::write(folder.path().join("mine.tar"), "mine").unwrap();
    refuses("a file of that name", &mut at(&["mine.tar"]), &["exists already", "--force"], &[]);
    assert_eq!(fs::read_to_string(folder.path().join("mine.tar")).unwrap(), "mine");
    refuses("no folder", &mut at(&["nowhere/all.tar"]), &["nowhere", "cannot be read or written"], &[]);
    let mut other = at(&["all.tar"]);
    other.env("DATABASE_URL", "sqlite://mine.tar");
    refuses("no database", &mut other, &["mine.tar", "no SQLite database"], &[]);
    assert!(!folder.path().join("all.tar").exists());
    accepts("a stopped server's", &mut at(&["one.tar"]), "0 sessions and 0 grants");
    assert!(!folder.path().join("data/greenroom.db-wal").exists(), "a backup left files in the data folder");
}

#[test]
fn a_restore_that_would_harm_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    server.open_session("Weekly");
    fs::create_dir(folder.path().join("data/keys")).unwrap();
    fs::write(folder.path().join("data/keys/one"), "a key that signs").unwrap();
    accepts("backup", &mut backup(folder.path(), &["all.tar"]), "1 session and 0 grants");
    server.stop();
    let file = folder.path().join("all.tar");
    let whole = fs::read(&file).unwrap();
    refuses(
        "a database is there",
        &mut restore(folder.path(), &file),
        &["greenroom.db", "nothing is overwritten"],
        &[],
    );
    let new = tempfile::tempdir().unwrap();
    let data = new.path().join("data");
    fs::create_dir(&data).unwrap();
    fs::write(data.join("greenroom.db-wal"), "of another one").unwrap();
    refuses("a log of writes is there", &mut restore(new.path(), &file), &["greenroom.db-wal"], &[]);
    fs::remove_file(data.join("greenroom.db-wal")).unwrap();
    fs::write(data.join("links.key"), "another").unwrap();
    refuses("another key is there", &mut restore(new.path(), &file), &["links.key", "nothing is overwritten"], &[]);
    fs::remove_file(data.join("links.key")).unwrap();
    let bad = new.path().join("bad.tar");
    let mut flipped = whole.clone();
    // In the last third there is nothing but the database.
    flipped[whole.len() - 60_000..whole.len() - 20_000].fill(0x5a);
    for (name, content, words) in [
        ("its end is missing", &whole[..whole.len() / 2], "its end is missing"),
        ("only keys", &whole[..1024], "no whole backup"),
        ("no tar", &b"Dear Ada, ".repeat(200)[..], "no whole backup"),
        ("nothing", &b""[..], "holds no database"),
        ("a damaged database", &flipped[..], "damaged"),
    ] {
        fs::write(&bad, content).unwrap();
        refuses(name, &mut restore(new.path(), &bad), &["bad.tar", words], &[]);
        assert_eq!(fs::read_dir(&data).unwrap().count(), 0, "{name}: something was left");
    }
    fs::write(data.join("links.key"), fs::read(folder.path().join("data/links.key")).unwrap()).unwrap();
    accepts("the same key is there", &mut restore(new.path(), &file), "1 session");
    let key = data.join("keys/one");
    assert_eq!(fs::read_to_string(&key).unwrap(), "a key that signs");
    for (path, mode) in [(&key, 0o600), (&data.join("keys"), 0o700), (&data.join("greenroom.db"), 0o600)] {
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, mode, "{}", path.display());
    }
}

#[tokio::test]
async fn a_backup_of_a_newer_version_is_not_restored() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("greenroom.db");
    drop(connect(&file).await.unwrap());
    let database = Database::connect(format!("sqlite://{}", file.display())).await.unwrap();
    let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m999_of_another_day', 1)";
    database.execute_unprepared(newer).await.unwrap();
    database.close().await.unwrap();
    let packed = Command::new("tar").args(["-cf", "all.tar", "greenroom.db"]).current_dir(folder.path()).status();
    assert!(packed.unwrap().success());
    let folder = folder.path().to_owned();
    let file = folder.join("all.tar");
    refuses("newer", &mut restore(&folder, &file), &["a newer version of Greenroom wrote it"], &[]);
    assert!(!folder.join("data/greenroom.db").exists());
}

#[test]
fn a_backup_with_other_files_in_it_is_not_restored() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["evil", "keys"] {
        fs::write(folder.path().join(name), "x").unwrap();
        let file = folder.path().join("all.tar");
        let packed = Command::new("tar").arg("-cf").arg(&file).arg(name).current_dir(folder.path()).status();
        assert!(packed.unwrap().success());
        refuses(name, &mut restore(folder.path(), &file), &["it holds other files"], &[]);
    }
}
