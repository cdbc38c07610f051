//! The storage's contract, on the real database.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use greenroom::{
    jaas::{Feature, Role, RoomClaim, RoomName, SessionType},
    storage::{
        Grant, Invite, Recorded, SecretHash, Session, SessionHost, SessionLimits, Store, connect, connect_in_memory,
    },
};

const NOW: i64 = 1_767_225_600;

fn session(id: &str) -> Session {
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

fn invite(id: &str, session_id: &str) -> Invite {
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

fn grant(id: &str, session_id: Option<&str>, invite_id: Option<&str>) -> Grant {
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

fn hosts() -> Vec<SessionHost> {
    vec![SessionHost { email: "hanna@example.com".to_owned(), owner: true }]
}

const LIMITS: SessionLimits = SessionLimits { opens_before: 600, after_end: 900 };

async fn opened() -> impl Store {
    let store = connect_in_memory().await.unwrap();
    store.open_session(&session("s1"), &[invite("i1", "s1"), invite("i2", "s1")], &hosts()).await.unwrap();
    store
}

#[tokio::test]
async fn what_is_written_is_read_back_whole() {
    let store = opened().await;
    assert_eq!(store.session("s1").await.unwrap(), Some(session("s1")));
    assert_eq!(store.session_by_room(&session("s1").room).await.unwrap(), Some(session("s1")));
    let found = store.invite_by_hash(&SecretHash("hash-of-i1".to_owned())).await.unwrap();
    assert_eq!(found, Some((invite("i1", "s1"), session("s1"))));
    assert_eq!(store.invite("s1", "i2").await.unwrap(), Some(invite("i2", "s1")));
    assert_eq!(store.shown_invite("s1").await.unwrap(), Some(invite("i2", "s1")));
    let all = grant("g1", Some("s1"), Some("i1"));
    assert_eq!(store.record_grant(&all, LIMITS).await.unwrap(), Recorded::Written);
    let bare =
        Grant { kid: None, client_address: None, user_agent: None, features: vec![], ..grant("g2", Some("s1"), None) };
    assert_eq!(store.record_grant(&bare, LIMITS).await.unwrap(), Recorded::Written);
    assert_eq!(store.grants("s1", None, 10).await.unwrap(), [bare, all]);
}

#[tokio::test]
async fn what_is_not_there_is_none() {
    let store = opened().await;
    assert_eq!(store.session("s2").await.unwrap(), None);
    assert_eq!(store.invite("s2", "i1").await.unwrap(), None);
    assert_eq!(store.invite_by_hash(&SecretHash("hash".to_owned())).await.unwrap(), None);
    assert_eq!(store.room_claim("tenant").await.unwrap(), None);
}

#[tokio::test]
async fn an_ended_session_takes_no_grant_and_keeps_its_first_end() {
    let store = opened().await;
    store.end_session("s1", NOW + 5).await.unwrap();
    store.end_session("s1", NOW + 9).await.unwrap();
    assert_eq!(store.session("s1").await.unwrap().unwrap().ended_at, Some(NOW + 5));
    for refused in [grant("g1", Some("s1"), Some("i1")), grant("g2", Some("s1"), None)] {
        assert_eq!(store.record_grant(&refused, LIMITS).await.unwrap(), Recorded::Refused);
    }
    assert_eq!(store.grants("s1", None, 10).await.unwrap(), []);
    assert_eq!(store.record_grant(&grant("g3", None, None), LIMITS).await.unwrap(), Recorded::Written);
}

#[tokio::test]
async fn a_grant_without_a_session_belongs_to_the_one_that_has_its_room() {
    let store = opened().await;
    assert_eq!(store.record_grant(&grant("g1", None, None), LIMITS).await.unwrap(), Recorded::Written);
    let of_room = Grant { room: session("s1").room, ..grant("g2", None, None) };
    assert_eq!(store.record_grant(&of_room, LIMITS).await.unwrap(), Recorded::Written);
    let written = store.grants("s1", None, 9).await.unwrap();
    assert_eq!(written, [Grant { session_id: Some("s1".to_owned()), ..of_room.clone() }]);
    store.end_session("s1", 7).await.unwrap();
    assert_eq!(store.record_grant(&Grant { id: "g3".to_owned(), ..of_room }, LIMITS).await.unwrap(), Recorded::Refused);
    assert_eq!(store.record_grant(&grant("g4", None, None), LIMITS).await.unwrap(), Recorded::Written);
}

#[tokio::test]
async fn a_revoked_invite_takes_no_grant_and_the_others_do() {
    let store = opened().await;
    store.revoke_invite("s2", "i1", NOW).await.unwrap();
    assert_eq!(store.record_grant(&grant("g0", Some("s1"), Some("i1")), LIMITS).await.unwrap(), Recorded::Written);
    store.revoke_invite("s1", "i1", NOW + 5).await.unwrap();
    store.revoke_invite("s1", "i1", NOW + 9).await.unwrap();
    assert_eq!(store.invite("s1", "i1").await.unwrap().unwrap().revoked_at, Some(NOW + 5));
    assert_eq!(store.record_grant(&grant("g1", Some("s1"), Some("i1")), LIMITS).await.unwrap(), Recorded::Refused);
    assert_eq!(store.record_grant(&grant("g2", Some("s1"), Some("i2")), LIMITS).await.unwrap(), Recorded::Written);
}

#[tokio::test]
async fn a_replaced_invite_gives_way_to_the_new_one() {
    let store = opened().await;
    let old = store.shown_invite("s1").await.unwrap();
    store.replace_invite(old.as_ref(), &invite("i3", "s1"), NOW).await.unwrap();
    assert_eq!(store.shown_invite("s1").await.unwrap(), Some(invite("i3", "s1")));
    assert!(store.invite("s1", "i2").await.unwrap().unwrap().revoked_at.is_some());
    // Writing the same again breaks the key, and the revocation with it.
    store.replace_invite(Some(&invite("i3", "s1")), &invite("i3", "s1"), NOW).await.unwrap_err();
    assert_eq!(store.shown_invite("s1").await.unwrap(), Some(invite("i3", "s1")));
}

#[tokio::test]
async fn grants_are_paged_by_their_key_newest_first() {
    let store = opened().await;
    for number in 1..=5 {
        store.record_grant(&grant(&format!("g{number}"), Some("s1"), None), LIMITS).await.unwrap();
    }
    let ids = async |before: Option<&str>| -> Vec<String> {
        store.grants("s1", before, 2).await.unwrap().into_iter().map(|grant| grant.id).collect()
    };
    assert_eq!(ids(None).await, ["g5", "g4"]);
    assert_eq!(ids(Some("g4")).await, ["g3", "g2"]);
    assert_eq!(ids(Some("g1")).await, Vec::<String>::new());
}

#[tokio::test]
async fn nothing_hangs_in_the_air() {
    let store = opened().await;
    store.add_invite(&invite("i9", "none")).await.unwrap_err();
    let twice = Session { room: session("s1").room, ..session("s2") };
    store.open_session(&twice, &[]).await.unwrap_err();
    let half = [invite("i8", "s3"), invite("i1", "s3")];
    store.open_session(&session("s3"), &half).await.unwrap_err();
    assert_eq!(store.session("s3").await.unwrap(), None);
}

#[tokio::test]
async fn the_learnt_form_is_remembered_and_overwritten() {
    let store = opened().await;
    for form in [RoomClaim::Name, RoomClaim::Name, RoomClaim::Qualified] {
        store.remember_room_claim("tenant", form, NOW).await.unwrap();
        assert_eq!(store.room_claim("tenant").await.unwrap(), Some(form));
    }
}

#[tokio::test]
async fn a_file_survives_a_restart_and_is_in_wal_mode() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("greenroom.db");
    let store = connect(&file).await.unwrap();
    store.open_session(&session("s1"), &[]).await.unwrap();
    assert!(folder.path().join("greenroom.db-wal").exists());
    drop(store);
    let store = connect(&file).await.unwrap();
    assert_eq!(store.session("s1").await.unwrap(), Some(session("s1")));
}

#[tokio::test]
async fn trying_to_write_leaves_nothing_behind_and_fails_where_nothing_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("greenroom.db");
    let store = connect(&file).await.unwrap();
    store.try_writing().await.unwrap();
    assert_eq!(store.room_claim("").await.unwrap(), None);
    let second = sea_orm::Database::connect(format!("sqlite://{}", file.display())).await.unwrap();
    sea_orm::ConnectionTrait::execute_unprepared(&second, "DROP TABLE room_claims").await.unwrap();
    assert!(store.try_writing().await.is_err());
}
