//! A data folder or a database that cannot be used, and a port that is taken.

use std::{fs, net::TcpListener, path::Path};

use greenroom::storage::connect;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};

use crate::program::{program, refuses};

/// A database of this version, seen from outside.
async fn beside(file: &Path) -> DatabaseConnection {
    drop(connect(file).await.unwrap());
    Database::connect(format!("sqlite://{}", file.display())).await.unwrap()
}

#[test]
fn a_data_folder_that_cannot_be_used_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "mine").unwrap();
    for place in ["file", "file/below", "/proc/greenroom", "/dev/null"] {
        let mut command = program(folder.path());
        command.env("GREENROOM_DATA_DIR", place);
        refuses(place, &mut command, &["The data folder", place, "GREENROOM_DATA_DIR"], &[]);
    }
    assert_eq!(fs::read_to_string(folder.path().join("file")).unwrap(), "mine");
}

#[test]
fn a_database_that_is_none_is_explained_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("folder")).unwrap();
    fs::write(folder.path().join("letter.txt"), "Dear Ada, ".repeat(2000)).unwrap();
    fs::write(folder.path().join("note.txt"), "Dear Ada").unwrap();
    for (file, words) in [
        ("letter.txt", "no SQLite database"),
        ("note.txt", "no SQLite database"),
        ("folder", "cannot be opened or written"),
        ("nowhere/greenroom.db", "cannot be opened or written"),
        ("/proc/greenroom.db", "cannot be opened or written"),
    ] {
        let mut command = program(folder.path());
        command.env("DATABASE_URL", format!("sqlite://{file}"));
        refuses(file, &mut command, &["The database", file, words], &[]);
    }
    assert_eq!(fs::read_to_string(folder.path().join("letter.txt")).unwrap(), "Dear Ada, ".repeat(2000));
    assert_eq!(fs::read_to_string(folder.path().join("note.txt")).unwrap(), "Dear Ada");
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_explained_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("greenroom.db");
    let database = beside(&file).await;
    let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m999_of_another_day', 1)";
    database.execute_unprepared(newer).await.unwrap();
    database.close().await.unwrap();
    let before = fs::read(&file).unwrap();
    for arguments in [&["serve"][..], &["doctor", "--offline"]] {
        let mut command = program(folder.path());
        command.args(arguments).env("GREENROOM_DATA_DIR", ".");
        if arguments == ["serve"] {
            refuses("newer", &mut command, &["a newer version of Greenroom wrote it"], &["m999"]);
        } else {
            let output = command.output().unwrap();
            assert_eq!(output.status.code(), Some(1));
            // It breaks its lines where a terminal ends.
            let said = String::from_utf8_lossy(&output.stdout);
            let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(said.contains("a newer version of Greenroom wrote it"), "{said}");
        }
    }
    assert!(fs::read(&file).unwrap() == before, "the database was changed");
}

#[tokio::test]
async fn a_database_that_another_program_holds_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("greenroom.db");
    let database = beside(&file).await;
    database.execute_unprepared("PRAGMA locking_mode = EXCLUSIVE").await.unwrap();
    database.execute_unprepared("CREATE TABLE held (x)").await.unwrap();
    let folder = folder.path().to_owned();
    let waiting = move || {
        refuses("locked", program(&folder).env("GREENROOM_DATA_DIR", "."), &["another program holds it"], &[]);
    };
    tokio::task::spawn_blocking(waiting).await.unwrap();
}

#[test]
fn a_damaged_account_of_the_sandbox_is_explained() {
    for file in ["sandbox.app-id", "sandbox.key"] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(file), "hunter2").unwrap();
        let mut command = program(folder.path());
        command.env("GREENROOM_DATA_DIR", ".");
        refuses(file, &mut command, &[file, "damaged", "remove it"], &["hunter2"]);
    }
}

#[test]
fn a_port_in_use_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let mut command = program(folder.path());
    command.env("LEPTOS_SITE_ADDR", &address);
    refuses("port", &mut command, &[&address, "LEPTOS_SITE_ADDR"], &[]);
}
