//! The record as it is read from outside: what leaves an event, who may read which, and the files.

mod changes;
mod exports;
mod pages;
mod reading;
mod refusals;

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request, header},
};
use greenroom::record::{ActorKind, EventKind, NewEvent, Personal};
use serde_json::{Value, json};

use crate::{
    sign_in::by_link,
    support::{API_KEY, Answer, Browser, NOW, OPERATOR, TestApp},
};

const EVENTS: &str = "/api/audit/events";
const GUS: &str = "greenroom_device=00000000000000000000000000000001";
const IDA: &str = "greenroom_device=00000000000000000000000000000002";

async fn signed_in<'a>(app: &'a TestApp, email: &str) -> Browser<'a> {
    let browser = Browser::new(app);
    by_link(app, &browser, email).await;
    browser
}

async fn operator(app: &TestApp) -> Browser<'_> {
    signed_in(app, OPERATOR).await
}

/// A GET with the key of the environment.
async fn get(app: &TestApp, path: &str) -> Answer {
    app.backend(Method::GET, path, &json!({})).await
}

/// The events that this query finds, newest first.
async fn events(app: &TestApp, query: &str) -> Vec<Value> {
    let answer = get(app, &format!("{EVENTS}?limit=200&{query}")).await.expect(200);
    assert_eq!(answer["next"], Value::Null, "one page is enough");
    answer["events"].as_array().unwrap().clone()
}

fn seqs(events: &[Value]) -> Vec<i64> {
    events.iter().map(|event| event["seq"].as_i64().unwrap()).collect()
}

/// Events that nobody did, in that session.
fn made_up(count: i64, session: &str) -> Vec<NewEvent> {
    let one = |number: i64| NewEvent {
        id: format!("019b76da-a800-7200-8000-{number:012}"),
        at: NOW + number,
        kind: if number % 2 == 0 { EventKind::Joined } else { EventKind::Knocked },
        actor: ActorKind::Guest,
        api_key: None,
        session_id: Some(session.to_owned()),
        request_id: None,
        subject: None,
        detail: None,
        times: 1,
        salt: format!("{number:032}"),
        personal: Personal { person: Some(format!("guest-{number}")), ..Personal::default() },
    };
    (0..count).map(one).collect()
}

/// Writes them, many at a time.
async fn write(app: &TestApp, news: &[NewEvent]) {
    for part in news.chunks(500) {
        app.store.add_events(part).await.unwrap();
    }
}

/// A request of a browser at that address.
fn from_address(path: &str, cookies: &str, address: &str) -> Request<Body> {
    let mut request = Request::get(path)
        .header(header::ACCEPT, "text/html")
        .header(header::COOKIE, cookies)
        .header(header::USER_AGENT, "Browser of a test")
        .body(Body::empty())
        .unwrap();
    request.extensions_mut().insert(ConnectInfo(std::net::SocketAddr::new(address.parse().unwrap(), 4000)));
    request
}

/// What stands in `text` after `start` and then `before`, until `end`.
#[track_caller]
fn between(text: &str, start: &str, before: &str, end: &str) -> String {
    let rest = text.split_once(start).unwrap_or_else(|| panic!("no {start} in {text}")).1;
    let rest = rest.split_once(before).unwrap_or_else(|| panic!("no {before} in {rest}")).1;
    rest.split_once(end).unwrap().0.to_owned()
}

/// A GET with that key.
async fn get_with(app: &TestApp, key: &str, path: &str) -> Answer {
    app.json(Method::GET, path, &[("authorization", &format!("Bearer {key}"))], &json!({})).await
}

#[tokio::test]
async fn the_key_of_the_environment_reads_the_record() {
    let app = TestApp::jaas().await;
    assert_eq!(get_with(&app, API_KEY, EVENTS).await.expect(200), json!({ "events": [], "next": null }));
}
