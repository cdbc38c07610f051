//! What was acknowledged, held against what a server shows and what the database has.

use std::collections::HashSet;

use greenroom::record::{Event, EventKind, Verifier};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::Value;

use crate::{
    place::Place,
    writers::{Written, backend},
};

/// The server at that port shows all of it.
pub(crate) fn is_shown(port: u16, journal: &[Written]) {
    let get = |path: String| backend(port, "GET", &path, &Value::Null).unwrap();
    for written in journal {
        match written {
            Written::Session { id } => assert_eq!(get(format!("/api/sessions/{id}")).0, 200, "{written:?} is lost"),
            Written::Grant { session, id } => {
                let (status, body) = get(format!("/api/sessions/{session}/grants"));
                assert_eq!(status, 200, "{written:?} is lost");
                let known = body["grants"].as_array().unwrap().iter().any(|grant| grant["id"] == **id);
                assert!(known, "{written:?} is lost");
            }
            // The API shows no invites: the end of the test looks into the database.
            Written::Revoked { .. } => {}
        }
    }
}

/// When every server has stopped: all of it is in the database, the record holds, and it tells of everything that is
/// there and of nothing else, so also of the writes that were cut off.
pub(crate) async fn holds(place: &Place, journal: &[Written]) {
    let events = record(place).await;
    let told = |kind: EventKind, of: fn(&Event) -> Option<String>| -> HashSet<String> {
        events.iter().filter(|event| event.kind == kind).map(|event| of(event).unwrap()).collect()
    };
    let sessions = told(EventKind::SessionOpened, |event| event.session_id.clone());
    let grants = told(EventKind::TokenIssued, |event| event.subject.clone());
    let revoked = told(EventKind::InviteRevoked, |event| event.subject.clone());
    for (what, told, sql) in [
        ("sessions", &sessions, "SELECT id FROM sessions"),
        ("grants", &grants, "SELECT id FROM grants"),
        ("revoked invites", &revoked, "SELECT id FROM invites WHERE revoked_at IS NOT NULL"),
    ] {
        let there = ids(place, sql).await;
        let alone: Vec<_> = there.symmetric_difference(told).collect();
        assert!(alone.is_empty(), "{what} without an event, or events without them: {alone:?}");
    }
    let (mut counted, mut lost) = (HashSet::new(), Vec::new());
    for written in journal {
        let there = match written {
            Written::Session { id } => sessions.contains(id),
            Written::Grant { id, .. } => grants.contains(id),
            Written::Revoked { invite, .. } => revoked.contains(invite),
        };
        assert!(counted.insert(written), "{written:?} was acknowledged twice");
        if !there {
            lost.push(written);
        }
    }
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    assert!(events.len() >= journal.len());
    eprintln!("{} writes were acknowledged, {} events hold", journal.len(), events.len());
}

/// Every event, from a chain that holds, when all of them have their places.
async fn record(place: &Place) -> Vec<Event> {
    let store = place.store().await;
    while store.pending_events(1).await.unwrap() > 0 {
        store.seal_events(500).await.unwrap();
    }
    let (mut verifier, mut all) = (Verifier::new(None), Vec::<Event>::new());
    loop {
        let after = all.last().map_or(0, |event| event.seq);
        let page = store.events_after(after, 1000).await.unwrap();
        if page.is_empty() {
            break;
        }
        for event in &page {
            verifier.next(event).unwrap();
        }
        all.extend(page);
    }
    let head = store.chain_head().await.unwrap();
    let proof = verifier.end(head.0).unwrap();
    assert_eq!((proof.events, proof.head), head);
    let different: HashSet<_> = all.iter().map(|event| &event.id).collect();
    assert_eq!(different.len(), all.len(), "an event stands in the record twice");
    all
}

async fn ids(place: &Place, sql: &str) -> HashSet<String> {
    let tables = place.tables().await;
    let rows = tables.query_all_raw(Statement::from_string(tables.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}
