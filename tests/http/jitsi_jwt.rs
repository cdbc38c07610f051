//! The setup guide's endpoint, field for field.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use serde_json::{Value, json};

use crate::support::{API_KEY, Answer, NOW, TENANT, TestApp, verified};

const PATH: &str = "/api/jitsi/jwt";

fn smallest() -> Value {
    json!({ "userId": "u1", "userName": "Ada", "roomName": "weekly" })
}

fn with(changes: &[(&str, Value)]) -> Value {
    let mut body = smallest();
    for (name, value) in changes {
        body[*name] = value.clone();
    }
    body
}

async fn post(app: &TestApp, body: &Value) -> Answer {
    app.backend(Method::POST, PATH, body).await
}

#[tokio::test]
async fn it_says_whether_a_key_is_configured() {
    for (app, configured) in
        [(TestApp::jaas().await, true), (TestApp::sandbox().await, true), (TestApp::public().await, false)]
    {
        assert_eq!(app.get(PATH, "").await.expect(200), json!({ "configured": configured }));
    }
}

#[tokio::test]
async fn a_whole_request_gives_the_guides_token() {
    let app = TestApp::jaas().await;
    let body = json!({
        "userId": "user-42", "userName": "Ada Lovelace", "userEmail": "ada@example.com",
        "userAvatar": "https://example.com/ada.png", "isModerator": true,
        "roomName": "weekly-check-in", "expirationSeconds": 7200,
        "features": { "livestreaming": true, "recording": false, "moderation": true, "transcription": true }
    });
    let answer = post(&app, &body).await;
    let body = answer.expect(200);
    let token = verified(body["token"].as_str().unwrap());
    assert_eq!(body["expiresAt"], token.payload["exp"]);
    assert_eq!(body.as_object().unwrap().len(), 2);
    assert_eq!(answer.header("cache-control"), "no-store");
    let golden: Value = serde_json::from_str(include_str!("../golden/jwt.json")).unwrap();
    assert_eq!(json!({ "header": token.header, "payload": token.payload }), golden);
}

#[tokio::test]
async fn only_user_and_room_are_required_and_absent_fields_are_absent() {
    let app = TestApp::jaas().await;
    let body = post(&app, &smallest()).await.expect(200);
    let payload = verified(body["token"].as_str().unwrap()).payload;
    assert_eq!(payload["context"]["user"], json!({ "id": "u1", "name": "Ada", "moderator": "false" }));
    let no = json!({ "livestreaming": "false", "recording": "false", "moderation": "false" });
    assert_eq!(payload["context"]["features"], no);
    assert_eq!(payload["exp"], NOW + 3600);
    assert_eq!(payload["nbf"], NOW - 60);
    assert_eq!(payload["iat"], NOW);
}

#[tokio::test]
async fn the_room_may_come_with_our_own_tenant_before_it() {
    let app = TestApp::jaas().await;
    for name in ["weekly".to_owned(), format!("{TENANT}/weekly")] {
        let body = post(&app, &with(&[("roomName", json!(name))])).await.expect(200);
        let payload = verified(body["token"].as_str().unwrap()).payload;
        assert_eq!(payload["room"], format!("{TENANT}/weekly"));
    }
}

#[tokio::test]
async fn no_key_and_every_wrong_key_is_refused() {
    let app = TestApp::jaas().await;
    let changed = format!("Bearer {}X", &API_KEY[..API_KEY.len() - 1]);
    let basic = format!("Basic {API_KEY}");
    for value in ["", "Bearer", "Bearer ", &changed, &basic, API_KEY] {
        let answer = app.json(Method::POST, PATH, &[("authorization", value)], &smallest()).await;
        answer.refused(401, "unauthenticated");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
    app.json(Method::POST, PATH, &[], &smallest()).await.refused(401, "unauthenticated");
}

#[tokio::test]
async fn a_request_against_the_rules_is_refused_with_the_reason() {
    let app = TestApp::jaas().await;
    let table = [
        ("roomName", json!("*"), "every room"),
        ("roomName", json!("vpaas-magic-cookie-ffffffffffffffffffffffffffffffff/weekly"), "another tenant"),
        ("roomName", json!("Weekly"), "lower case"),
        ("roomName", json!("a b"), "strip or encode"),
        ("roomName", json!(""), "empty"),
        ("expirationSeconds", json!(14_401), "1 to 14400"),
        ("expirationSeconds", json!(0), "1 to 14400"),
        ("expirationSeconds", json!(-5), "1 to 14400"),
        ("features", json!({ "teleport": true }), "`teleport`"),
        ("userId", json!(" "), "userId: it is empty"),
        ("userName", json!("a".repeat(81)), "userName: it is longer than 80"),
        ("userName", json!("\u{202e}adA"), "userName: it has a control"),
        ("userEmail", json!("nobody"), "userEmail"),
        ("userAvatar", json!("javascript:alert(1)"), "userAvatar"),
    ];
    for (field, value, reason) in table {
        let sentence = post(&app, &with(&[(field, value)])).await.refused(422, "out_of_policy");
        assert!(sentence.contains(reason), "{field}: {sentence}");
    }
}

#[tokio::test]
async fn a_body_of_the_wrong_shape_is_refused_by_the_fields_name() {
    let app = TestApp::jaas().await;
    let table = [
        (json!({ "userName": "Ada", "roomName": "weekly" }), "userId"),
        (with(&[("isModerator", json!("true"))]), "isModerator"),
        (with(&[("features", json!({ "recording": "true" }))]), "recording"),
        (with(&[("expirationSeconds", json!("3600"))]), "expirationSeconds"),
        (json!([]), "JwtRequest"),
    ];
    for (body, field) in table {
        let sentence = post(&app, &body).await.refused(422, "invalid_request");
        assert!(sentence.contains(field) || field == "JwtRequest", "{field}: {sentence}");
    }
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_refused_in_words() {
    let app = TestApp::jaas().await;
    let send = async |kind: &str, body: String| {
        let request = Request::post(PATH)
            .header(header::AUTHORIZATION, format!("Bearer {API_KEY}"))
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body))
            .unwrap();
        app.send(request).await
    };
    send("application/json", "{".to_owned()).await.refused(400, "invalid_request");
    send("text/plain", smallest().to_string()).await.refused(415, "unsupported_media_type");
    send("application/json", format!("\"{}\"", "a".repeat(1 << 20))).await.refused(413, "payload_too_large");
}

#[tokio::test]
async fn without_tokens_a_request_is_told_so() {
    let app = TestApp::public().await;
    post(&app, &smallest()).await.refused(503, "not_configured");
}

#[tokio::test]
async fn a_room_whose_session_has_ended_gives_no_token() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let body = with(&[("roomName", json!(session.room))]);
    post(&app, &body).await.expect(200);
    app.backend(Method::POST, &format!("/api/sessions/{}/end", session.id), &json!({})).await.expect(200);
    post(&app, &body).await.refused(410, "session_ended");
}

#[tokio::test]
async fn other_methods_and_addresses_under_api_answer_in_json() {
    let app = TestApp::jaas().await;
    let answer = app.backend(Method::DELETE, PATH, &json!({})).await;
    answer.refused(405, "method_not_allowed");
    assert!(answer.header("allow").contains("POST"));
    app.get("/api/nothing", "").await.refused(404, "not_found");
}
