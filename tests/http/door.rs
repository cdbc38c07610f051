//! The door: no token before it is open, and what its page and its events say meanwhile.

use std::time::Duration;

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use http_body_util::BodyExt;
use serde_json::{Value, json};

use crate::support::{NOW, OpenedSession, TestApp, verified};

/// A browser that keeps its device: what the server told it to remember.
const GUS: &str = "greenroom_device=00000000000000000000000000000001; greenroom_name=Gus";
const IDA: &str = "greenroom_device=00000000000000000000000000000002; greenroom_name=Ida";

async fn token(app: &TestApp, session: &OpenedSession, cookies: &str) -> crate::support::Answer {
    app.page_token(&json!({ "door": { "by": "invite", "secret": session.guest }, "name": "" }), cookies).await
}

async fn open(app: &TestApp, rules: Value) -> OpenedSession {
    let mut body = json!({ "title": "Weekly check-in" });
    body.as_object_mut().unwrap().extend(rules.as_object().unwrap().clone());
    app.open_session_with(body).await
}

/// The host's page says that they are in.
pub(crate) async fn host_is_in(app: &TestApp, session: &OpenedSession) {
    let body = json!({ "door": { "by": "host", "sessionId": session.id }, "room_claim": "qualified", "participant_id": "0a1b2c3d" });
    let headers = [("sec-fetch-site", "same-origin"), ("cookie", &*session.host_cookie())];
    assert_eq!(app.json(Method::POST, "/api/pages/joined", &headers, &body).await.status, 200);
}

/// Who waits, as the host's page has them: the ids in its forms.
async fn waiting(app: &TestApp, session: &OpenedSession) -> Vec<String> {
    let page = app.get(&format!("/s/{}", session.id), &session.host_cookie()).await.text;
    let ids = page.split("/people/").skip(1).filter_map(|rest| rest.split_once("/admit")).map(|(id, _)| id.to_owned());
    ids.filter(|id| id.len() < 60).collect()
}

async fn answer(app: &TestApp, session: &OpenedSession, user_id: &str, what: &str) -> u16 {
    let path = format!("/s/{}/people/{user_id}/{what}", session.id);
    app.form(&path, &session.host_cookie(), "").await.status.as_u16()
}

#[tokio::test]
async fn before_the_door_opens_no_token_exists_for_anybody() {
    let app = TestApp::jaas().await;
    let session = open(&app, json!({ "startsAt": NOW + 3600, "durationSeconds": 1800 })).await;
    token(&app, &session, GUS).await.refused(409, "session_not_open");
    app.host_token(&session, &session.host_cookie()).await.refused(409, "session_not_open");
    let backend = json!({ "userId": "u", "userName": "Ada", "roomName": session.room, "isModerator": true });
    app.backend(Method::POST, "/api/jitsi/jwt", &backend).await.refused(409, "session_not_open");

    let page = app.get(&format!("/j/{}", session.guest), GUS).await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("data-seconds=\"3000\"") && !page.text.contains("external_api"), "{}", page.text);
    assert_eq!(app.get(&format!("/s/{}/room", session.id), &session.host_cookie()).await.status, 409);

    app.world.pass(3600 - 601);
    token(&app, &session, GUS).await.refused(409, "session_not_open");
    app.world.pass(1);
    token(&app, &session, GUS).await.expect(200);
    app.backend(Method::POST, "/api/jitsi/jwt", &backend).await.expect(200);
    app.host_token(&session, &session.host_cookie()).await.expect(200);
}

#[tokio::test]
async fn no_token_outlives_the_planned_end_by_more_than_a_quarter_of_an_hour() {
    let app = TestApp::jaas().await;
    let session = open(&app, json!({ "durationSeconds": 1800 })).await;
    let backend = json!({ "userId": "u", "userName": "Ada", "roomName": session.room, "expirationSeconds": 14_000 });
    for answer in [
        token(&app, &session, GUS).await.expect(200),
        app.host_token(&session, &session.host_cookie()).await.expect(200),
        app.backend(Method::POST, "/api/jitsi/jwt", &backend).await.expect(200),
    ] {
        let payload = verified(answer["token"].as_str().unwrap()).payload;
        assert_eq!(payload["exp"], NOW + 1800 + 900);
        assert_eq!(answer["expiresAt"], payload["exp"]);
    }
    app.world.pass(1800);
    token(&app, &session, GUS).await.refused(410, "session_ended");
    app.host_token(&session, &session.host_cookie()).await.refused(410, "session_ended");
    app.backend(Method::POST, "/api/jitsi/jwt", &backend).await.refused(410, "session_ended");
    assert_eq!(app.get(&format!("/j/{}", session.guest), GUS).await.status, 410);
    let shown = app.backend(Method::GET, &format!("/api/sessions/{}", session.id), &json!({})).await.expect(200);
    assert_eq!(shown["state"], "ended");
}

#[tokio::test]
async fn guests_wait_until_a_host_is_in_and_not_only_on_the_way() {
    let app = TestApp::jaas().await;
    let session = open(&app, json!({ "waitsForHost": true })).await;
    token(&app, &session, GUS).await.refused(409, "waiting_for_host");
    app.host_token(&session, &session.host_cookie()).await.expect(200);
    token(&app, &session, GUS).await.refused(409, "waiting_for_host");
    // A guest who says to be in opens nothing.
    let body = json!({ "door": { "by": "invite", "secret": session.guest }, "room_claim": "name" });
    app.json(Method::POST, "/api/pages/joined", &[], &body).await.refused(409, "waiting_for_host");
    host_is_in(&app, &session).await;
    token(&app, &session, GUS).await.expect(200);
}

#[tokio::test]
async fn a_session_that_is_moved_to_later_waits_for_its_host_again() {
    let app = TestApp::jaas().await;
    let session = open(&app, json!({ "waitsForHost": true, "durationSeconds": 3600 })).await;
    host_is_in(&app, &session).await;
    token(&app, &session, GUS).await.expect(200);
    let form = "title=Moved&starts=2026-01-02T00%3A00&time_zone=UTC&minutes=60&waits_for_host=on&sequence=0";
    let changed = app.form(&format!("/s/{}/edit", session.id), &session.host_cookie(), form).await;
    assert_eq!(changed.header("location"), format!("/s/{}", session.id));
    token(&app, &session, GUS).await.refused(409, "session_not_open");
    app.world.pass(24 * 3600);
    token(&app, &session, GUS).await.refused(409, "waiting_for_host");
    // The same change once more comes from an old page.
    let form = "title=Again&starts=2026-01-02T00%3A00&time_zone=UTC&minutes=60&sequence=0";
    app.form(&format!("/s/{}/edit", session.id), &session.host_cookie(), form).await.refused(409, "changed_meanwhile");
}

#[tokio::test]
async fn a_session_that_is_called_off_says_so_to_everybody() {
    let app = TestApp::jaas().await;
    let session = open(&app, json!({ "startsAt": NOW + 3600, "durationSeconds": 1800 })).await;
    let cancel = format!("/s/{}/cancel", session.id);
    assert_eq!(app.form(&cancel, &session.host_cookie(), "").await.status, 303);
    for _ in 0..2 {
        token(&app, &session, GUS).await.refused(410, "session_cancelled");
        let page = app.get(&format!("/j/{}", session.guest), GUS).await;
        assert!(page.status == 410 && page.text.contains("called off"), "{}", page.text);
        let file = app.get(&format!("/j/{}/calendar.ics", session.guest), GUS).await;
        assert!(file.text.contains("METHOD:CANCEL") && file.text.contains("SEQUENCE:1"), "{}", file.text);
        app.world.pass(3600);
    }
    app.form(&cancel, &session.host_cookie(), "").await.refused(410, "session_cancelled");
    let shown = app.backend(Method::GET, &format!("/api/sessions/{}", session.id), &json!({})).await.expect(200);
    assert_eq!(shown["state"], "cancelled");
}

#[tokio::test]
async fn a_host_lets_in_one_by_one() {
    let app = TestApp::jaas().await;
    let session = open(&app, json!({ "admitsEach": true })).await;
    for (cookies, name) in [(GUS, "Gus"), (IDA, "Ida")] {
        token(&app, &session, cookies).await.refused(409, "waiting_to_be_let_in");
        let knocked = app.form(&format!("/j/{}/knock", session.guest), cookies, &format!("name={name}")).await;
        assert_eq!((knocked.status.as_u16(), knocked.header("location")), (303, &*format!("/j/{}", session.guest)));
        token(&app, &session, cookies).await.refused(409, "waiting_to_be_let_in");
        app.world.pass(1);
    }
    let ids = waiting(&app, &session).await;
    assert_eq!(ids.len(), 2);
    assert_eq!(answer(&app, &session, &ids[0], "admit").await, 303);
    assert_eq!(answer(&app, &session, &ids[1], "refuse").await, 303);
    assert!(waiting(&app, &session).await.is_empty());
    let let_in = verified(token(&app, &session, GUS).await.expect(200)["token"].as_str().unwrap()).payload;
    assert_eq!(let_in["context"]["user"]["id"], ids[0]);
    token(&app, &session, IDA).await.refused(403, "kept_out");
    assert_eq!(app.get(&format!("/j/{}", session.guest), IDA).await.status, 403);
    // Knocking again does not undo it.
    app.form(&format!("/j/{}/knock", session.guest), IDA, "name=Somebody").await;
    token(&app, &session, IDA).await.refused(403, "kept_out");
}

#[tokio::test]
async fn only_the_sessions_own_host_answers_a_knock() {
    let app = TestApp::jaas().await;
    let (session, other) = (open(&app, json!({ "admitsEach": true })).await, open(&app, json!({})).await);
    app.form(&format!("/j/{}/knock", session.guest), GUS, "name=Gus").await;
    let id = waiting(&app, &session).await.remove(0);
    for cookies in ["", GUS, &other.host_cookie()] {
        for what in ["admit", "refuse", "remove"] {
            let path = format!("/s/{}/people/{id}/{what}", session.id);
            app.form(&path, cookies, "").await.refused(403, "forbidden");
        }
    }
    // By their own session they reach nobody of another one.
    let path = format!("/s/{}/people/{id}/admit", other.id);
    app.form(&path, &other.host_cookie(), "").await.refused(404, "not_found");
    token(&app, &session, GUS).await.refused(409, "waiting_to_be_let_in");
}

#[tokio::test]
async fn who_is_gone_for_a_while_waits_no_more_and_is_back_when_their_page_is() {
    let app = TestApp::jaas().await;
    let session = open(&app, json!({ "admitsEach": true })).await;
    app.form(&format!("/j/{}/knock", session.guest), GUS, "name=Gus").await;
    app.world.pass(46);
    assert!(waiting(&app, &session).await.is_empty());
    let look = app.get(&format!("/j/{}/door/state", session.guest), GUS).await.expect(200);
    assert_eq!(look, json!({ "state": "waiting_to_be_let_in" }));
    assert_eq!(waiting(&app, &session).await.len(), 1);
}

#[tokio::test]
async fn a_full_session_says_so_and_a_host_gets_in() {
    let app = TestApp::jaas().await;
    let session = open(&app, json!({ "capacity": 1 })).await;
    token(&app, &session, GUS).await.expect(200);
    token(&app, &session, IDA).await.refused(409, "session_full");
    token(&app, &session, GUS).await.expect(200);
    app.host_token(&session, &session.host_cookie()).await.expect(200);
    let page = app.get(&format!("/j/{}", session.guest), IDA).await;
    assert!(page.status == 409 && page.text.contains("The session is full"), "{}", page.text);
}

/// The next event of a line, as JSON.
pub(crate) async fn next(body: &mut Body) -> Value {
    loop {
        let frame = tokio::time::timeout(Duration::from_secs(30), body.frame()).await.expect("an event comes");
        let Some(frame) = frame else { return Value::Null };
        let data = frame.unwrap().into_data().unwrap();
        let text = String::from_utf8(data.to_vec()).unwrap();
        if let Some((_, rest)) = text.split_once("data: ") {
            return serde_json::from_str(rest.lines().next().unwrap()).unwrap();
        }
    }
}

/// The line of events at that address.
pub(crate) async fn follow(app: &TestApp, path: &str, cookies: &str) -> Body {
    let request = Request::get(path).header(header::COOKIE, cookies).body(Body::empty()).unwrap();
    let response = app.open(request).await;
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    assert_eq!(response.headers()["x-accel-buffering"], "no");
    response.into_body()
}

#[tokio::test]
async fn a_guests_page_hears_at_once_that_the_host_is_in() {
    let app = TestApp::jaas().await;
    let session = open(&app, json!({ "waitsForHost": true })).await;
    let mut events = follow(&app, &format!("/j/{}/door", session.guest), GUS).await;
    assert_eq!(next(&mut events).await["state"], "waiting_for_host");
    host_is_in(&app, &session).await;
    assert_eq!(next(&mut events).await["state"], "open");
}

#[tokio::test]
async fn a_hosts_page_hears_at_once_who_knocks() {
    let app = TestApp::jaas().await;
    let session = open(&app, json!({ "admitsEach": true })).await;
    let mut events = follow(&app, &format!("/s/{}/door", session.id), &session.host_cookie()).await;
    assert_eq!(next(&mut events).await["waiting"], 0);
    app.form(&format!("/j/{}/knock", session.guest), GUS, "name=Gus").await;
    assert_eq!(next(&mut events).await["waiting"], 1);
    for cookies in ["", GUS] {
        let request = Request::get(format!("/s/{}/door", session.id)).header(header::COOKIE, cookies);
        assert_eq!(app.send(request.body(Body::empty()).unwrap()).await.status, 403);
    }
}

#[tokio::test]
async fn a_line_of_events_ends_with_the_invite_and_with_the_server() {
    let app = TestApp::jaas().await;
    let session = open(&app, json!({ "waitsForHost": true })).await;
    let mut events = follow(&app, &format!("/j/{}/door", session.guest), GUS).await;
    next(&mut events).await;
    let path = format!("/api/sessions/{}/invites/{}", session.id, session.guest_invite);
    assert_eq!(app.backend(Method::DELETE, &path, &json!({})).await.status, 204);
    assert_eq!(next(&mut events).await["state"], "refused");
    assert_eq!(next(&mut events).await, Value::Null);

    let other = open(&app, json!({ "waitsForHost": true })).await;
    let mut events = follow(&app, &format!("/j/{}/door", other.guest), GUS).await;
    next(&mut events).await;
    app.stop();
    assert_eq!(next(&mut events).await, Value::Null);
}
