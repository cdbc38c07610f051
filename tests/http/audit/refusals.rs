//! What was refused is in the record, too, and equal refusals of one moment are one event.

use axum::http::Method;
use greenroom::service::{NewApiKey, Scope};
use serde_json::{Value, json};

use super::{EVENTS, GUS, IDA, events, get, get_with, signed_in};
use crate::{
    sign_in::by_link,
    support::{Browser, TestApp},
};

async fn refused(app: &TestApp) -> Vec<Value> {
    events(app, "kind=refused").await
}

#[tokio::test]
async fn each_refusal_says_who_was_refused_what_and_where() {
    let app = TestApp::jaas().await;
    let (session, steve) = (app.open_session().await, signed_in(&app, "steve@example.com").await);
    let new = NewApiKey { name: "Portal".to_owned(), scopes: vec![Scope::SessionsRead], days: None };
    let key = app.service.make_api_key(&app.service.operator_by_command(), &new).await.unwrap();
    let path = format!("/api/sessions/{}/invites", session.id);
    let once = app.backend(Method::POST, &path, &json!({ "role": "guest", "maxUses": 1 })).await.expect(201);
    let once = once["link"].as_str().unwrap().rsplit_once("/j/").unwrap().1.to_owned();
    let door = json!({ "door": { "by": "invite", "secret": once }, "name": "Gus" });
    app.page_token(&door, GUS).await.expect(200);
    let (session_id, steves) = (Some(session.id.as_str()), "steve@example.com");

    let page = steve.get(&format!("/s/{}", session.id)).await;
    let file = steve.get(&format!("/s/{}/record.csv", session.id)).await;
    let wrong = get_with(&app, "no-key-of-ours", EVENTS).await;
    let narrow = get_with(&app, key.key.as_str(), EVENTS).await;
    let used_up = app.page_token(&door, IDA).await;
    let failed = Browser::new(&app).form("/sign-in/link/AAAAAAAAAAAAAAAAAAAAAA", "").await;
    let rows = [
        ("a stranger at a host's page", page, 403, "host", steves, session_id, "forbidden", 2),
        ("a wrong API key", wrong, 401, "anonymous", "", None, "unauthenticated", 1),
        ("a key without the scope", narrow, 403, "backend", "", None, "missing_scope", 1),
        ("a used-up link", used_up, 410, "guest", "_", session_id, "invite_used_up", 1),
        ("a failed sign-in", failed, 303, "anonymous", "", None, "sign-in-link-unknown", 1),
    ];
    assert_eq!(file.status, 403);
    let found = refused(&app).await;
    assert_eq!(found.len(), rows.len(), "{found:#?}");
    for (name, answer, status, actor, by, session, detail, times) in rows {
        assert_eq!(answer.status.as_u16(), status, "{name}: {}", answer.text);
        let id = answer.header("x-request-id");
        let event = found.iter().find(|event| event["requestId"] == id).unwrap_or_else(|| panic!("{name}: {found:#?}"));
        assert_eq!((&event["actor"], &event["detail"]), (&json!(actor), &json!(detail)), "{name}");
        assert!(by == "_" || event["by"].as_str().unwrap_or_default() == by, "{name}: {event}");
        assert_eq!((event["sessionId"].as_str(), &event["times"]), (session, &json!(times)), "{name}");
    }
}

#[tokio::test]
async fn equal_refusals_of_a_moment_are_one_event_that_counts_them() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let stranger = Browser::new(&app);
    by_link(&app, &stranger, "steve@example.com").await;
    let first = stranger.get(&format!("/s/{}", session.id)).await;
    for _ in 0..4 {
        stranger.get(&format!("/s/{}", session.id)).await;
    }
    app.get(&format!("/s/{}", session.id), "").await;
    let found = refused(&app).await;
    let times = |event: &Value| event["times"].as_i64().unwrap();
    let mut counted: Vec<_> = found.iter().map(times).collect();
    counted.sort_unstable();
    assert_eq!(counted, [1, 5]);
    // It bears the first one's request.
    let many = found.iter().find(|event| times(event) == 5).unwrap();
    assert_eq!(many["requestId"], first.header("x-request-id"));
    // What is refused later is another event.
    stranger.get(&format!("/s/{}", session.id)).await;
    assert_eq!(refused(&app).await.len(), 3);
}

#[tokio::test]
async fn what_breaks_a_rule_of_form_is_no_refusal() {
    let app = TestApp::jaas().await;
    get(&app, &format!("{EVENTS}?kind=everything")).await.refused(422, "out_of_policy");
    app.backend(Method::POST, "/api/sessions", &json!({ "title": "" })).await.refused(422, "out_of_policy");
    assert_eq!(events(&app, "").await, Vec::<Value>::new());
}
