//! What is PostgreSQL's alone: several servers that start on one database, and what one must wait for
//! because another is about to write it.

use std::{sync::Arc, time::Duration};

use futures::FutureExt;
use greenroom::{
    jaas::Role,
    storage::{
        Account, Admission, Admitted, ConnectError, Grant, Invite, Recorded, Rung, Session, Store, connect,
        connect_postgres,
    },
};
use sqlx::{Connection, Executor, PgConnection};
use testing::Cluster;

use crate::support::{LIMITS, NOW, another, at, grant, hosts, invite, session};

/// Two servers on one database, with a session whose rules are those of these tests.
async fn two() -> (String, Arc<dyn Store>, Arc<dyn Store>) {
    let address = Cluster::shared().database();
    let (one, other) = tokio::join!(another(&address), another(&address));
    let session = Session { capacity: None, waits_for_host: false, admits_each: false, ..session("s1") };
    let invite = Invite { expires_at: None, max_uses: None, personal: false, ..invite("i1", "s1") };
    one.open_session(&session, &[invite], &hosts(), &at(NOW)).await.unwrap();
    (address, one, other)
}

fn admission() -> Admission {
    Admission {
        grant: Grant { role: Role::Guest, ..grant("g1", Some("s1"), Some("i1")) },
        device: "device".to_owned(),
        must_be_admitted: false,
        now: NOW,
        opens_before: 600,
        closes_after: 0,
    }
}

/// Until somebody waits in the database for what `writer` holds.
async fn somebody_waits(watcher: &mut PgConnection) {
    let question =
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
    while sqlx::query_scalar::<_, i64>(question).fetch_one(&mut *watcher).await.unwrap() == 0 {}
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn servers_that_start_at_the_same_instant_on_an_empty_database_all_start() {
    let address = Cluster::shared().database();
    let starting: Vec<_> = (0..8)
        .map(|_| {
            let address = address.clone();
            tokio::spawn(async move { another(&address).await.try_writing().await })
        })
        .collect();
    for started in starting {
        started.await.unwrap().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_end_that_is_being_written_is_waited_for_by_every_token() {
    let (address, _, other) = two().await;
    let mut writer = PgConnection::connect(&address).await.unwrap();
    let mut watcher = PgConnection::connect(&address).await.unwrap();
    writer.execute("BEGIN; UPDATE sessions SET ended_at = 1").await.unwrap();
    let recorded = {
        let (store, room) = (Arc::clone(&other), session("s1").room);
        tokio::spawn(
            async move { store.record_grant(&Grant { room, ..grant("g9", None, None) }, LIMITS, &at(NOW)).await },
        )
    };
    somebody_waits(&mut watcher).await;
    let admitted = tokio::spawn({
        let store = Arc::clone(&other);
        async move { store.admit(&admission(), &at(NOW)).await }
    });
    writer.execute("COMMIT").await.unwrap();
    assert_eq!(recorded.await.unwrap().unwrap(), Recorded::Refused);
    assert_eq!(admitted.await.unwrap().unwrap(), Admitted::Closed);
    assert!(other.grants("s1", None, 9).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_counted_elsewhere_is_waited_for() {
    for (name, writes, expected) in [
        ("revoked", "UPDATE invites SET revoked_at = 1", Admitted::Revoked),
        ("the last place", "UPDATE sessions SET capacity = 1, guests = 1", Admitted::Full),
        ("the last use", "UPDATE invites SET max_uses = 1, uses = 1", Admitted::UsedUp),
        ("kept out", "INSERT INTO people VALUES ('s1', 'u1', 'Gus', 'guest', 'i1', NULL, 1, 1, 1)", Admitted::KeptOut),
    ] {
        let (address, _, other) = two().await;
        let mut writer = PgConnection::connect(&address).await.unwrap();
        let mut watcher = PgConnection::connect(&address).await.unwrap();
        writer.execute("BEGIN").await.unwrap();
        writer.execute(writes).await.unwrap();
        let admitted = tokio::spawn(async move { other.admit(&admission(), &at(NOW)).await.unwrap() });
        somebody_waits(&mut watcher).await;
        writer.execute("COMMIT").await.unwrap();
        assert_eq!(admitted.await.unwrap(), expected, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_new_links_for_all_guests_one_is_in_force() {
    let (_, one, other) = two().await;
    let old = one.shown_invite("s1").await.unwrap().unwrap();
    let changing: Vec<_> = (2..12)
        .map(|number| {
            let (store, old) = (Arc::clone(if number % 2 == 0 { &one } else { &other }), old.clone());
            let new = invite(&format!("n{number}"), "s1");
            tokio::spawn(async move {
                if number % 3 == 0 {
                    store.close_invite(&old, Some(&new), &at(NOW)).await.unwrap();
                } else {
                    store.replace_invite(Some(&old), &new, &at(NOW)).await.unwrap();
                }
            })
        })
        .collect();
    for changed in changing {
        changed.await.unwrap();
    }
    let invites = one.invites("s1", None, 99).await.unwrap();
    let in_force = invites.iter().filter(|one| one.revoked_at.is_none() && one.closed_at.is_none()).count();
    assert_eq!(in_force, 1, "{invites:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_say_that_they_are_the_same_participant_one_is() {
    let (_, one, other) = two().await;
    for number in 1..=2 {
        let grant = Grant { id: format!("g{number}"), user_id: format!("u{number}"), ..admission().grant };
        let device = format!("device-{number}");
        assert_eq!(one.admit(&Admission { grant, device, ..admission() }, &at(NOW)).await.unwrap(), Admitted::Yes);
    }
    let first = tokio::spawn(async move { one.set_participant("s1", "u1", "same", &at(NOW)).await.unwrap() });
    let store = Arc::clone(&other);
    let second = tokio::spawn(async move { store.set_participant("s1", "u2", "same", &at(NOW)).await.unwrap() });
    first.await.unwrap();
    second.await.unwrap();
    let people = other.people("s1", 9).await.unwrap();
    assert_eq!(people.iter().filter(|one| one.participant_id.is_some()).count(), 1);
}

#[tokio::test]
async fn texts_are_ordered_by_their_bytes_whatever_the_language_of_the_database() {
    let (address, store, _) = two().await;
    for email in ["zoë@example.com", "Ä@example.com", "a-b@example.com", "ab@example.com", "B@example.com"] {
        let account = Account { id: email.to_owned(), email: email.to_owned(), name: None, created_at: NOW };
        store.account_of(&account).await.unwrap();
    }
    let listed = store.accounts(None, 9).await.unwrap().into_iter().map(|one| one.email).collect::<Vec<_>>();
    let mut by_bytes = listed.clone();
    by_bytes.sort();
    assert_eq!(listed, by_bytes);
    let others = "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public' \
                  AND data_type IN ('text', 'character varying') AND collation_name IS DISTINCT FROM 'C'";
    assert_eq!(Cluster::shared().say(&address, others), "");
}

#[tokio::test]
async fn tables_of_others_in_the_same_database_are_left_alone() {
    let address = Cluster::shared().database();
    Cluster::shared().say(&address, "CREATE TABLE theirs (name text)");
    another(&address).await;
    let theirs = "SELECT collation_name IS NULL FROM information_schema.columns WHERE table_name = 'theirs'";
    assert_eq!(Cluster::shared().say(&address, theirs).trim(), "t");
}

#[tokio::test]
async fn a_database_that_is_ready_is_opened_by_a_user_who_may_make_no_tables() {
    let (address, _, _) = two().await;
    let say = |sql: &str| Cluster::shared().say(&address, sql);
    say("DO $$ BEGIN CREATE ROLE worker LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
    say("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO worker");
    let worker = address.replacen("postgres@", "worker@", 1);
    another(&worker).await.try_writing().await.unwrap();
    let empty = Cluster::shared().database().replacen("postgres@", "worker@", 1);
    let refused = connect_postgres(&empty.parse().unwrap(), Duration::ZERO).await.err().unwrap();
    assert!(matches!(refused, ConnectError::Rights(_)), "{refused:?}");
}

#[tokio::test]
async fn bells_are_heard_by_the_others_and_not_by_who_rang() {
    let (_, one, other) = two().await;
    let mut here = one.listen_elsewhere().await.unwrap().unwrap();
    let mut there = other.listen_elsewhere().await.unwrap().unwrap();
    one.ring_elsewhere(&["s1".to_owned(), "s2".to_owned()]).await.unwrap();
    other.ring_elsewhere(&["s3".to_owned()]).await.unwrap();
    assert_eq!(there.next().await.unwrap(), Rung::At("s1".to_owned()));
    assert_eq!(there.next().await.unwrap(), Rung::At("s2".to_owned()));
    assert_eq!(here.next().await.unwrap(), Rung::At("s3".to_owned()));
    assert!(there.next().now_or_never().is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_new_file_is_opened_by_several_at_the_same_instant() {
    for _ in 0..5 {
        let folder = tempfile::tempdir().unwrap();
        let opening: Vec<_> = (0..8)
            .map(|_| {
                let file = folder.path().join("greenroom.db");
                tokio::spawn(async move { connect(&file).await.unwrap().try_writing().await.unwrap() })
            })
            .collect();
        for opened in opening {
            opened.await.unwrap();
        }
    }
}
