//! Who reads which part of the record, what can be asked for, and paging.

use axum::http::Method;
use greenroom::service::{NewApiKey, Scope};
use serde_json::{Value, json};

use super::{EVENTS, GUS, between, events, from_address, get, get_with, made_up, operator, seqs, signed_in, write};
use crate::support::{NOW, TestApp};

const FILES: [&str; 3] = ["", ".csv", ".jsonl"];

#[tokio::test]
async fn a_host_reads_their_own_session_and_nobody_else_does() {
    let app = TestApp::jaas().await;
    let (hanna, steve) = (signed_in(&app, "hanna@example.com").await, signed_in(&app, "steve@example.com").await);
    let opened = hanna.form("/sessions", "title=Weekly&starts=&minutes=60").await;
    let id = opened.header("location").trim_start_matches("/s/").to_owned();
    let page = hanna.get(&format!("/s/{id}")).await.text;
    assert!(page.contains(&format!("href=\"/s/{id}/record\"")), "{page}");
    let guest = between(&page, "id=\"guest-link\"", "/j/", "\"");
    app.page_token(&json!({ "door": { "by": "invite", "secret": guest }, "name": "Gus" }), GUS).await.expect(200);
    let other = steve.form("/sessions", "title=Another&starts=&minutes=60").await.header("location").to_owned();
    for ending in FILES {
        let path = format!("/s/{id}/record{ending}");
        let own = hanna.get(&path).await;
        assert_eq!(own.status, 200, "{}", own.text);
        assert!(own.text.contains("Gus") && !own.text.contains("steve@example.com"), "{path}: {}", own.text);
        assert_eq!(steve.get(&path).await.status, 403, "{path}");
        assert_eq!(app.get(&path, GUS).await.status, 403, "{path}");
        // Whoever runs the server has their own page for that.
        assert_eq!(operator(&app).await.get(&path).await.status, 403, "{path}");
        // Another session's id in the query changes nothing.
        let asked = hanna.get(&format!("{path}?session={}", other.trim_start_matches("/s/"))).await;
        assert_eq!(asked.status, 200);
        assert!(asked.text.contains("Gus") && !asked.text.contains("steve@example.com"), "{path}: {}", asked.text);
    }
}

#[tokio::test]
async fn hosts_see_no_addresses_programs_keys_or_strangers() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let steve = signed_in(&app, "steve@example.com").await;
    app.open(from_address(&format!("/s/{}", session.id), &steve.cookies(), "192.0.2.77")).await;
    let of_session = events(&app, &format!("session={}", session.id)).await;
    let whole = json!(of_session).to_string();
    let hidden = ["192.0.2.77", "steve@example.com", "Browser of a test", "environment-1"];
    for text in hidden {
        assert!(whole.contains(text), "{text}: {whole}");
    }
    let salts = of_session.iter().flat_map(|event| [&event["salt"], &event["hash"], &event["requestId"]]);
    let salts: Vec<_> = salts.map(|text| text.as_str().unwrap()).collect();
    for ending in FILES {
        let path = format!("/s/{}/record{ending}", session.id);
        let seen = app.get(&path, &session.host_cookie()).await;
        assert_eq!(seen.status, 200);
        for text in hidden.iter().chain(&salts) {
            assert!(!seen.text.contains(text), "{text} in {path}: {}", seen.text);
        }
        assert!(seen.text.contains("forbidden"), "{}", seen.text);
        // Nor can they find out by asking for it.
        let asked = app.get(&format!("{path}?person=nobody&by=nobody"), &session.host_cookie()).await;
        assert!(asked.text.contains("forbidden"), "{}", asked.text);
    }
}

#[tokio::test]
async fn a_key_reads_the_record_by_its_scope_alone() {
    let app = TestApp::jaas().await;
    for scope in Scope::ALL {
        let new = NewApiKey { name: "Portal".to_owned(), scopes: vec![scope], days: None };
        let key = app.service.make_api_key(&app.service.operator_by_command(), &new).await.unwrap();
        for ending in FILES {
            let answer = get_with(&app, key.key.as_str(), &format!("{EVENTS}{ending}")).await;
            if scope == Scope::AuditRead {
                assert_eq!(answer.status, 200, "{}", answer.text);
            } else {
                let sentence = answer.refused(403, "missing_scope");
                assert!(sentence.contains("audit:read"), "{sentence}");
            }
        }
    }
    for ending in FILES {
        let none = app.json(Method::GET, &format!("{EVENTS}{ending}"), &[], &json!({})).await;
        none.refused(401, "unauthenticated");
    }
}

#[tokio::test]
async fn each_filter_lets_through_what_it_says() {
    let app = TestApp::jaas().await;
    let mut news = made_up(10, "s1");
    for (number, new) in (0..).zip(&mut news) {
        new.at = NOW + number * 3600;
        new.personal.by = Some(if number == 4 { "hanna" } else { "gus" }.to_owned());
    }
    news[9].session_id = Some("s2".to_owned());
    write(&app, &news).await;
    for (query, expected) in [
        ("session=s2", &[10_i64][..]),
        ("kind=knocked", &[10, 8, 6, 4, 2]),
        ("kind=knocked&session=s1", &[8, 6, 4, 2]),
        ("person=guest-3", &[4]),
        ("by=hanna", &[5]),
        ("by=hanna&person=guest-3", &[]),
        ("from=1767243600&until=1767250800", &[7, 6]),
        ("from=2026-01-01T05:00:00Z&until=2026-01-01T07:00:00Z", &[7, 6]),
        ("from=2026-01-01T06%3A00%3A00%2B01%3A00&until=2026-01-01T07:00", &[7, 6]),
        ("from=2026-01-01T06:00&until=2026-01-01T08:00&timeZone=Europe/Berlin", &[7, 6]),
        ("until=2026-01-01&from=2026-01-01&kind=joined", &[9, 7, 5, 3, 1]),
        ("before=3", &[2, 1]),
        ("session=&kind=&person=&by=&from=&until=&before=&kind=refused", &[]),
        ("session=nothing", &[]),
        ("unknown=1&before=2", &[1]),
    ] {
        assert_eq!(seqs(&events(&app, query).await), expected, "{query}");
    }
    for (query, field) in [
        ("kind=everything", "kind"),
        ("from=yesterday", "from"),
        ("until=1e9", "until"),
        ("timeZone=Mars", "timeZone"),
        ("limit=201", "limit"),
        ("before=0", "before"),
        ("session=%00", "session"),
        ("person=%F0%28%8C%28%0A.", "person"),
        ("kind=joined&kind=joined", "kind"),
    ] {
        for ending in FILES {
            let sentence = get(&app, &format!("{EVENTS}{ending}?{query}")).await.refused(422, "out_of_policy");
            assert!(sentence.starts_with(&format!("{field}: ")), "{query}: {sentence}");
        }
    }
}

#[tokio::test]
async fn pages_follow_each_other_without_gaps_while_new_events_arrive() {
    let app = TestApp::jaas().await;
    let news = made_up(60, "s1");
    write(&app, &news[..40]).await;
    let (mut found, mut next, mut arriving) = (Vec::new(), Value::Null, news[40..].chunks(5));
    loop {
        let before = next.as_i64().map(|next| format!("&before={next}")).unwrap_or_default();
        let page = get(&app, &format!("{EVENTS}?limit=7{before}")).await.expect(200);
        found.extend(seqs(page["events"].as_array().unwrap()));
        next = page["next"].clone();
        if let Some(part) = arriving.next() {
            write(&app, part).await;
        }
        if next.is_null() {
            break;
        }
    }
    assert_eq!(found, (1..=40).rev().collect::<Vec<_>>());
    // What arrived meanwhile stands before them, and the last page is not followed by an empty one.
    let newest = get(&app, &format!("{EVENTS}?limit=20")).await.expect(200);
    assert_eq!(seqs(newest["events"].as_array().unwrap()), (41..=60).rev().collect::<Vec<_>>());
    let exact = get(&app, &format!("{EVENTS}?limit=60")).await.expect(200);
    assert_eq!((exact["events"].as_array().unwrap().len(), &exact["next"]), (60, &Value::Null));
}

#[tokio::test]
async fn what_was_done_a_moment_ago_is_there() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let found = events(&app, "").await;
    assert_eq!((found.len(), &found[0]["sessionId"]), (1, &json!(session.id)));
}
