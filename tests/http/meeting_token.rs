//! What a page gets for the door that it stands at, and what it cannot get.

use axum::http::Method;
use serde_json::{Value, json};

use crate::support::{Answer, NOW, TENANT, TestApp, verified};

fn payload(answer: &Answer) -> Value {
    verified(answer.expect(200)["token"].as_str().unwrap()).payload
}

#[tokio::test]
async fn a_guest_gets_a_token_without_rights() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let answer = app.guest_token(&session.guest, "Gus").await;
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.expect(200)["expiresAt"], NOW + 3600);
    let payload = payload(&answer);
    assert_eq!(payload["room"], format!("{TENANT}/{}", session.room));
    assert_eq!(payload["context"]["user"]["name"], "Gus");
    assert_eq!(payload["context"]["user"]["moderator"], "false");
    let no = json!({ "livestreaming": "false", "recording": "false", "moderation": "false" });
    assert_eq!(payload["context"]["features"], no);
}

#[tokio::test]
async fn a_host_gets_what_the_session_allows() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let payload = payload(&app.host_token(&session, &session.host_cookie()).await);
    assert_eq!(payload["context"]["user"]["moderator"], "true");
    let features = json!({ "livestreaming": "false", "recording": "true", "moderation": "false" });
    assert_eq!(payload["context"]["features"], features);
}

#[tokio::test]
async fn a_guest_cannot_say_that_they_are_more() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let body = json!({
        "door": { "by": "invite", "secret": session.guest, "role": "host" }, "name": "Gus", "role": "host",
        "isModerator": true, "moderator": "true", "features": { "recording": true }, "expirationSeconds": 999_999,
        "roomName": "*",
    });
    let payload = payload(&app.page_token(&body, "").await);
    assert_eq!(payload["context"]["user"]["moderator"], "false");
    assert_eq!(payload["context"]["features"]["recording"], "false");
    assert_eq!(payload["exp"], NOW + 3600);
    assert_eq!(payload["room"], format!("{TENANT}/{}", session.room));
}

#[tokio::test]
async fn only_the_hosts_own_secret_makes_a_host() {
    let app = TestApp::jaas().await;
    let (session, other) = (app.open_session().await, app.open_session().await);
    let cookie = |value: &str| format!("greenroom_host_{}={value}", session.id);
    let forged = [
        String::new(),
        cookie(""),
        cookie("AAAAAAAAAAAAAAAAAAAAAA"),
        cookie(&session.guest),
        cookie(&other.host),
        other.host_cookie(),
    ];
    for cookies in forged {
        app.host_token(&session, &cookies).await.refused(403, "forbidden");
    }
    app.host_token(&session, &session.host_cookie()).await.expect(200);
}

#[tokio::test]
async fn a_forged_or_mangled_secret_opens_nothing() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    for secret in ["", "x", "AAAAAAAAAAAAAAAAAAAAAA", &session.guest[1..], &format!("{}A", session.guest), &session.id]
    {
        app.guest_token(secret, "Gus").await.refused(404, "not_found");
    }
}

#[tokio::test]
async fn a_name_is_remembered_and_a_bad_one_refused() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    app.guest_token(&session.guest, "a\u{7}b").await.refused(422, "out_of_policy");
    let cookies = app.guest_token(&session.guest, "Müller, Gus").await.cookies();
    assert!(cookies.contains("greenroom_name=M%C3%BCller"), "{cookies}");
    let body = json!({ "door": { "by": "invite", "secret": session.guest }, "name": "" });
    assert_eq!(payload(&app.page_token(&body, &cookies).await)["context"]["user"]["name"], "Müller, Gus");
    assert_eq!(payload(&app.page_token(&body, "").await)["context"]["user"]["name"], "Guest");
}

#[tokio::test]
async fn one_browser_keeps_its_user_id_in_a_session_and_has_another_elsewhere() {
    let app = TestApp::jaas().await;
    let (session, other) = (app.open_session().await, app.open_session().await);
    let first = app.guest_token(&session.guest, "Gus").await;
    let cookies = first.cookies();
    let id = |payload: &Value| payload["context"]["user"]["id"].as_str().unwrap().to_owned();
    let ask = async |secret: &str, cookies: &str| {
        let body = json!({ "door": { "by": "invite", "secret": secret }, "name": "Gus" });
        id(&payload(&app.page_token(&body, cookies).await))
    };
    let own = id(&payload(&first));
    assert_eq!(ask(&session.guest, &cookies).await, own);
    assert_ne!(ask(&other.guest, &cookies).await, own);
    assert_ne!(ask(&session.guest, "").await, own);
}

#[tokio::test]
async fn every_cookie_is_out_of_reach_of_scripts_and_of_other_sites() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let answer = app.guest_token(&session.guest, "Gus").await;
    let set: Vec<_> = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect();
    assert_eq!(set.len(), 2);
    for cookie in set {
        for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
    }
}

#[tokio::test]
async fn a_foreign_page_cannot_ask_for_a_token() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let body = json!({ "door": { "by": "host", "sessionId": session.id }, "name": "Eve" });
    let headers = [("sec-fetch-site", "cross-site"), ("cookie", &session.host_cookie())];
    app.json(Method::POST, "/api/pages/meeting-token", &headers, &body).await.refused(403, "forbidden");
}

#[tokio::test]
async fn without_tokens_a_guest_still_comes_in() {
    let app = TestApp::public().await;
    let session = app.open_session().await;
    let body = app.guest_token(&session.guest, "Gus").await.expect(200);
    assert_eq!(body["token"], Value::Null);
}

#[tokio::test]
async fn a_call_that_does_not_fit_is_refused_in_json() {
    let app = TestApp::jaas().await;
    let answer = app.page_token(&json!({ "door": "open" }), "").await;
    assert!(answer.status.is_client_error() || answer.status.is_server_error(), "{}", answer.text);
    assert_eq!(serde_json::from_str::<Value>(&answer.text).unwrap()["code"], "invalid_request");
}
