//! What is older than the retention goes, for good, and nothing else does.

use greenroom::{
    record::{ActorKind, EventKind},
    service::Age,
    storage::PersonalData,
};

use crate::support::{DAY, House, NOW, id};

const OLDER: Age = Age { since: i64::MIN, before: NOW - 90 * DAY };

fn counts(erased: &greenroom::service::Erased) -> Vec<u64> {
    erased.iter().map(|(_, count)| *count).collect()
}

#[tokio::test]
async fn what_is_older_is_nowhere_in_the_files_and_what_is_younger_is_there() {
    let house = House::new().await;
    house.meets("old", NOW - 91 * DAY).await;
    let new = house.meets("new", NOW - 89 * DAY).await;
    assert!(!house.found(&["old-"]).is_empty());
    let erased = house.service.purge(OLDER).await.unwrap();
    // Events, grants, sessions, sign-ins, links, accounts.
    assert_eq!(counts(&erased), [8, 3, 1, 1, 1, 1]);
    assert_eq!(house.found(&["old-"]), [""; 0]);
    let whole = ["new-host@example.com", "new-co@", "new-guest", "new-name", "new-title", "new-label", "new-device"];
    assert_eq!(house.found(&whole), whole);
    assert_eq!(house.erased().await, 8);
    assert_eq!(house.store.session(&new.session.id).await.unwrap().unwrap().title, "new-title");
    assert_eq!(house.store.people(&new.session.id, 9).await.unwrap().len(), 2);

    let purge = house.events().await.pop().unwrap();
    assert_eq!((purge.kind, purge.actor), (EventKind::PersonalDataPurged, ActorKind::Server));
    assert_eq!(purge.detail, Some((NOW - 90 * DAY).to_string()));
    // The sessions' and the tokens' own facts stay.
    for (table, rows) in [("sessions", 2), ("invites", 2), ("grants", 6), ("events", 17), ("accounts", 1)] {
        assert_eq!(house.number(&format!("SELECT COUNT(*) FROM {table}")).await, rows, "{table}");
    }
}

#[tokio::test]
async fn where_nothing_is_too_old_nothing_is_written() {
    let house = House::new().await;
    house.meets("old", NOW - 91 * DAY).await;
    house.service.purge(OLDER).await.unwrap();
    let head = house.store.chain_head().await.unwrap();
    for age in [OLDER, Age { since: OLDER.before, ..OLDER }] {
        assert_eq!(counts(&house.service.purge(age).await.unwrap()), [0; 6]);
    }
    assert_eq!(house.store.chain_head().await.unwrap(), head);
    // The event of the purge names nobody: it is not purged itself one day.
    let later = Age { since: i64::MIN, before: NOW + DAY };
    assert_eq!(counts(&house.service.purge(later).await.unwrap()), [0; 6]);
}

#[tokio::test]
async fn what_got_too_old_since_the_last_time_is_found_without_looking_at_the_rest() {
    let house = House::new().await;
    house.meets("old", NOW - 91 * DAY).await;
    house.meets("new", NOW - 90 * DAY).await;
    house.service.purge(OLDER).await.unwrap();
    let next = Age { since: OLDER.before, before: OLDER.before + 7200 };
    assert_eq!(counts(&house.service.purge(next).await.unwrap()), [8, 3, 1, 1, 1, 1]);
    assert_eq!(house.found(&["old-", "new-"]), [""; 0]);
    assert_eq!(house.erased().await, 16);
    // Nothing before that is looked at again.
    let first = house.store.due(PersonalData::Events, Age { since: NOW, before: NOW + 1 }, None, 3).await.unwrap();
    assert_eq!((first.ids.len(), first.next), (0, None));
}

#[tokio::test]
async fn what_was_left_by_one_that_was_killed_is_erased_the_next_time() {
    let house = House::new().await;
    house.meets("old", NOW - 91 * DAY).await;
    let said = house.service.purge(Age { since: i64::MIN, before: 0 }).await.unwrap();
    assert_eq!(counts(&said), [0; 6]);
    let purge = greenroom::record::NewEvent {
        at: NOW,
        detail: Some(OLDER.before.to_string()),
        personal: greenroom::record::Personal::default(),
        ..house.meets("new", NOW).await.event(EventKind::PersonalDataPurged, ActorKind::Server, "")
    };
    house.store.add_events(&[purge]).await.unwrap();
    house.service.seal_record().await.unwrap();
    assert_eq!(house.erased().await, 0);
    // Some of each, in the order in which it is done, and then no more.
    for data in [PersonalData::Events, PersonalData::Grants] {
        let due = house.store.due(data, OLDER, None, 2).await.unwrap();
        assert!(!due.ids.is_empty());
        house.store.erase(data, &due.ids).await.unwrap();
        house.erased().await;
    }
    house.service.purge(OLDER).await.unwrap();
    assert_eq!(house.found(&["old-"]), [""; 0]);
    assert_eq!(house.erased().await, 8);
}

#[tokio::test]
async fn several_servers_may_do_it_at_once() {
    let house = House::new().await;
    for number in 0..20 {
        house.meets(&format!("old-{number}"), NOW - (91 + number) * DAY).await;
    }
    let (one, two) = tokio::join!(house.service.purge(OLDER), house.service.purge(OLDER));
    let both: Vec<u64> = counts(&one.unwrap()).iter().zip(counts(&two.unwrap())).map(|(one, two)| one + two).collect();
    assert!(both.iter().all(|count| *count >= 20), "{both:?}");
    assert_eq!(house.found(&["old-"]), [""; 0]);
    assert_eq!(house.erased().await, 160);
}

#[tokio::test]
async fn what_is_still_in_use_is_kept_however_old_it_is() {
    let house = House::new().await;
    let old = house.meets("old", NOW - 91 * DAY).await;
    // They lead a session that is still to come.
    let hosts = [greenroom::storage::SessionHost { email: old.email.clone(), owner: true }];
    let coming = greenroom::storage::Session {
        id: id(NOW - 91 * DAY),
        room: "roomtocome".to_owned().try_into().unwrap(),
        title: "old-plan".to_owned(),
        starts_at: NOW + DAY,
        ends_at: Some(NOW + 2 * DAY),
        ..old.session.clone()
    };
    let opened = old.event(EventKind::SessionOpened, ActorKind::Host, &old.email);
    house.store.open_session(&coming, &[], &hosts, &opened).await.unwrap();
    house.service.seal_record().await.unwrap();
    let erased = house.service.purge(OLDER).await.unwrap();
    assert_eq!(counts(&erased), [9, 3, 1, 1, 1, 0]);
    let (kept, host) = house.store.hosted_session(&coming.id, &old.email).await.unwrap().unwrap();
    assert_eq!((kept.title.as_str(), kept.owner, host.owner), ("old-plan", Some(old.email.clone()), true));
    assert!(house.store.account_by_email(&old.email).await.unwrap().is_some());
    assert!(house.store.hosted_session(&old.session.id, &old.email).await.unwrap().is_none());
}
