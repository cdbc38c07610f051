//! `greenroom audit verify` on a real database: whatever is done to the file is found and named.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::{
    fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

use greenroom::{
    record::{ActorKind, EventKind, NewEvent, Personal},
    storage::{RecordStore, connect},
};
use sea_orm::ConnectionTrait;

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_greenroom"));
    command.current_dir(folder).env_clear().env("GREENROOM_PUBLIC_URL", "http://localhost:3999");
    command
}

fn verify(folder: &Path, noted: &[&str]) -> Output {
    program(folder).args(["audit", "verify"]).args(noted).output().unwrap()
}

/// What it prints where the record holds.
#[track_caller]
fn holds(folder: &Path, noted: &[&str]) -> String {
    let output = verify(folder, noted);
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{said}");
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What it says where the record does not hold, in one line.
#[track_caller]
fn fails(folder: &Path, noted: &[&str]) -> String {
    let output = verify(folder, noted);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), &b""[..]));
    String::from_utf8(output.stderr).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The `SEQ:HASH` that it printed.
fn end(said: &str) -> String {
    said.split_whitespace().find(|word| word.len() > 64 && word.contains(':')).unwrap().to_owned()
}

fn event(number: i64) -> NewEvent {
    NewEvent {
        id: format!("e{number}"),
        at: 1000 + number,
        kind: EventKind::Joined,
        actor: ActorKind::Guest,
        api_key: None,
        session_id: Some("s1".to_owned()),
        request_id: None,
        subject: None,
        detail: None,
        times: 1,
        salt: format!("salt{number}"),
        personal: Personal { person: Some("ada".to_owned()), name: Some("Ada".to_owned()), ..Personal::default() },
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join("data/greenroom.db")
}

/// Does something to the file that this program never does.
async fn tamper(folder: &Path, sql: &str) {
    let connection = sea_orm::Database::connect(format!("sqlite://{}", file(folder).display())).await.unwrap();
    connection.execute_unprepared(sql).await.unwrap();
    connection.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
    connection.close().await.unwrap();
}

/// A record of six events, and a copy of its file.
async fn six() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("data")).unwrap();
    let store = connect(&file(folder.path())).await.unwrap();
    store.add_events(&(1..=6).map(event).collect::<Vec<_>>()).await.unwrap();
    assert_eq!(store.seal_events(10).await.unwrap().count, 6);
    drop(store);
    tamper(folder.path(), "PRAGMA user_version").await;
    let copy = folder.path().join("copy.db");
    fs::copy(file(folder.path()), &copy).unwrap();
    (folder, copy)
}

fn put_back(folder: &Path, copy: &Path) {
    for left in ["greenroom.db-wal", "greenroom.db-shm"] {
        let _ = fs::remove_file(folder.join("data").join(left));
    }
    fs::copy(copy, file(folder)).unwrap();
}

#[tokio::test]
async fn whatever_is_done_to_the_database_is_found_and_the_event_is_named() {
    let (folder, copy) = six().await;
    assert!(holds(folder.path(), &[]).contains("6 events"));
    let blank = "salt = NULL, by_person = NULL, person = NULL, name = NULL, address = NULL, user_agent = NULL";
    let rows: [(&str, String, &str); 14] = [
        ("changed", "UPDATE events SET at = 5 WHERE seq = 4".into(), "event 4 was changed"),
        ("of another kind", "UPDATE events SET kind = 'removed' WHERE seq = 4".into(), "event 4 was changed"),
        ("of no kind", "UPDATE events SET kind = 'party' WHERE seq = 4".into(), "event 4 was changed"),
        ("of somebody else", "UPDATE events SET person = 'bob' WHERE seq = 4".into(), "event 4 was changed: who it"),
        ("without a name", "UPDATE events SET name = NULL WHERE seq = 4".into(), "event 4 was changed: who it"),
        ("without its salt", "UPDATE events SET salt = NULL WHERE seq = 4".into(), "event 4 was changed: who it"),
        ("removed", "DELETE FROM events WHERE seq = 3".into(), "event 3 is missing"),
        ("removed at the start", "DELETE FROM events WHERE seq = 1".into(), "event 1 is missing"),
        ("removed at the end", "DELETE FROM events WHERE seq > 4".into(), "the last 2 events are missing"),
        (
            "removed, and the others moved up",
            "DELETE FROM events WHERE seq = 3; UPDATE events SET seq = seq - 1 WHERE seq > 3".into(),
            "event 3 was changed, or stands in another's place",
        ),
        (
            "reordered",
            "UPDATE events SET seq = -3 WHERE seq = 3; UPDATE events SET seq = 3 WHERE seq = 4; \
             UPDATE events SET seq = 4 WHERE seq = -3"
                .into(),
            "event 3 was changed, or stands in another's place",
        ),
        ("blanked", format!("UPDATE events SET {blank} WHERE seq = 4"), "event 4 names nobody any more"),
        (
            "blanked, as if for one person's sake",
            format!("UPDATE events SET erased_by = 'e6', {blank} WHERE seq = 4"),
            "event 4 names nobody any more",
        ),
        ("with another end beside it", "UPDATE chain SET hash = 'x'".into(), "event 6 has another hash than the end"),
    ];
    for (name, sql, fault) in rows {
        put_back(folder.path(), &copy);
        tamper(folder.path(), &sql).await;
        let said = fails(folder.path(), &[]);
        assert!(said.contains(&format!("The record does not hold: {fault}")), "{name}: {said}");
    }
    put_back(folder.path(), &copy);
    holds(folder.path(), &[]);
}

#[tokio::test]
async fn a_record_that_was_written_anew_is_found_by_what_was_noted() {
    let (folder, _) = six().await;
    let noted = end(&holds(folder.path(), &[]));
    assert!(holds(folder.path(), &["--noted", &noted]).contains("Event 6 is the one that was noted."));
    tamper(
        folder.path(),
        "DELETE FROM events; UPDATE chain SET seq = 0, hash = '0000000000000000000000000000000000000000000000000000000000000000'",
    )
    .await;
    let said = fails(folder.path(), &["--noted", &noted]);
    assert!(said.contains("the last 6 events are missing"), "{said}");
    let store = connect(&file(folder.path())).await.unwrap();
    let anew = (1..=7).map(|number| NewEvent { kind: EventKind::Knocked, ..event(number) });
    store.add_events(&anew.collect::<Vec<_>>()).await.unwrap();
    assert!(holds(folder.path(), &[]).contains("7 events"), "what is pending is sealed first");
    let said = fails(folder.path(), &["--noted", &noted]);
    assert!(said.contains("event 6 has another hash than was noted"), "{said}");
}

/// A server that runs; it ends with the value.
struct Server(Child);

impl Server {
    fn start(folder: &Path) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = program(folder);
        command.env("LEPTOS_SITE_ADDR", format!("127.0.0.1:{port}"));
        let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        lines.find(|line| line.as_ref().is_ok_and(|line| line.contains("Greenroom is at"))).unwrap().unwrap();
        std::thread::spawn(move || lines.for_each(drop));
        Self(child)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

#[test]
fn the_record_is_proved_while_the_server_runs() {
    let folder = tempfile::tempdir().unwrap();
    let _server = Server::start(folder.path());
    let said = holds(folder.path(), &[]);
    assert!(said.contains("0 events"), "{said}");
    for _ in 0..3 {
        assert!(
            program(folder.path()).args(["hosts", "invite", "hanna@example.com"]).output().unwrap().status.success()
        );
    }
    let now = holds(folder.path(), &["--noted", &end(&said)]);
    assert!(now.contains("3 events"), "{now}");
}

#[test]
fn what_cannot_be_read_is_no_proof_of_anything() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("data")).unwrap();
    fs::write(file(folder.path()), "no database at all, and longer than a head of one".repeat(9)).unwrap();
    let output = verify(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("it is no SQLite database"));
    let output = verify(folder.path(), &["--noted", "12"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("64 hexadecimal digits"));
}
