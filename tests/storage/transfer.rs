//! Everything into another database and back, row by row.

use std::path::Path;

use greenroom::{
    record::EventKind,
    storage::{Moved, RecordStore, TransferError, connect, connect_alone, connect_postgres_alone, transfer},
};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use testing::Cluster;

use crate::support::{at, event};

/// More than two pages.
const ROWS: u32 = 2345;
/// What has rows of its own: the record, which must hold, and the list of the schema's steps.
const OTHERS: [&str; 4] = ["chain", "events", "pending_events", "seaql_migrations"];
const TEXT: &str = "Grüße, 日本 🎉 ''quoted'' \\ %";

async fn file(path: &Path) -> DatabaseConnection {
    Database::connect(format!("sqlite://{}", path.display())).await.unwrap()
}

async fn column(database: &DatabaseConnection, sql: &str) -> Vec<String> {
    let rows = database.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect()
}

async fn tables(database: &DatabaseConnection) -> Vec<String> {
    column(database, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
        .await
}

/// What a column holds in row `i`: the ids that others point to, and in each type the values that are hard to keep.
fn filling(name: &str, kind: &str, nullable: bool) -> String {
    let value = match (name, kind) {
        ("session_id" | "invite_id" | "account_id", _) => "'id-' || (i / 7 + 1)".to_owned(),
        ("id", _) => "'id-' || i".to_owned(),
        (_, "boolean") => "i % 2".to_owned(),
        (_, "bigint") => "9007199254740993 + i".to_owned(),
        (_, "integer") => "2147483647 - i".to_owned(),
        _ => format!("'{TEXT} {name} ' || i"),
    };
    if nullable { format!("CASE WHEN i % 3 = 0 THEN NULL ELSE {value} END") } else { value }
}

/// Fills every table as its columns allow, those too that somebody will add.
async fn fill(database: &DatabaseConnection) {
    database.execute_unprepared("PRAGMA foreign_keys = OFF").await.unwrap();
    for table in tables(database).await.iter().filter(|table| !OTHERS.contains(&table.as_str())) {
        let question = format!(
            "SELECT name || ' ' || substr(lower(type) || '(', 1, instr(lower(type) || '(', '(') - 1) || ' ' || \"notnull\" \
             FROM pragma_table_info('{table}')"
        );
        let columns = column(database, &question).await;
        let columns: Vec<_> = columns.iter().map(|column| column.splitn(3, ' ').collect::<Vec<_>>()).collect();
        let names: Vec<_> = columns.iter().map(|column| format!("\"{}\"", column[0])).collect();
        let values: Vec<_> = columns.iter().map(|column| filling(column[0], column[1], column[2] == "0")).collect();
        let insert = format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS}) \
             INSERT INTO {table} ({}) SELECT {} FROM n",
            names.join(", "),
            values.join(", ")
        );
        database.execute_unprepared(&insert).await.unwrap();
    }
    assert!(column(database, "SELECT \"table\" FROM pragma_foreign_key_check").await.is_empty());
}

/// Every row of every table, as SQLite writes its values: `NULL`, a text, and a number each differ.
async fn everything(database: &DatabaseConnection) -> Vec<String> {
    let mut all = Vec::new();
    for table in tables(database).await.iter().filter(|table| *table != "seaql_migrations") {
        let columns = column(database, &format!("SELECT name FROM pragma_table_info('{table}')")).await;
        let values: Vec<_> = columns.iter().map(|column| format!("'{column}=' || quote(\"{column}\")")).collect();
        let rows = column(database, &format!("SELECT {} FROM {table} ORDER BY 1", values.join(" || ' ' || "))).await;
        assert!(table == "pending_events" || !rows.is_empty(), "{table} is empty");
        all.extend(rows.into_iter().map(|row| format!("{table}: {row}")));
    }
    all
}

/// A file with rows in every table, and with events of which some have no place yet.
async fn full(path: &Path) {
    let store = connect(path).await.unwrap();
    let news: Vec<_> = (0..ROWS).map(|_| at(7).saying(TEXT).called(TEXT)).collect();
    for news in news.chunks(400) {
        store.add_events(news).await.unwrap();
    }
    while store.pending_events(1).await.unwrap() > 0 {
        store.seal_events(400).await.unwrap();
    }
    store.add_events(&[at(8), at(9)]).await.unwrap();
    drop(store);
    let beside = file(path).await;
    fill(&beside).await;
    beside.close().await.unwrap();
}

async fn postgres(address: &str) -> greenroom::storage::Database {
    connect_postgres_alone(&address.parse().unwrap()).await.unwrap()
}

async fn moved(from: &greenroom::storage::Database, to: &greenroom::storage::Database) -> Result<Moved, TransferError> {
    let id = |hash: &str| format!("moved-{}", &hash[..9]);
    transfer(from, to, |head| event(&id(&head.0), EventKind::RecordMoved).saying(head.0.as_str()), &mut |_| {}).await
}

#[tokio::test]
async fn everything_goes_to_postgresql_and_comes_back_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (first, last) = (folder.path().join("first.db"), folder.path().join("last.db"));
    full(&first).await;
    let address = Cluster::shared().database();
    let source = connect_alone(&first).await.unwrap();
    let there = moved(&source, &postgres(&address).await).await.unwrap();
    drop(source);
    let target = connect_alone(&last).await.unwrap();
    let here = moved(&postgres(&address).await, &target).await.unwrap();
    drop(target);

    let (first, last) = (file(&first).await, file(&last).await);
    let mut names: Vec<_> = here.tables.iter().map(|table| table.name.to_owned()).collect();
    names.push("seaql_migrations".to_owned());
    names.sort();
    assert_eq!(names, tables(&first).await, "every table is moved");
    let schema = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' \
                  ORDER BY table_name::text COLLATE \"C\"";
    assert_eq!(names.join("\n"), Cluster::shared().say(&address, schema).trim());

    assert_eq!(there.head.0 + 1, here.head.0, "one event says that the record was moved");
    let says_so = |row: &String| row.contains("record_moved");
    let chain = |row: &String| row.starts_with("chain: ");
    let (before, after) = (everything(&first).await, everything(&last).await);
    let moves: Vec<_> = after.iter().filter(|row| row.starts_with("events: ") && says_so(row)).collect();
    assert_eq!(moves.len(), 2);
    assert!(moves.iter().any(|row| row.contains(&there.head.1.0)));
    let without = |rows: Vec<String>| rows.into_iter().filter(|row| !says_so(row) && !chain(row)).collect::<Vec<_>>();
    assert!(without(before) == without(after), "a row came back as another one");
}

#[tokio::test]
async fn a_target_that_holds_anything_is_refused_and_nothing_becomes_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    full(&path("full.db")).await;
    for (table, sql) in [
        ("accounts", "INSERT INTO accounts (id, email, created_at) VALUES ('a', 'b', 1)"),
        ("room_claims", "INSERT INTO room_claims VALUES ('a', 'name', 1)"),
        ("pending_events", "INSERT INTO pending_events VALUES ('a', '{}')"),
        ("chain", "UPDATE chain SET seq = 1"),
    ] {
        let target = path(table);
        drop(connect(&target).await.unwrap());
        let beside = file(&target).await;
        beside.execute_unprepared(sql).await.unwrap();
        let before = column(&beside, &format!("SELECT quote(t) FROM (SELECT count(*) AS t FROM {table})")).await;
        beside.close().await.unwrap();
        let (from, to) = (connect_alone(&path("full.db")).await.unwrap(), connect_alone(&target).await.unwrap());
        let refused = moved(&from, &to).await.unwrap_err();
        assert!(matches!(refused, TransferError::NotEmpty { table: named } if named == table), "{table}: {refused}");
        drop((from, to));
        let beside = file(&target).await;
        let after = column(&beside, &format!("SELECT quote(t) FROM (SELECT count(*) AS t FROM {table})")).await;
        assert_eq!(before, after);
        assert_eq!(column(&beside, "SELECT id FROM sessions").await.len(), 0);
    }
}

#[tokio::test]
async fn what_fails_in_the_middle_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("full.db");
    full(&path).await;
    connect(&path).await.unwrap().seal_events(9).await.unwrap();
    let beside = file(&path).await;
    // PostgreSQL keeps no zero byte; this table is among the last.
    beside
        .execute_unprepared("UPDATE grants SET user_name = 'a' || char(0) || 'b' WHERE id = 'id-2000'")
        .await
        .unwrap();
    let before = everything(&beside).await;
    beside.close().await.unwrap();
    let address = Cluster::shared().database();
    let source = connect_alone(&path).await.unwrap();
    let refused = moved(&source, &postgres(&address).await).await.unwrap_err();
    assert!(matches!(refused, TransferError::ZeroByte { table: "grants" }), "{refused}");
    let rows = |table: &str| Cluster::shared().say(&address, &format!("SELECT count(*) FROM {table}"));
    assert_eq!(["sessions", "events", "pending_events", "grants"].map(|table| rows(table).trim().to_owned()), ["0"; 4]);
    assert_eq!(Cluster::shared().say(&address, "SELECT seq FROM chain").trim(), "0");
    drop(source);
    let beside = file(&path).await;
    assert!(everything(&beside).await == before, "the source was changed");
    // It works at the second try, when the row was mended.
    beside.execute_unprepared("UPDATE grants SET user_name = 'ab' WHERE id = 'id-2000'").await.unwrap();
    beside.close().await.unwrap();
    let source = connect_alone(&path).await.unwrap();
    moved(&source, &postgres(&address).await).await.unwrap();
}

#[tokio::test]
async fn a_record_that_does_not_hold_is_not_moved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("full.db");
    full(&path).await;
    // First, so that what is done is done to the chain as it is moved.
    connect(&path).await.unwrap().seal_events(9).await.unwrap();
    for (deed, undo) in [
        ("UPDATE events SET at = at + 1 WHERE seq = 1500", "UPDATE events SET at = at - 1 WHERE seq = 1500"),
        ("UPDATE chain SET seq = seq + 1", "UPDATE chain SET seq = seq - 1"),
    ] {
        let beside = file(&path).await;
        beside.execute_unprepared(deed).await.unwrap();
        beside.close().await.unwrap();
        let source = connect_alone(&path).await.unwrap();
        let target = postgres(&Cluster::shared().database()).await;
        let refused = moved(&source, &target).await.unwrap_err();
        assert!(matches!(refused, TransferError::Record(_)), "{deed}: {refused}");
        assert_eq!(target.chain_head().await.unwrap().0, 0);
        drop(source);
        let beside = file(&path).await;
        beside.execute_unprepared(undo).await.unwrap();
        beside.close().await.unwrap();
    }
}

#[tokio::test]
async fn a_database_that_somebody_uses_is_neither_source_nor_target() {
    let address = Cluster::shared().database();
    let server = postgres(&address).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("greenroom.db");
    let file = connect_alone(&path).await.unwrap();
    let mine = postgres(&address).await;
    let refused = moved(&mine, &file).await.unwrap_err();
    assert!(matches!(refused, TransferError::SourceInUse), "{refused}");
    let refused = moved(&file, &mine).await.unwrap_err();
    assert!(matches!(refused, TransferError::TargetInUse), "{refused}");
    assert!(connect(&path).await.is_err(), "nobody else opens the file meanwhile");
    drop((server, file));
    let server = connect(&path).await.unwrap();
    assert!(connect_alone(&path).await.is_err(), "a server has it open");
    drop(server);
}
