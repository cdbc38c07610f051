//! A PostgreSQL database that cannot be used, one that comes up later than the server, and several programs that
//! start at once.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::mpsc,
};

use testing::{Cluster, Disk};

use crate::program::{accepts, program, refuses};

const PASSWORD: &str = "hunter2";

#[test]
fn a_database_that_cannot_be_used_is_explained_by_its_host_and_name_alone() {
    let cluster = Cluster::shared();
    let good = cluster.database();
    cluster.say(&good, "CREATE DATABASE bytes ENCODING 'SQL_ASCII' TEMPLATE template0 LOCALE 'C' LOCALE_PROVIDER libc");
    cluster.say(&good, "CREATE ROLE reader LOGIN; ALTER ROLE postgres SET client_min_messages = warning");
    let standby = cluster.database();
    let read_only = format!("ALTER DATABASE {} SET default_transaction_read_only = on", database_of(&standby));
    cluster.say(&good, &read_only);
    let with_password = |address: String| address.replacen('@', &format!(":{PASSWORD}@"), 1);
    let nobody = format!("postgres://greenroom:{PASSWORD}@127.0.0.1:1/greenroom");
    let strange = format!("postgres://greenroom:{PASSWORD}@127.0.0.1:port/greenroom");
    let encrypted = format!("{}&sslmode=require", with_password(good.clone()));
    for (name, url, words) in [
        ("login", with_password(cluster.address("stranger", &database_of(&good))), ["refuses the login", "PostgreSQL"]),
        ("missing", with_password(cluster.address("postgres", "nowhere")), ["no database of that name", "nowhere in "]),
        (
            "rights",
            with_password(cluster.address("reader", &database_of(&good))),
            ["may not make tables", "PostgreSQL"],
        ),
        ("read only", with_password(standby), ["takes no writes", "PostgreSQL"]),
        ("encoding", with_password(cluster.address("postgres", "bytes")), ["SQL_ASCII", "--encoding=UTF8"]),
        ("tls", encrypted, ["no encrypted connection", "sslmode"]),
        ("nobody", nobody, ["greenroom on 127.0.0.1:1", "cannot be reached"]),
        ("strange", strange, ["DATABASE_URL", "expected `postgres://"]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut command = program(folder.path());
        command.args(["hosts", "list"]).env("DATABASE_URL", url);
        refuses(name, &mut command, &words, &[PASSWORD]);
    }
}

fn database_of(address: &str) -> String {
    let (before, _) = address.split_once('?').unwrap();
    before.rsplit('/').next().unwrap().to_owned()
}

#[test]
fn a_database_of_a_newer_version_is_explained() {
    let cluster = Cluster::shared();
    let address = cluster.database();
    let folder = tempfile::tempdir().unwrap();
    let mut command = program(folder.path());
    command.args(["hosts", "list"]).env("DATABASE_URL", &address);
    accepts("first", &mut command, "");
    cluster.say(&address, "INSERT INTO seaql_migrations VALUES ('m999_of_another_day', 1)");
    refuses("newer", &mut command, &["a newer version of Greenroom wrote it"], &["m999"]);
}

#[test]
fn programs_that_start_at_once_on_an_empty_database_all_do_their_work() {
    for _ in 0..3 {
        let folder = tempfile::tempdir().unwrap();
        let postgres = Cluster::shared().database();
        for url in ["sqlite://greenroom.db".to_owned(), postgres] {
            let running: Vec<Child> = (0..6)
                .map(|_| {
                    let mut command = program(folder.path());
                    command.args(["hosts", "list"]).env("DATABASE_URL", &url);
                    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
                })
                .collect();
            for one in running {
                let output = one.wait_with_output().unwrap();
                assert!(output.status.success(), "{url}: {}", String::from_utf8_lossy(&output.stderr));
            }
        }
    }
}

#[test]
fn a_server_that_starts_before_its_database_waits_for_it() {
    let cluster = Cluster::start_new(Disk::Hasty);
    let address = cluster.database();
    cluster.stop();
    let folder = tempfile::tempdir().unwrap();
    let mut command = program(folder.path());
    let mut server =
        command.env("DATABASE_URL", address).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (sender, lines) = mpsc::channel();
    // The log is on one, the greeting on the other.
    let log = BufReader::new(server.stdout.take().unwrap());
    let greeting = BufReader::new(server.stderr.take().unwrap());
    let log_sender = sender.clone();
    std::thread::spawn(move || log.lines().map_while(Result::ok).try_for_each(|line| log_sender.send(line)));
    std::thread::spawn(move || greeting.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
    assert!(lines.iter().any(|line| line.contains("the database does not answer yet")));
    cluster.start();
    assert!(lines.iter().any(|line| line.contains("Greenroom is at")));
    // It is told by way of `timeout`, which would leave it behind if it were killed.
    assert!(Command::new("kill").arg(server.id().to_string()).status().unwrap().success());
    server.wait().unwrap();
}
