//! One person's data: given out whole, erased whole, and nobody else's.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use greenroom::{
    record::{ActorKind, EventKind},
    storage::SessionHost,
};
use serde_json::Value;

use crate::support::{DAY, House, Met, NOW, id};

fn people(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_greenroom"))
        .arg("people")
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .output()
        .unwrap()
}

/// Ada's session, with a guest, and Bob's with another; Ada removes her guest.
async fn two() -> (House, Met, Met) {
    let house = House::new().await;
    let ada = house.meets("ada", NOW - 2 * DAY).await;
    let bob = house.meets("bob", NOW - 2 * DAY).await;
    let removed = ada.event(EventKind::Removed, ActorKind::Host, &ada.email).about(&ada.guest).called(&ada.name);
    house.store.remove_person(&ada.session.id, &ada.guest, &removed).await.unwrap();
    house.service.seal_record().await.unwrap();
    (house, ada, bob)
}

/// The events that name somebody.
async fn named(house: &House, who: &str) -> usize {
    let events = house.events().await;
    let names = |event: &&greenroom::record::Event| {
        event.who().is_some_and(|who_| [&who_.by, &who_.person].into_iter().flatten().any(|name| name == who))
    };
    events.iter().filter(names).count()
}

#[tokio::test]
async fn a_guest_is_erased_whole_and_nobody_else_is_touched() {
    let (house, ada, bob) = two().await;
    let known = house.service.known_person(&ada.guest).await.unwrap().unwrap();
    let rows = &known.rows;
    assert_eq!(known.events.len(), 5);
    assert_eq!((rows.people.len(), rows.waiting.len(), rows.invite_uses.len(), rows.invites.len()), (1, 1, 1, 1));
    assert_eq!((rows.grants.len(), rows.account.is_some(), rows.sessions.len()), (2, false, 0));

    house.service.erase_person(&known).await.unwrap();
    assert_eq!(house.found(&[&ada.guest, &ada.name, "ada-label", "ada-device"]), [""; 0]);
    assert_eq!(house.erased().await, 5);
    // What stays of Ada are the events that name her alone; the one about her guest is gone as a whole.
    assert_eq!(house.found(&[&ada.email, "ada-title"]), [ada.email.as_str(), "ada-title"]);
    assert_eq!(named(&house, &ada.email).await, 4);
    assert_eq!(house.found(&[&bob.guest, &bob.name, "bob-label"]), [bob.guest.as_str(), &bob.name, "bob-label"]);
    assert_eq!(named(&house, &bob.guest).await, 4);

    let events = house.events().await;
    let erasure = events.last().unwrap();
    assert_eq!((erasure.kind, erasure.detail.as_deref()), (EventKind::PersonalDataErased, Some("5")));
    assert!(erasure.who().unwrap().is_empty());
    assert_eq!(events.iter().filter(|event| event.erased_by.as_deref() == Some(&*erasure.id)).count(), 5);
    assert!(house.service.known_person(&ada.guest).await.unwrap().is_none());
}

#[tokio::test]
async fn a_host_is_erased_whole_and_what_is_to_come_stays_without_an_owner() {
    let (house, ada, bob) = two().await;
    let coming = greenroom::storage::Session {
        id: id(NOW),
        room: "roomtocome".to_owned().try_into().unwrap(),
        title: "Weekly".to_owned(),
        starts_at: NOW + DAY,
        ends_at: Some(NOW + 2 * DAY),
        ..ada.session.clone()
    };
    let hosts = [&ada, &bob].map(|met| SessionHost { email: met.email.clone(), owner: met.email == ada.email });
    let opened = ada.event(EventKind::SessionOpened, ActorKind::Host, &ada.email);
    house.store.open_session(&coming, &[], &hosts, &opened).await.unwrap();

    // Letters do not count in an address.
    let known = house.service.known_person("Ada-Host@example.com").await.unwrap().unwrap();
    assert_eq!((known.sessions_to_come(NOW), known.events.len()), (1, 6));
    assert_eq!((known.rows.people.len(), known.rows.grants.len()), (1, 1));
    assert_eq!((known.rows.sign_ins.len(), known.rows.host_links.len(), known.rows.sessions.len()), (1, 1, 2));
    house.service.erase_person(&known).await.unwrap();
    assert_eq!(house.found(&[&ada.email, "ada-hanna", &ada.host_id()]), [""; 0]);
    assert_eq!(house.erased().await, 6);

    let (kept, host) = house.store.hosted_session(&coming.id, &bob.email).await.unwrap().unwrap();
    assert_eq!((kept.title.as_str(), kept.owner, host.owner), ("Weekly", None, false));
    // Another led it, too: its title is theirs as well.
    assert_eq!(house.store.session(&ada.session.id).await.unwrap().unwrap().title, "ada-title");
    assert_eq!(named(&house, &ada.guest).await, 4);
    assert!(house.store.account_by_email(&bob.email).await.unwrap().is_some());
    // The guests of what is over are still found by the retention.
    let age = greenroom::service::Age { since: i64::MIN, before: NOW - DAY };
    house.service.purge(age).await.unwrap();
    assert_eq!(house.found(&["ada-guest", "ada-name", "ada-co"]), [""; 0]);
}

#[tokio::test]
async fn the_users_of_a_backend_are_known_by_the_id_that_it_gave() {
    let house = House::new().await;
    let ada = house.meets("ada", NOW - DAY).await;
    let known = house.service.known_person(&ada.guest).await.unwrap().unwrap();
    let outside: Vec<_> = known.rows.grants.iter().filter(|grant| grant.session_id.is_none()).collect();
    assert_eq!(outside.len(), 1);
    house.service.erase_person(&known).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM grants WHERE user_id = ''").await, 2);
}

#[tokio::test]
async fn all_of_it_is_given_out_and_nothing_of_another() {
    let (house, ada, _) = two().await;
    let folder = house.folder.path();
    let output = people(folder, &["export", &ada.email, "--out", "ada.json"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = fs::read_to_string(folder.join("ada.json")).unwrap();
    let whole: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(whole["account"]["email"], ada.email);
    assert_eq!(whole["signIns"][0]["address"], "ada-address");
    assert_eq!(whole["sessions"][0]["title"], "ada-title");
    let events = whole["events"].as_array().unwrap();
    assert_eq!(events.len(), 5);
    assert_eq!(whole["tokens"][0]["userId"], ada.host_id());
    // She removed her guest: that she did is hers, whom is not.
    assert_eq!((&events[4]["kind"], &events[4]["by"]), (&"removed".into(), &ada.email.as_str().into()));
    for other in [&*ada.guest, &ada.name, "bob-"] {
        assert!(!text.contains(other), "{other}: {text}");
    }

    let guest = people(folder, &["export", &ada.guest]);
    let whole: Value = serde_json::from_slice(&guest.stdout).unwrap();
    for (list, count) in [("letIn", 1), ("knocked", 1), ("inviteUses", 1), ("invites", 1), ("tokens", 2), ("events", 5)]
    {
        assert_eq!(whole[list].as_array().unwrap().len(), count, "{list}");
    }
    assert!(!String::from_utf8_lossy(&guest.stdout).contains(&ada.email));
    assert_eq!(house.events().await.iter().filter(|event| event.kind == EventKind::PersonalDataExported).count(), 2);
    assert_eq!(house.erased().await, 0);

    let again = people(folder, &["export", &ada.email, "--out", "ada.json"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&again.stderr).contains("name a file that is not there yet"));
}

#[tokio::test]
async fn the_command_says_what_it_erases_and_does_it_with_yes_alone() {
    let (house, ada, _) = two().await;
    let folder = house.folder.path();
    let asked = people(folder, &["erase", &ada.guest]);
    assert_eq!(asked.status.code(), Some(1));
    let said = String::from_utf8_lossy(&asked.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.starts_with("to erase 1 × session that they were let into"), "{said}");
    assert!(said.contains("5 × event that names them"), "{said}");
    assert!(String::from_utf8_lossy(&asked.stderr).contains("give --yes"));
    assert_eq!(house.erased().await, 0);

    let done = people(folder, &["erase", &ada.guest, "--yes"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(house.erased().await, 5);
    for command in ["erase", "export"] {
        let unknown = people(folder, &[command, &ada.guest]);
        assert_eq!((unknown.status.code(), unknown.stdout.as_slice()), (Some(1), &b""[..]));
        assert!(String::from_utf8_lossy(&unknown.stderr).starts_with("Nothing is known of this person."));
    }
}
