//! Letting people in: limits that hold, also when two come at the same instant.

use std::sync::Arc;

use greenroom::{
    jaas::Role,
    storage::{Admission, Admitted, Answer, Grant, Invite, InviteUse, SecretHash, Session, Store, Waiting},
};

use crate::support::{Kind, NOW, at, empty, grant, hosts, invite, session};

/// A session with no rule but those that a test sets, and invites with none.
async fn with(on: Kind, session: Session, invites: Vec<Invite>) -> Arc<dyn Store> {
    let store = empty(on).await;
    store.open_session(&session, &invites, &hosts(), &at(NOW)).await.unwrap();
    store
}

fn free_session() -> Session {
    Session { capacity: None, waits_for_host: false, admits_each: false, ..session("s1") }
}

fn free_invite(id: &str) -> Invite {
    Invite { expires_at: None, max_uses: None, personal: false, ..invite(id, "s1") }
}

fn admission(number: u32, invite_id: Option<&str>) -> Admission {
    let user_id = format!("user-{number}");
    let role = if invite_id.is_some() { Role::Guest } else { Role::Host };
    Admission {
        grant: Grant { user_id, role, ..grant(&format!("g{number}"), Some("s1"), invite_id) },
        device: format!("device-{number}"),
        must_be_admitted: false,
        now: NOW,
        opens_before: 600,
        closes_after: 0,
    }
}

/// The same person once more: their next token.
fn again(admission: &Admission, id: &str) -> Admission {
    let mut next = admission.clone();
    id.clone_into(&mut next.grant.id);
    next
}

async fn who_is_let_in_is_written_down_with_the_grant(on: Kind) {
    let store = with(on, free_session(), vec![free_invite("i1")]).await;
    let first = admission(1, Some("i1"));
    assert_eq!(store.admit(&first, &at(NOW)).await.unwrap(), Admitted::Yes);
    assert_eq!(store.admit(&again(&first, "g9"), &at(NOW)).await.unwrap(), Admitted::Yes);
    assert_eq!(store.grants("s1", None, 9).await.unwrap().len(), 2);
    let people = store.people("s1", 9).await.unwrap();
    assert_eq!(people.len(), 1);
    assert_eq!((people[0].user_id.as_str(), people[0].invite_id.as_deref()), ("user-1", Some("i1")));
    assert_eq!(store.invite("s1", "i1").await.unwrap().unwrap().uses, 1);
    assert_eq!(store.session("s1").await.unwrap().unwrap().guests, 1);
    let uses = store.invite_uses(&["i1".to_owned()], 9).await.unwrap();
    assert_eq!((uses.len(), uses[0].device.as_str()), (1, "device-1"));
}

async fn nothing_is_written_of_who_is_not_let_in(on: Kind) {
    let store = with(on, Session { capacity: Some(1), ..free_session() }, vec![free_invite("i1")]).await;
    assert_eq!(store.admit(&admission(1, Some("i1")), &at(NOW)).await.unwrap(), Admitted::Yes);
    assert_eq!(store.admit(&admission(2, Some("i1")), &at(NOW)).await.unwrap(), Admitted::Full);
    assert_eq!(store.people("s1", 9).await.unwrap().len(), 1);
    assert_eq!(store.invite("s1", "i1").await.unwrap().unwrap().uses, 1);
    assert_eq!(store.session("s1").await.unwrap().unwrap().guests, 1);
    assert_eq!(store.grants("s1", None, 9).await.unwrap().len(), 1);
    // Who is in may come again, and a host takes no guest's place.
    assert_eq!(store.admit(&again(&admission(1, Some("i1")), "g9"), &at(NOW)).await.unwrap(), Admitted::Yes);
    assert_eq!(store.admit(&admission(3, None), &at(NOW)).await.unwrap(), Admitted::Yes);
}

async fn a_single_use_invite_is_used_once_by_twenty_at_the_same_instant(on: Kind) {
    let single = Invite { max_uses: Some(1), ..free_invite("i1") };
    let store = with(on, free_session(), vec![single]).await;
    let tries = (1..=20).map(|number| {
        let store = Arc::clone(&store);
        tokio::spawn(async move { store.admit(&admission(number, Some("i1")), &at(NOW)).await.unwrap() })
    });
    let mut outcomes = Vec::new();
    for attempt in tries.collect::<Vec<_>>() {
        outcomes.push(attempt.await.unwrap());
    }
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == Admitted::Yes).count(), 1, "{outcomes:?}");
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Admitted::Yes | Admitted::UsedUp)));
    assert_eq!(store.people("s1", 99).await.unwrap().len(), 1);
}

async fn the_last_place_is_taken_once(on: Kind) {
    let store = with(on, Session { capacity: Some(3), ..free_session() }, vec![free_invite("i1")]).await;
    let tries = (1..=20).map(|number| {
        let store = Arc::clone(&store);
        tokio::spawn(async move { store.admit(&admission(number, Some("i1")), &at(NOW)).await.unwrap() })
    });
    let mut let_in = 0;
    for attempt in tries.collect::<Vec<_>>() {
        let_in += u32::from(attempt.await.unwrap() == Admitted::Yes);
    }
    assert_eq!((let_in, store.session("s1").await.unwrap().unwrap().guests), (3, 3));
}

async fn after_the_end_nobody_is_let_in_however_close_it_was(on: Kind) {
    let store = with(on, free_session(), vec![free_invite("i1")]).await;
    let tries = (1..=20).map(|number| {
        let store = Arc::clone(&store);
        tokio::spawn(async move {
            if number == 10 {
                store.end_session("s1", &at(NOW)).await.unwrap();
            }
            let outcome = store.admit(&admission(number, Some("i1")), &at(NOW)).await.unwrap();
            let ended = store.session("s1").await.unwrap().unwrap().ended_at.is_some();
            (number, outcome, ended)
        })
    });
    let mut let_in = 0;
    for attempt in tries.collect::<Vec<_>>() {
        let (number, outcome, ended) = attempt.await.unwrap();
        assert!(outcome == Admitted::Yes || ended, "{number}: {outcome:?}");
        assert!(number != 10 || outcome == Admitted::Closed);
        let_in += usize::from(outcome == Admitted::Yes);
    }
    assert_eq!(store.grants("s1", None, 99).await.unwrap().len(), let_in);
}

async fn each_rule_of_the_door_is_asked_again_when_it_is_written(on: Kind) {
    let waits = Session { waits_for_host: true, ..free_session() };
    let over = Session { ends_at: Some(NOW), ..free_session() };
    let later = Session { starts_at: NOW + 601, ..free_session() };
    for (name, session) in [("a host is awaited", waits), ("over", over), ("too early", later)] {
        let store = with(on, session, vec![free_invite("i1")]).await;
        assert_eq!(store.admit(&admission(1, Some("i1")), &at(NOW)).await.unwrap(), Admitted::Closed, "{name}");
    }
    let expired = Invite { expires_at: Some(NOW), ..free_invite("i1") };
    let revoked = Invite { revoked_at: Some(NOW), ..free_invite("i1") };
    let closed = Invite { closed_at: Some(NOW), ..free_invite("i1") };
    for (name, invite) in [("expired", expired), ("revoked", revoked), ("closed", closed)] {
        let store = with(on, free_session(), vec![invite]).await;
        assert_eq!(store.admit(&admission(1, Some("i1")), &at(NOW)).await.unwrap(), Admitted::Revoked, "{name}");
    }
}

async fn a_host_opens_the_door_where_guests_wait(on: Kind) {
    let store = with(on, Session { waits_for_host: true, ..free_session() }, vec![free_invite("i1")]).await;
    assert_eq!(store.admit(&admission(1, None), &at(NOW)).await.unwrap(), Admitted::Yes);
    assert_eq!(store.admit(&admission(2, Some("i1")), &at(NOW)).await.unwrap(), Admitted::Closed);
    assert!(store.host_came("s1", &at(NOW)).await.unwrap());
    assert!(!store.host_came("s1", &at(NOW + 1)).await.unwrap());
    assert_eq!(store.admit(&admission(2, Some("i1")), &at(NOW)).await.unwrap(), Admitted::Yes);
}

async fn who_must_be_let_in_comes_in_by_the_hosts_answer_alone(on: Kind) {
    let store = with(on, free_session(), vec![free_invite("i1")]).await;
    let asked = Admission { must_be_admitted: true, ..admission(1, Some("i1")) };
    assert_eq!(store.admit(&asked, &at(NOW)).await.unwrap(), Admitted::KeptOut);
    let waiting = Waiting {
        session_id: "s1".to_owned(),
        user_id: "user-1".to_owned(),
        invite_id: "i1".to_owned(),
        name: "Gus".to_owned(),
        answer: Answer::None,
        asked_at: NOW,
        seen_at: NOW,
        answered_at: None,
    };
    store.knock(&waiting, &at(NOW)).await.unwrap();
    assert_eq!(store.admit(&asked, &at(NOW)).await.unwrap(), Admitted::KeptOut);
    assert!(store.answer("s1", "user-1", Answer::Admitted, &at(NOW)).await.unwrap());
    assert_eq!(store.admit(&asked, &at(NOW)).await.unwrap(), Admitted::Yes);
}

async fn a_removed_guest_stays_out_and_their_place_is_free(on: Kind) {
    let store = with(on, Session { capacity: Some(1), ..free_session() }, vec![free_invite("i1")]).await;
    let first = admission(1, Some("i1"));
    assert_eq!(store.admit(&first, &at(NOW)).await.unwrap(), Admitted::Yes);
    assert!(store.remove_person("s1", "user-1", &at(NOW)).await.unwrap());
    assert!(!store.remove_person("s1", "user-1", &at(NOW)).await.unwrap());
    assert_eq!(store.admit(&again(&first, "g9"), &at(NOW)).await.unwrap(), Admitted::KeptOut);
    assert_eq!(store.admit(&admission(2, Some("i1")), &at(NOW)).await.unwrap(), Admitted::Yes);
    assert_eq!(store.session("s1").await.unwrap().unwrap().guests, 1);
    // Nobody removes a host.
    assert_eq!(store.admit(&admission(3, None), &at(NOW)).await.unwrap(), Admitted::Yes);
    assert!(!store.remove_person("s1", "user-3", &at(NOW)).await.unwrap());
}

async fn a_closed_invite_takes_nobody_new_and_keeps_who_came_before(on: Kind) {
    let store = with(on, free_session(), vec![free_invite("i1")]).await;
    let first = admission(1, Some("i1"));
    assert_eq!(store.admit(&first, &at(NOW)).await.unwrap(), Admitted::Yes);
    let old = store.invite("s1", "i1").await.unwrap().unwrap();
    store.close_invite(&old, Some(&free_invite("i2")), &at(NOW)).await.unwrap();
    assert_eq!(store.shown_invite("s1").await.unwrap().unwrap().id, "i2");
    assert_eq!(store.admit(&admission(2, Some("i1")), &at(NOW)).await.unwrap(), Admitted::Revoked);
    assert_eq!(store.admit(&again(&first, "g9"), &at(NOW)).await.unwrap(), Admitted::Yes);
    assert_eq!(store.admit(&admission(3, Some("i2")), &at(NOW)).await.unwrap(), Admitted::Yes);
}

async fn a_co_hosts_invite_counts_each_browser_once(on: Kind) {
    let co_host = Invite { role: Role::Host, max_uses: Some(1), ..free_invite("i1") };
    let store = with(on, free_session(), vec![co_host]).await;
    let used = |device: &str| InviteUse {
        invite_id: "i1".to_owned(),
        device: device.to_owned(),
        user_id: device.to_owned(),
        name: String::new(),
        first_at: NOW,
        last_at: NOW,
    };
    assert_eq!(store.use_invite(&used("a"), &at(NOW)).await.unwrap(), Admitted::Yes);
    assert_eq!(store.use_invite(&used("a"), &at(NOW)).await.unwrap(), Admitted::Yes);
    assert_eq!(store.use_invite(&used("b"), &at(NOW)).await.unwrap(), Admitted::UsedUp);
    assert_eq!(store.invite_use("i1", "b").await.unwrap(), None);
    store.revoke_invite("s1", "i1", &at(NOW)).await.unwrap();
    assert_eq!(store.use_invite(&used("a"), &at(NOW)).await.unwrap(), Admitted::Revoked);
}

async fn all_guests_invites_are_revoked_and_no_hosts(on: Kind) {
    let host = Invite { role: Role::Host, ..free_invite("i3") };
    let store = with(on, free_session(), vec![free_invite("i1"), free_invite("i2"), host]).await;
    store.revoke_guest_invites("s1", &at(NOW)).await.unwrap();
    let invites = store.invites("s1", None, 9).await.unwrap();
    let revoked: Vec<_> = invites.iter().map(|invite| (invite.id.as_str(), invite.revoked_at.is_some())).collect();
    assert_eq!(revoked, [("i3", false), ("i2", true), ("i1", true)]);
    let found = store.invite_by_hash(&SecretHash("hash-of-i1".to_owned())).await.unwrap().unwrap();
    assert_eq!(found.0.revoked_at, Some(NOW));
}

on_each_database!(
    who_is_let_in_is_written_down_with_the_grant,
    nothing_is_written_of_who_is_not_let_in,
    a_single_use_invite_is_used_once_by_twenty_at_the_same_instant,
    the_last_place_is_taken_once,
    after_the_end_nobody_is_let_in_however_close_it_was,
    each_rule_of_the_door_is_asked_again_when_it_is_written,
    a_host_opens_the_door_where_guests_wait,
    who_must_be_let_in_comes_in_by_the_hosts_answer_alone,
    a_removed_guest_stays_out_and_their_place_is_free,
    a_closed_invite_takes_nobody_new_and_keeps_who_came_before,
    a_co_hosts_invite_counts_each_browser_once,
    all_guests_invites_are_revoked_and_no_hosts,
);
