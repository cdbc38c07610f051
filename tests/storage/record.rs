//! The record: events and what they are about are one step, and their chain holds.

use std::sync::Arc;

use greenroom::{
    record::{ActorKind, Event, EventKind, NewEvent, Personal, Verified, Verifier},
    storage::{Admitted, EventsPage, Recorded, Store},
};

use crate::support::{Kind, LIMITS, NOW, at, empty, event, grant, hosts, invite, opened, session};

async fn sealed(store: &Arc<dyn Store>) -> Vec<Event> {
    while store.seal_events(2).await.unwrap().count > 0 {}
    store.events_after(0, 1000).await.unwrap()
}

fn verify(events: &[Event], expected: i64) -> Verified {
    let mut verifier = Verifier::new(None);
    for event in events {
        verifier.next(event).unwrap();
    }
    verifier.end(expected).unwrap()
}

async fn events_get_their_places_in_the_order_of_their_ids_and_are_read_back_whole(on: Kind) {
    let store = empty(on).await;
    let whole = NewEvent {
        id: "e2".to_owned(),
        at: NOW,
        kind: EventKind::TokenIssued,
        actor: ActorKind::Backend,
        api_key: Some("env-1".to_owned()),
        session_id: Some("s1".to_owned()),
        request_id: Some("r1".to_owned()),
        subject: Some("g1".to_owned()),
        detail: Some("guest \"ä\"".to_owned()),
        times: 3,
        salt: "salt".to_owned(),
        personal: Personal {
            by: Some("hanna@example.com".to_owned()),
            person: Some("u1".to_owned()),
            name: Some("Gus".to_owned()),
            address: Some("192.0.2.1".to_owned()),
            user_agent: Some("browser".to_owned()),
        },
    };
    let bare = NewEvent { id: "e1".to_owned(), ..event("e1", EventKind::Refused) };
    store.add_events(&[whole.clone(), bare]).await.unwrap();
    assert_eq!(store.pending_events(9).await.unwrap(), 2);
    let events = sealed(&store).await;
    assert_eq!(store.pending_events(9).await.unwrap(), 0);
    let ids: Vec<(i64, &str)> = events.iter().map(|event| (event.seq, event.id.as_str())).collect();
    assert_eq!(ids, [(1, "e1"), (2, "e2")]);
    assert_eq!(events[1], Event::sealed(whole, 2, &events[0].hash));
    assert_eq!(store.chain_head().await.unwrap(), (2, events[1].hash.clone()));
    assert_eq!(verify(&events, 2).head, events[1].hash);
}

async fn what_changes_something_and_its_event_are_one_step(on: Kind) {
    let store = opened(on).await;
    let kinds = async || sealed(&store).await.into_iter().map(|event| event.kind).collect::<Vec<_>>();
    assert_eq!(kinds().await, [EventKind::SessionOpened]);
    // Not written: the same id again, a session that is over, an invite that is none.
    store.open_session(&session("s1"), &[], &hosts(), &at(NOW)).await.unwrap_err();
    store.add_invite(&invite("i9", "none"), &event("x1", EventKind::InviteMade)).await.unwrap_err();
    store.revoke_invite("s1", "none", &event("x2", EventKind::InviteRevoked)).await.unwrap();
    assert!(!store.remove_person("s1", "nobody", &event("x3", EventKind::Removed)).await.unwrap());
    assert_eq!(kinds().await.len(), 1);
    store.end_session("s1", &event("x4", EventKind::SessionEnded)).await.unwrap();
    store.end_session("s1", &event("x5", EventKind::SessionEnded)).await.unwrap();
    assert_eq!(kinds().await, [EventKind::SessionOpened, EventKind::SessionEnded]);
    let late = greenroom::storage::Grant { room: session("s1").room, ..grant("g1", None, None) };
    let token = event("x6", EventKind::TokenIssued);
    assert_eq!(store.record_grant(&late, LIMITS, &token).await.unwrap(), Recorded::Refused);
    assert_eq!(kinds().await.len(), 2);
    // An event that cannot be written takes its change with it.
    store.add_events(&[event("twice", EventKind::Refused)]).await.unwrap();
    store.record_grant(&grant("g2", None, None), LIMITS, &event("twice", EventKind::TokenIssued)).await.unwrap_err();
    assert_eq!(store.record_grant(&grant("g2", None, None), LIMITS, &token).await.unwrap(), Recorded::Written);
}

async fn a_refused_admission_leaves_no_event(on: Kind) {
    let store = opened(on).await;
    let admission = |id: &str, now: i64| greenroom::storage::Admission {
        grant: grant(id, Some("s1"), Some("i1")),
        device: "d1".to_owned(),
        must_be_admitted: false,
        now,
        opens_before: 0,
        closes_after: 0,
    };
    let token = event("x1", EventKind::TokenIssued);
    assert_eq!(store.admit(&admission("g1", NOW - 1), &token).await.unwrap(), Admitted::Closed);
    assert_eq!(sealed(&store).await.len(), 1);
    assert_eq!(store.admit(&admission("g1", NOW), &token).await.unwrap(), Admitted::Yes);
    assert_eq!(sealed(&store).await.len(), 2);
}

async fn a_backends_token_for_a_sessions_room_is_in_that_sessions_record(on: Kind) {
    let store = opened(on).await;
    let of_room = greenroom::storage::Grant { room: session("s1").room, ..grant("g1", None, None) };
    store.record_grant(&of_room, LIMITS, &event("x1", EventKind::TokenIssued)).await.unwrap();
    let events = sealed(&store).await;
    assert_eq!(events[1].session_id.as_deref(), Some("s1"));
}

async fn events_are_found_by_each_of_their_marks_and_paged_by_their_place(on: Kind) {
    let store = empty(on).await;
    let news = (0..10).map(|number: i64| {
        let kind = if number % 2 == 0 { EventKind::Joined } else { EventKind::Refused };
        let mut new = event(&format!("e{number}"), kind).in_session(if number < 5 { "s1" } else { "s2" });
        new.at = NOW + number * 1000;
        new.personal.person = Some(if number == 3 { "ada" } else { "gus" }.to_owned());
        new.personal.by = Some(if number == 4 { "hanna" } else { "gus" }.to_owned());
        new
    });
    store.add_events(&news.collect::<Vec<_>>()).await.unwrap();
    sealed(&store).await;
    let all = EventsPage { limit: 100, ..EventsPage::default() };
    let rows: [(&str, EventsPage<'_>, &[i64]); 10] = [
        ("all", all.clone(), &[10, 9, 8, 7, 6, 5, 4, 3, 2, 1]),
        ("a page", EventsPage { limit: 2, ..all.clone() }, &[10, 9]),
        ("the next page", EventsPage { limit: 2, before: Some(9), ..all.clone() }, &[8, 7]),
        (
            "in the order of the chain",
            EventsPage {
                kind: Some(EventKind::Joined),
                after: Some(3),
                before: Some(8),
                oldest_first: true,
                ..all.clone()
            },
            &[5, 7],
        ),
        ("of a session", EventsPage { session_id: Some("s1"), ..all.clone() }, &[5, 4, 3, 2, 1]),
        ("of a kind", EventsPage { kind: Some(EventKind::Joined), ..all.clone() }, &[9, 7, 5, 3, 1]),
        ("about a person", EventsPage { person: Some("ada"), ..all.clone() }, &[4]),
        ("by a person", EventsPage { by: Some("hanna"), ..all.clone() }, &[5]),
        ("in a time", EventsPage { from: Some(NOW + 2000), until: Some(NOW + 5000), ..all.clone() }, &[5, 4, 3]),
        ("of no time", EventsPage { from: Some(NOW + 100_000), ..all.clone() }, &[]),
    ];
    for (name, page, expected) in rows {
        let found: Vec<i64> = store.events(&page).await.unwrap().iter().map(|event| event.seq).collect();
        assert_eq!(found, expected, "{name}");
    }
    assert_eq!(store.events_after(7, 2).await.unwrap().iter().map(|event| event.seq).collect::<Vec<_>>(), [8, 9]);
}

async fn many_who_write_and_seal_at_once_make_one_chain(on: Kind) {
    let store = opened(on).await;
    let writers = (0..20).map(|number| {
        let store = Arc::clone(&store);
        tokio::spawn(async move {
            for round in 0..5 {
                let id = format!("w{number}-{round}");
                let token = event(&id, EventKind::TokenIssued);
                store.record_grant(&grant(&id, None, None), LIMITS, &token).await.unwrap();
                store.seal_events(7).await.unwrap();
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    let events = sealed(&store).await;
    assert_eq!(verify(&events, 101).events, 101);
}

on_each_database!(
    events_get_their_places_in_the_order_of_their_ids_and_are_read_back_whole,
    what_changes_something_and_its_event_are_one_step,
    a_refused_admission_leaves_no_event,
    a_backends_token_for_a_sessions_room_is_in_that_sessions_record,
    events_are_found_by_each_of_their_marks_and_paged_by_their_place,
    many_who_write_and_seal_at_once_make_one_chain,
);
