//! Everything into another database by one command, and what it says where it cannot be.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use serde_json::Value;
use testing::{Cluster, Server, ask};

use crate::program::{PROGRAM, accepts, program, refuses};

const API_KEY: &str = "an-api-key-of-32-characters-or-more";

/// A command of the program on the folder's own file.
fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = program(folder);
    command.args(arguments).env("GREENROOM_DATA_DIR", "data");
    command
}

/// What the command says on standard output.
fn said(folder: &Path, arguments: &[&str]) -> String {
    let output = command(folder, arguments).stderr(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn serve(folder: &Path, url: &str) -> Server {
    let variables = [
        ("GREENROOM_DATA_DIR", "data"),
        ("GREENROOM_API_KEYS", API_KEY),
        ("GREENROOM_PUBLIC_URL", "http://localhost"),
        ("DATABASE_URL", url),
    ];
    Server::spawn(PROGRAM, folder, &variables).ready()
}

/// What people and programs hold: links, sign-ins, keys.
struct Held {
    session: Value,
    made_key: String,
    sign_in: String,
}

fn path_of(link: &str) -> &str {
    &link[link.find("/j/").or_else(|| link.find("/sign-in/")).unwrap()..]
}

fn backend(server: &Server, key: &str, method: &str, path: &str, body: &str) -> (u16, Value) {
    let headers = ["Content-Type: application/json", &format!("Authorization: Bearer {key}")];
    let answer = ask(server.port(), method, path, &headers, body).unwrap();
    (answer.status, serde_json::from_str(&answer.body).unwrap_or_default())
}

fn hand_out(folder: &Path, server: &Server) -> Held {
    let (status, session) = backend(server, API_KEY, "POST", "/api/sessions", r#"{"title":"Weekly"}"#);
    assert_eq!(status, 201);
    let made_key = said(folder, &["api-keys", "new", "--name", "backend", "--scope", "sessions:read"]);
    let link = said(folder, &["hosts", "invite", "hanna@example.com"]);
    let signed_in = ask(server.port(), "POST", path_of(&link), &["Sec-Fetch-Site: same-origin"], "").unwrap();
    let set = signed_in.head.lines().find_map(|line| line.split_once("greenroom_sign_in=")).unwrap().1;
    let sign_in = format!("Cookie: greenroom_sign_in={}", set.split(';').next().unwrap());
    Held { session, made_key, sign_in }
}

/// All of it is as good as it was.
fn still_works(server: &Server, held: &Held) {
    let text = |name: &str| held.session[name].as_str().unwrap();
    for link in ["guestLink", "hostLink"] {
        let page = ask(server.port(), "GET", path_of(text(link)), &[], "").unwrap();
        assert!([200, 303].contains(&page.status), "{link}: {}", page.head);
    }
    let path = format!("/api/sessions/{}", text("id"));
    assert_eq!(backend(server, &held.made_key, "GET", &path, "").0, 200);
    let account = ask(server.port(), "GET", "/account", &[&held.sign_in], "").unwrap();
    assert!(account.status == 200 && account.body.contains("hanna@example.com"), "{}", account.head);
    // What follows from the key beside the database is what is in it.
    let made = backend(server, API_KEY, "POST", &format!("{path}/invites"), r#"{"role":"guest"}"#);
    assert_eq!(made.0, 201);
    assert_eq!(ask(server.port(), "GET", path_of(made.1["link"].as_str().unwrap()), &[], "").unwrap().status, 200);
}

#[test]
fn links_sign_ins_and_keys_work_on_after_a_move_there_and_back() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let postgres = Cluster::shared().database();
    let first = "sqlite://data/greenroom.db";
    let server = serve(folder, first);
    let held = hand_out(folder, &server);
    still_works(&server, &held);

    let mut there = command(folder, &["migrate-to", &postgres]);
    refuses("while a server runs", &mut there, &["data/greenroom.db", "another program holds it"], &[]);
    server.stop();
    accepts("to PostgreSQL", &mut there, "every row was read back and is the same");

    let server = serve(folder, &postgres);
    still_works(&server, &held);
    let mut back = command(folder, &["migrate-to", "sqlite://back.db"]);
    back.env("DATABASE_URL", &postgres);
    refuses("while a server runs on PostgreSQL", &mut back, &["Nothing was moved", "stop every server"], &[]);
    server.stop();
    refuses("to a full one", &mut there, &["Nothing was moved", "is not empty", "name an empty one"], &[]);
    accepts("back to SQLite", &mut back, "Now set DATABASE_URL");
    still_works(&serve(folder, "sqlite://back.db"), &held);
}

#[test]
fn what_cannot_be_moved_is_explained_without_a_secret() {
    let folder = tempfile::tempdir().unwrap();
    let url = |rest: &str| format!("postgres://greenroom:hunter2@127.0.0.1:{rest}");
    let there = ["There is no database at", "data/greenroom.db"];
    let words = |target: &str, words: &[&str]| {
        refuses(target, &mut command(folder.path(), &["migrate-to", target]), words, &["hunter2"]);
    };
    let empty = Cluster::shared().database();
    words(&empty, &there);
    assert!(!folder.path().join("data").exists(), "nothing is made of it");
    accepts("a new one", &mut command(folder.path(), &["hosts", "list"]), "Nobody");
    words("mysql://greenroom:hunter2@localhost/greenroom", &["to move to", "expected `sqlite://`"]);
    words("hunter2", &["to move to", "expected `sqlite://`"]);
    words("sqlite://", &["to move to", "expected `sqlite://`"]);
    words(&url("port/greenroom"), &["to move to", "expected `sqlite://`"]);
    words(&url("1/greenroom"), &["greenroom on 127.0.0.1:1", "cannot be reached"]);
    words("sqlite://nowhere/greenroom.db", &["nowhere/greenroom.db", "cannot be opened"]);
    words("sqlite://data/greenroom.db", &["Both are the same database"]);
    words(&Cluster::shared().address("postgres", "nowhere"), &["no database of that name"]);
}
