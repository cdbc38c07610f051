//! How often what happened on which day: counted when events get their places, exact, and by nobody twice.

use std::sync::Arc;

use greenroom::{
    record::{ActorKind, EventKind, NewEvent},
    storage::{DayCount, Store, connect},
};

use sea_orm::{ConnectionTrait, Database};

use crate::support::{Kind, NOW, another, empty, event};

const DAY: i64 = 86_400;
const TODAY: i64 = NOW / DAY;
const ALL: [EventKind; 3] = [EventKind::SessionOpened, EventKind::TokenIssued, EventKind::Refused];

fn happened(id: &str, kind: EventKind, actor: ActorKind, at: i64, times: u32) -> NewEvent {
    NewEvent { at, actor, times, ..event(id, kind) }
}

fn count(day: i64, kind: EventKind, actor: ActorKind, count: u64) -> DayCount {
    DayCount { day, kind, actor, count }
}

async fn seal(store: &Arc<dyn Store>) {
    while store.seal_events(3).await.unwrap().count > 0 {}
}

async fn what_happened_is_counted_by_day_kind_and_caller_when_it_gets_its_place(on: Kind) {
    use ActorKind::{Anonymous, Backend, Guest};
    use EventKind::{Knocked, Refused, TokenIssued};
    let store = empty(on).await;
    let news = [
        happened("e1", TokenIssued, Guest, NOW, 1),
        happened("e2", TokenIssued, Guest, NOW + DAY - 1, 1),
        happened("e3", TokenIssued, Backend, NOW, 1),
        happened("e4", TokenIssued, Guest, NOW + DAY, 1),
        happened("e5", Refused, Anonymous, NOW - 1, 40),
        happened("e6", Refused, Anonymous, NOW - DAY, 2),
        happened("e7", Knocked, Guest, NOW, 1),
    ];
    store.add_events(&news).await.unwrap();
    assert_eq!(store.days(0, &ALL).await.unwrap(), []);
    seal(&store).await;
    let expected = [
        count(TODAY - 1, Refused, Anonymous, 42),
        count(TODAY, TokenIssued, Backend, 1),
        count(TODAY, TokenIssued, Guest, 2),
        count(TODAY + 1, TokenIssued, Guest, 1),
    ];
    assert_eq!(store.days(0, &ALL).await.unwrap(), expected);
    assert_eq!(store.days(TODAY, &ALL).await.unwrap(), expected[1..]);
    assert_eq!(store.days(TODAY, &[Knocked]).await.unwrap(), [count(TODAY, Knocked, Guest, 1)]);
    // More of the same is added, and sealing nothing adds nothing.
    store.add_events(&[happened("e8", TokenIssued, Guest, NOW, 1)]).await.unwrap();
    seal(&store).await;
    seal(&store).await;
    assert_eq!(store.days(TODAY, &ALL).await.unwrap()[1], count(TODAY, TokenIssued, Guest, 3));
}

async fn many_who_seal_at_once_count_each_event_once(on: Kind) {
    let store = empty(on).await;
    let sealers = (0..10).map(|number| {
        let store = Arc::clone(&store);
        tokio::spawn(async move {
            for round in 0..5 {
                let id = format!("w{number}-{round}");
                store.add_events(&[event(&id, EventKind::SessionOpened)]).await.unwrap();
                store.seal_events(4).await.unwrap();
            }
        })
    });
    for sealer in sealers.collect::<Vec<_>>() {
        sealer.await.unwrap();
    }
    seal(&store).await;
    let expected = [count(TODAY, EventKind::SessionOpened, ActorKind::Server, 50)];
    assert_eq!(store.days(0, &ALL).await.unwrap(), expected);
}

/// A database as the version before this table left it: its events are counted when it is opened.
async fn what_a_version_before_this_table_recorded_is_counted_once(on: Kind) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("greenroom.db");
    let address = match on {
        Kind::Sqlite => format!("sqlite://{}", file.display()),
        Kind::Postgres => testing::Cluster::shared().database(),
    };
    let open = async || match on {
        Kind::Sqlite => Arc::new(connect(&file).await.unwrap()) as Arc<dyn Store>,
        Kind::Postgres => another(&address).await,
    };
    let store = open().await;
    let news = [
        happened("e1", EventKind::TokenIssued, ActorKind::Host, NOW - 1, 1),
        happened("e2", EventKind::TokenIssued, ActorKind::Host, NOW, 1),
        happened("e3", EventKind::Refused, ActorKind::Guest, NOW, 3),
        happened("e4", EventKind::Refused, ActorKind::Guest, NOW + 5, 4),
    ];
    store.add_events(&news).await.unwrap();
    seal(&store).await;
    let counted = store.days(0, &ALL).await.unwrap();
    assert_eq!(counted.len(), 3);
    drop(store);

    let beside = Database::connect(&address).await.unwrap();
    for sql in ["DROP TABLE days", "DELETE FROM seaql_migrations WHERE version = 'm006_days'"] {
        beside.execute_unprepared(sql).await.unwrap();
    }
    beside.close().await.unwrap();
    let store = open().await;
    assert_eq!(store.days(0, &ALL).await.unwrap(), counted);
    store.add_events(&[happened("e5", EventKind::Refused, ActorKind::Guest, NOW, 1)]).await.unwrap();
    seal(&store).await;
    let expected = count(TODAY, EventKind::Refused, ActorKind::Guest, 8);
    assert!(store.days(0, &ALL).await.unwrap().contains(&expected));
}

on_each_database!(
    what_a_version_before_this_table_recorded_is_counted_once,
    what_happened_is_counted_by_day_kind_and_caller_when_it_gets_its_place,
    many_who_seal_at_once_count_each_event_once,
);
