//! Records to write, and an open database.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use greenroom::{
    jaas::{Feature, Role, RoomClaim, RoomName, SessionType},
    record::{ActorKind, EventKind, NewEvent, Personal},
    storage::{
        Grant, Invite, SecretHash, Session, SessionHost, SessionLimits, Store, connect_in_memory, connect_postgres,
    },
};

pub(crate) const NOW: i64 = 1_767_225_600;

pub(crate) fn session(id: &str) -> Session {
    Session {
        id: id.to_owned(),
        title: "Weekly".to_owned(),
        session_type: SessionType::Audio,
        room: RoomName::try_from(format!("room-of-{id}")).unwrap(),
        features: vec![Feature::Recording, Feature::Transcription],
        owner: Some("hanna@example.com".to_owned()),
        opened_at: NOW,
        starts_at: NOW,
        ends_at: Some(NOW + 3600),
        time_zone: "Europe/Berlin".to_owned(),
        capacity: Some(7),
        waits_for_host: true,
        admits_each: true,
        host_in_at: None,
        ended_at: None,
        cancelled_at: None,
        sequence: 0,
        guests: 0,
    }
}

pub(crate) fn invite(id: &str, session_id: &str) -> Invite {
    Invite {
        id: id.to_owned(),
        session_id: session_id.to_owned(),
        role: Role::Guest,
        hash: SecretHash(format!("hash-of-{id}")),
        shown_to_host: true,
        label: Some("Gus".to_owned()),
        personal: true,
        created_at: NOW,
        expires_at: Some(NOW + 60),
        max_uses: Some(2),
        uses: 0,
        closed_at: None,
        revoked_at: None,
    }
}

pub(crate) fn grant(id: &str, session_id: Option<&str>, invite_id: Option<&str>) -> Grant {
    Grant {
        id: id.to_owned(),
        session_id: session_id.map(str::to_owned),
        invite_id: invite_id.map(str::to_owned),
        user_id: "u1".to_owned(),
        user_name: "Ada".to_owned(),
        room: RoomName::try_from("room".to_owned()).unwrap(),
        role: Role::Host,
        features: vec![Feature::Recording],
        room_claim: Some(RoomClaim::Name),
        kid: Some("kid".to_owned()),
        client_address: Some("127.0.0.1".to_owned()),
        user_agent: Some("browser".to_owned()),
        issued_at: NOW,
        expires_at: NOW + 3600,
    }
}

pub(crate) fn hosts() -> Vec<SessionHost> {
    vec![SessionHost { email: "hanna@example.com".to_owned(), owner: true }]
}

pub(crate) const LIMITS: SessionLimits = SessionLimits { opens_before: 600, after_end: 900 };

/// An event with that id, of now.
pub(crate) fn event(id: &str, kind: EventKind) -> NewEvent {
    NewEvent {
        id: id.to_owned(),
        at: NOW,
        kind,
        actor: ActorKind::Server,
        api_key: None,
        session_id: None,
        request_id: None,
        subject: None,
        detail: None,
        times: 1,
        salt: "salt".to_owned(),
        personal: Personal::default(),
    }
}

/// Some event of that moment, with an id of its own: where a test is about the change.
pub(crate) fn at(moment: i64) -> NewEvent {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let id = format!("some-{:06}", NEXT.fetch_add(1, Ordering::Relaxed));
    NewEvent { at: moment, ..event(&id, EventKind::SessionOpened) }
}

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

/// Makes each of these a test on each kind of database.
macro_rules! on_each_database {
    ($($test:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test]
            async fn $test() {
                super::$test($crate::support::Kind::Sqlite).await;
            })+
        }
        mod on_postgres {
            $(#[tokio::test]
            async fn $test() {
                super::$test($crate::support::Kind::Postgres).await;
            })+
        }
    };
}

/// An empty database, as every backend of it is used.
pub(crate) async fn empty(on: Kind) -> Arc<dyn Store> {
    match on {
        Kind::Sqlite => Arc::new(connect_in_memory().await.unwrap()),
        Kind::Postgres => another(&testing::Cluster::shared().database()).await,
    }
}

/// One more server on that PostgreSQL database.
pub(crate) async fn another(address: &str) -> Arc<dyn Store> {
    Arc::new(connect_postgres(&address.parse().unwrap(), Duration::ZERO).await.unwrap())
}

pub(crate) async fn opened(on: Kind) -> Arc<dyn Store> {
    let store = empty(on).await;
    store.open_session(&session("s1"), &[invite("i1", "s1"), invite("i2", "s1")], &hosts(), &at(NOW)).await.unwrap();
    store
}
