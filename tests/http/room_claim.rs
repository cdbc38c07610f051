//! The two forms of the room claim: tried, learnt, remembered.

use axum::http::Method;
use greenroom::jaas::RoomClaim;
use serde_json::{Value, json};

use crate::support::{OpenedSession, TENANT, TestApp, verified};

async fn guest(app: &TestApp, session: &OpenedSession, form: Option<&str>) -> (Value, String) {
    let body = json!({ "door": { "by": "invite", "secret": session.guest }, "name": "Gus", "roomClaim": form, "room_claim": form });
    let answer = app.page_token(&body, "").await.expect(200);
    let payload = verified(answer["token"].as_str().unwrap()).payload;
    (answer, payload["room"].as_str().unwrap().to_owned())
}

async fn report(app: &TestApp, secret: &str, form: &str) -> u16 {
    let body = json!({ "door": { "by": "invite", "secret": secret }, "room_claim": form });
    let headers = [("sec-fetch-site", "same-origin")];
    app.json(Method::POST, "/api/pages/joined", &headers, &body).await.status.as_u16()
}

async fn backend(app: &TestApp) -> String {
    let body = json!({ "userId": "u1", "userName": "Ada", "roomName": "weekly" });
    let answer = app.backend(Method::POST, "/api/jitsi/jwt", &body).await.expect(200);
    verified(answer["token"].as_str().unwrap()).payload["room"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_fresh_installation_issues_the_guides_form_and_the_other_on_request() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let qualified = format!("{TENANT}/{}", session.room);
    let (answer, room) = guest(&app, &session, None).await;
    assert_eq!((&answer["roomClaim"], &answer["reportJoin"]), (&json!("qualified"), &json!(true)));
    assert_eq!(room, qualified);
    let (answer, room) = guest(&app, &session, Some("name")).await;
    assert_eq!(answer["roomClaim"], "name");
    assert_eq!(room, session.room);
    assert_eq!(guest(&app, &session, None).await.1, qualified);
}

#[tokio::test]
async fn the_form_that_got_somebody_in_holds_from_then_on_for_the_api_too() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    assert_eq!(report(&app, &session.guest, "name").await, 200);
    let (answer, room) = guest(&app, &session, None).await;
    assert_eq!(room, session.room);
    assert_eq!(answer["roomClaim"], "name");
    assert_eq!(backend(&app).await, "weekly");
}

#[tokio::test]
async fn a_lie_is_set_right_by_the_next_participant() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    report(&app, &session.guest, "name").await;
    report(&app, &session.guest, "qualified").await;
    let (answer, _) = guest(&app, &session, Some("name")).await;
    assert_eq!(answer["reportJoin"], true);
    report(&app, &session.guest, "name").await;
    assert_eq!(backend(&app).await, "weekly");
}

#[tokio::test]
async fn strangers_are_not_heard() {
    let app = TestApp::jaas().await;
    assert_eq!(report(&app, "AAAAAAAAAAAAAAAAAAAAAA", "name").await, 404);
    assert_eq!(backend(&app).await, format!("{TENANT}/weekly"));
}

#[tokio::test]
async fn a_configured_form_is_never_changed() {
    let app = TestApp::jaas_with_claim(RoomClaim::Qualified).await;
    let session = app.open_session().await;
    assert_eq!(report(&app, &session.guest, "name").await, 200);
    let (answer, room) = guest(&app, &session, Some("name")).await;
    assert_eq!(room, format!("{TENANT}/{}", session.room));
    assert_eq!(answer["roomClaim"], "qualified");

    let app = TestApp::jaas_with_claim(RoomClaim::Name).await;
    assert_eq!(backend(&app).await, "weekly");
}
