//! A host's sessions: which, in what order, page by page.

use std::sync::Arc;

use greenroom::storage::{Session, SessionHost, SessionsPage, Store, When};

use crate::support::{Kind, NOW, at, empty, session};

const HANNA: &str = "hanna@example.com";

fn host(email: &str, owner: bool) -> SessionHost {
    SessionHost { email: email.to_owned(), owner }
}

async fn open(store: &Arc<dyn Store>, id: &str, title: &str, start: i64, end: Option<i64>, hosts: &[SessionHost]) {
    let session = Session { title: title.to_owned(), starts_at: start, ends_at: end, ..session(id) };
    store.open_session(&session, &[], hosts, &at(NOW)).await.unwrap();
}

async fn listed(store: &Arc<dyn Store>, when: When, search: Option<&str>, after: Option<&str>) -> Vec<String> {
    let page = SessionsPage { email: HANNA, when, search, after, limit: 2, now: NOW };
    store.sessions_of(&page).await.unwrap().into_iter().map(|(session, _)| session.id).collect()
}

async fn a_host_sees_their_own_sessions_and_those_they_co_host_and_no_other(on: Kind) {
    let store = empty(on).await;
    open(&store, "own", "Own", NOW + 10, None, &[host(HANNA, true)]).await;
    open(&store, "co", "Co", NOW + 20, None, &[host("ben@example.com", true), host(HANNA, false)]).await;
    open(&store, "other", "Other", NOW + 30, None, &[host("ben@example.com", true)]).await;
    assert_eq!(listed(&store, When::Upcoming, None, None).await, ["own", "co"]);
    let (_, mine) = store.hosted_session("own", HANNA).await.unwrap().unwrap();
    let (_, shared) = store.hosted_session("co", HANNA).await.unwrap().unwrap();
    assert_eq!((mine.owner, shared.owner), (true, false));
    assert_eq!(store.hosted_session("other", HANNA).await.unwrap(), None);
    assert_eq!(store.hosts("co").await.unwrap(), [host("ben@example.com", true), host(HANNA, false)]);
}

async fn each_part_has_its_order_and_its_pages(on: Kind) {
    let store = empty(on).await;
    let own = [host(HANNA, true)];
    for (id, start, end) in [
        ("u1", 10, Some(20)),
        ("u2", 10, None),
        ("u3", 30, None),
        ("l1", -30, None),
        ("l2", -20, Some(5)),
        ("l3", 0, Some(9)),
        ("p1", -90, Some(-50)),
        ("p2", -80, Some(-50)),
        ("p3", -70, Some(0)),
    ] {
        open(&store, id, "Title", NOW + start, end.map(|end| NOW + end), &own).await;
    }
    assert_eq!(listed(&store, When::Upcoming, None, None).await, ["u1", "u2"]);
    assert_eq!(listed(&store, When::Upcoming, None, Some("u2")).await, ["u3"]);
    assert_eq!(listed(&store, When::Live, None, None).await, ["l1", "l2"]);
    assert_eq!(listed(&store, When::Live, None, Some("l2")).await, ["l3"]);
    assert_eq!(listed(&store, When::Past, None, None).await, ["p3", "p2"]);
    assert_eq!(listed(&store, When::Past, None, Some("p2")).await, ["p1"]);
    store.end_session("l1", &at(NOW)).await.unwrap();
    assert!(store.cancel_session("u1", &at(NOW)).await.unwrap());
    assert!(!store.cancel_session("u1", &at(NOW)).await.unwrap());
    assert_eq!(listed(&store, When::Live, None, None).await, ["l2", "l3"]);
    assert_eq!(listed(&store, When::Past, None, None).await, ["u1", "p3"]);
}

async fn titles_are_searched_in_any_case_and_letter_by_letter(on: Kind) {
    let store = empty(on).await;
    let own = [host(HANNA, true)];
    for (id, title) in [("a", "Größe & 100%"), ("b", "under_score"), ("c", "underXscore")] {
        open(&store, id, title, NOW + 10, None, &own).await;
    }
    for (search, expected) in
        [("GRÖSSE", vec![]), ("GRÖßE", vec!["a"]), ("%", vec!["a"]), ("r_s", vec!["b"]), ("\\", vec![]), ("'", vec![])]
    {
        assert_eq!(listed(&store, When::Upcoming, Some(search), None).await, expected, "{search}");
    }
}

async fn of_two_changes_to_the_same_state_one_is_written(on: Kind) {
    let store = empty(on).await;
    open(&store, "s", "Before", NOW + 10, None, &[host(HANNA, true)]).await;
    let seen = store.session("s").await.unwrap().unwrap();
    let change = |title: &str| Session { title: title.to_owned(), starts_at: NOW - 5, ..seen.clone() };
    let hosts = [host(HANNA, true), host("ben@example.com", false)];
    assert!(store.change_session(&change("First"), &hosts, &at(NOW)).await.unwrap());
    assert!(!store.change_session(&change("Second"), &hosts, &at(NOW)).await.unwrap());
    let now = store.session("s").await.unwrap().unwrap();
    assert_eq!((now.title.as_str(), now.sequence), ("First", 1));
    assert_eq!(listed(&store, When::Live, Some("first"), None).await, ["s"]);
    assert_eq!(store.hosts("s").await.unwrap().len(), 2);
    store.end_session("s", &at(NOW)).await.unwrap();
    assert!(!store.change_session(&Session { sequence: 1, ..change("Third") }, &hosts, &at(NOW)).await.unwrap());
}

on_each_database!(
    a_host_sees_their_own_sessions_and_those_they_co_host_and_no_other,
    each_part_has_its_order_and_its_pages,
    titles_are_searched_in_any_case_and_letter_by_letter,
    of_two_changes_to_the_same_state_one_is_written,
);
