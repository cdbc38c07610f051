//! Sessions and invites, for backends.

use axum::http::Method;
use serde_json::json;

use crate::support::{NOW, TestApp};

#[tokio::test]
async fn opening_a_session_tells_its_links_once() {
    let app = TestApp::jaas().await;
    let request = json!({ "title": "  Weekly check-in ", "sessionType": "audio", "features": ["recording"] });
    let body = app.backend(Method::POST, "/api/sessions", &request).await.expect(201);
    assert_eq!(body["title"], "Weekly check-in");
    assert_eq!(body["sessionType"], "audio");
    assert_eq!(body["state"], "open");
    assert_eq!(body["features"], json!(["recording"]));
    assert_eq!(body["openedAt"], NOW);
    let room = body["roomName"].as_str().unwrap();
    assert!(room.len() >= 20 && !room.contains("weekly"), "{room}");
    let (host, guest) = (body["hostLink"].as_str().unwrap(), body["guestLink"].as_str().unwrap());
    assert!(host.starts_with("https://meet.example.com/j/") && guest.starts_with("https://meet.example.com/j/"));
    assert_ne!(host, guest);

    let path = format!("/api/sessions/{}", body["id"].as_str().unwrap());
    let shown = app.backend(Method::GET, &path, &json!({})).await.expect(200);
    assert_eq!(shown["title"], "Weekly check-in");
    assert_eq!(shown.get("hostLink").or(shown.get("guestLink")), None);
}

#[tokio::test]
async fn a_session_against_the_rules_is_refused() {
    let app = TestApp::jaas().await;
    let table = [
        (json!({ "title": "" }), "out_of_policy", "title"),
        (json!({ "title": "a".repeat(121) }), "out_of_policy", "title"),
        (json!({ "title": "a\u{0}b" }), "out_of_policy", "title"),
        (json!({ "title": "a", "features": ["teleport"] }), "out_of_policy", "teleport"),
        (json!({ "title": "a", "sessionType": "hologram" }), "invalid_request", "sessionType"),
        (json!({}), "invalid_request", "title"),
    ];
    for (body, code, reason) in table {
        let sentence = app.backend(Method::POST, "/api/sessions", &body).await.refused(422, code);
        assert!(sentence.contains(reason), "{sentence}");
    }
}

#[tokio::test]
async fn nothing_of_it_is_for_callers_without_a_key() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let id = &session.id;
    let table = [
        (Method::POST, "/api/sessions".to_owned()),
        (Method::GET, format!("/api/sessions/{id}")),
        (Method::POST, format!("/api/sessions/{id}/end")),
        (Method::POST, format!("/api/sessions/{id}/invites")),
        (Method::DELETE, format!("/api/sessions/{id}/invites/{}", session.guest_invite)),
    ];
    for (method, path) in table {
        let cookie = session.host_cookie();
        let answer = app.json(method, &path, &[("cookie", &cookie)], &json!({ "title": "a", "role": "host" })).await;
        answer.refused(401, "unauthenticated");
    }
    app.guest_token(&session.guest, "Gus").await.expect(200);
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let app = TestApp::jaas().await;
    let (one, other) = (app.open_session().await, app.open_session().await);
    let elsewhere = format!("/api/sessions/{}/invites/{}", other.id, one.guest_invite);
    let table = [
        (Method::GET, "/api/sessions/none".to_owned()),
        (Method::POST, "/api/sessions/none/end".to_owned()),
        (Method::POST, "/api/sessions/none/invites".to_owned()),
        (Method::DELETE, elsewhere),
    ];
    for (method, path) in table {
        app.backend(method, &path, &json!({ "role": "guest" })).await.refused(404, "not_found");
    }
    app.guest_token(&one.guest, "Gus").await.expect(200);
}

#[tokio::test]
async fn an_ended_session_gives_no_token_and_no_invite() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let end = format!("/api/sessions/{}/end", session.id);
    app.world.pass(60);
    let body = app.backend(Method::POST, &end, &json!({})).await.expect(200);
    assert_eq!((&body["state"], &body["endedAt"]), (&json!("ended"), &json!(NOW + 60)));
    app.world.pass(60);
    let again = app.backend(Method::POST, &end, &json!({})).await.expect(200);
    assert_eq!(again["endedAt"], NOW + 60);

    app.guest_token(&session.guest, "Gus").await.refused(410, "session_ended");
    app.host_token(&session, &session.host_cookie()).await.refused(410, "session_ended");
    let invites = format!("/api/sessions/{}/invites", session.id);
    app.backend(Method::POST, &invites, &json!({ "role": "guest" })).await.refused(410, "session_ended");
}

#[tokio::test]
async fn a_revoked_invite_gives_no_token_and_the_others_still_do() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let invites = format!("/api/sessions/{}/invites", session.id);
    let made = app.backend(Method::POST, &invites, &json!({ "role": "guest" })).await.expect(201);
    let secret = made["link"].as_str().unwrap().rsplit_once("/j/").unwrap().1.to_owned();
    app.guest_token(&secret, "Gus").await.expect(200);

    let path = format!("{invites}/{}", made["id"].as_str().unwrap());
    for _ in 0..2 {
        let answer = app.backend(Method::DELETE, &path, &json!({})).await;
        assert_eq!(answer.status, 204, "{}", answer.text);
    }
    app.guest_token(&secret, "Gus").await.refused(410, "invite_revoked");
    app.guest_token(&session.guest, "Gus").await.expect(200);
    app.backend(Method::POST, &invites, &json!({ "role": "moderator" })).await.refused(422, "invalid_request");
}
