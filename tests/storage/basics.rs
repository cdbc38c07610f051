//! Sessions, invites, backends' grants, and the file itself.

use std::sync::Arc;

use greenroom::{
    jaas::RoomClaim,
    storage::{Grant, Recorded, SecretHash, Session, Store, connect},
};

use crate::support::{Kind, LIMITS, NOW, at, grant, hosts, invite, opened, session};

/// A backend's grant for the room of the session.
fn of_session(id: &str) -> Grant {
    Grant { room: session("s1").room, ..grant(id, Some("s1"), None) }
}

async fn what_is_written_is_read_back_whole(on: Kind) {
    let store = opened(on).await;
    assert_eq!(store.session("s1").await.unwrap(), Some(session("s1")));
    assert_eq!(store.session_by_room(&session("s1").room).await.unwrap(), Some(session("s1")));
    let found = store.invite_by_hash(&SecretHash("hash-of-i1".to_owned())).await.unwrap();
    assert_eq!(found, Some((invite("i1", "s1"), session("s1"))));
    assert_eq!(store.invite("s1", "i2").await.unwrap(), Some(invite("i2", "s1")));
    assert_eq!(store.shown_invite("s1").await.unwrap(), Some(invite("i2", "s1")));
    let all = of_session("g1");
    assert_eq!(store.record_grant(&all, LIMITS, &at(NOW)).await.unwrap(), Recorded::Written);
    let bare = Grant { kid: None, client_address: None, user_agent: None, features: vec![], ..of_session("g2") };
    assert_eq!(store.record_grant(&bare, LIMITS, &at(NOW)).await.unwrap(), Recorded::Written);
    assert_eq!(store.grants("s1", None, 10).await.unwrap(), [bare, all]);
}

async fn what_is_not_there_is_none(on: Kind) {
    let store = opened(on).await;
    assert_eq!(store.session("s2").await.unwrap(), None);
    assert_eq!(store.invite("s2", "i1").await.unwrap(), None);
    assert_eq!(store.invite_by_hash(&SecretHash("hash".to_owned())).await.unwrap(), None);
    assert_eq!(store.room_claim("tenant").await.unwrap(), None);
}

async fn a_session_that_is_over_or_not_open_takes_no_backends_grant(on: Kind) {
    let store = opened(on).await;
    let written = |grant: Grant| {
        let store = Arc::clone(&store);
        async move { store.record_grant(&grant, LIMITS, &at(NOW)).await.unwrap() == Recorded::Written }
    };
    let early = NOW - LIMITS.opens_before;
    assert!(!written(Grant { issued_at: early - 1, ..of_session("g1") }).await);
    assert!(written(Grant { issued_at: early, ..of_session("g2") }).await);
    let last = NOW + 3600 + LIMITS.after_end;
    assert!(!written(Grant { expires_at: last + 1, ..of_session("g3") }).await);
    assert!(written(Grant { expires_at: last, ..of_session("g4") }).await);

    store.end_session("s1", &at(NOW + 5)).await.unwrap();
    store.end_session("s1", &at(NOW + 9)).await.unwrap();
    assert_eq!(store.session("s1").await.unwrap().unwrap().ended_at, Some(NOW + 5));
    assert!(!written(of_session("g5")).await);
    assert!(written(grant("g6", None, None)).await);
    assert_eq!(store.grants("s1", None, 10).await.unwrap().len(), 2);
}

async fn a_grant_without_a_session_belongs_to_the_one_that_has_its_room(on: Kind) {
    let store = opened(on).await;
    assert_eq!(store.record_grant(&grant("g1", None, None), LIMITS, &at(NOW)).await.unwrap(), Recorded::Written);
    let of_room = Grant { room: session("s1").room, ..grant("g2", None, None) };
    assert_eq!(store.record_grant(&of_room, LIMITS, &at(NOW)).await.unwrap(), Recorded::Written);
    let written = store.grants("s1", None, 9).await.unwrap();
    assert_eq!(written, [Grant { session_id: Some("s1".to_owned()), ..of_room.clone() }]);
    store.end_session("s1", &at(7)).await.unwrap();
    assert_eq!(
        store.record_grant(&Grant { id: "g3".to_owned(), ..of_room }, LIMITS, &at(NOW)).await.unwrap(),
        Recorded::Refused
    );
    assert_eq!(store.record_grant(&grant("g4", None, None), LIMITS, &at(NOW)).await.unwrap(), Recorded::Written);
}

async fn a_replaced_invite_gives_way_to_the_new_one(on: Kind) {
    let store = opened(on).await;
    let old = store.shown_invite("s1").await.unwrap();
    store.replace_invite(old.as_ref(), &invite("i3", "s1"), &at(NOW)).await.unwrap();
    assert_eq!(store.shown_invite("s1").await.unwrap(), Some(invite("i3", "s1")));
    assert!(store.invite("s1", "i2").await.unwrap().unwrap().revoked_at.is_some());
    // Writing the same again breaks the key, and the revocation with it.
    store.replace_invite(Some(&invite("i3", "s1")), &invite("i3", "s1"), &at(NOW)).await.unwrap_err();
    assert_eq!(store.shown_invite("s1").await.unwrap(), Some(invite("i3", "s1")));
}

async fn grants_are_paged_by_their_key_newest_first(on: Kind) {
    let store = opened(on).await;
    for number in 1..=5 {
        store.record_grant(&of_session(&format!("g{number}")), LIMITS, &at(NOW)).await.unwrap();
    }
    let ids = async |before: Option<&str>| -> Vec<String> {
        store.grants("s1", before, 2).await.unwrap().into_iter().map(|grant| grant.id).collect()
    };
    assert_eq!(ids(None).await, ["g5", "g4"]);
    assert_eq!(ids(Some("g4")).await, ["g3", "g2"]);
    assert_eq!(ids(Some("g1")).await, Vec::<String>::new());
}

async fn nothing_hangs_in_the_air(on: Kind) {
    let store = opened(on).await;
    store.add_invite(&invite("i9", "none"), &at(NOW)).await.unwrap_err();
    let twice = Session { room: session("s1").room, ..session("s2") };
    store.open_session(&twice, &[], &hosts(), &at(NOW)).await.unwrap_err();
    let half = [invite("i8", "s3"), invite("i1", "s3")];
    store.open_session(&session("s3"), &half, &hosts(), &at(NOW)).await.unwrap_err();
    assert_eq!(store.session("s3").await.unwrap(), None);
}

async fn the_learnt_form_is_remembered_and_overwritten(on: Kind) {
    let store = opened(on).await;
    for form in [RoomClaim::Name, RoomClaim::Name, RoomClaim::Qualified] {
        store.remember_room_claim("tenant", form, &at(NOW)).await.unwrap();
        assert_eq!(store.room_claim("tenant").await.unwrap(), Some(form));
    }
}

#[tokio::test]
async fn a_file_survives_a_restart_and_is_in_wal_mode() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("greenroom.db");
    let store: Arc<dyn Store> = Arc::new(connect(&file).await.unwrap());
    store.open_session(&session("s1"), &[], &hosts(), &at(NOW)).await.unwrap();
    assert!(folder.path().join("greenroom.db-wal").exists());
    drop(store);
    let store: Arc<dyn Store> = Arc::new(connect(&file).await.unwrap());
    assert_eq!(store.session("s1").await.unwrap(), Some(session("s1")));
}

#[tokio::test]
async fn trying_to_write_leaves_nothing_behind_and_fails_where_nothing_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("greenroom.db");
    let store: Arc<dyn Store> = Arc::new(connect(&file).await.unwrap());
    store.try_writing().await.unwrap();
    assert_eq!(store.room_claim("").await.unwrap(), None);
    let second = sea_orm::Database::connect(format!("sqlite://{}", file.display())).await.unwrap();
    sea_orm::ConnectionTrait::execute_unprepared(&second, "DROP TABLE room_claims").await.unwrap();
    assert!(store.try_writing().await.is_err());
}

on_each_database!(
    what_is_written_is_read_back_whole,
    what_is_not_there_is_none,
    a_session_that_is_over_or_not_open_takes_no_backends_grant,
    a_grant_without_a_session_belongs_to_the_one_that_has_its_room,
    a_replaced_invite_gives_way_to_the_new_one,
    grants_are_paged_by_their_key_newest_first,
    nothing_hangs_in_the_air,
    the_learnt_form_is_remembered_and_overwritten,
);
