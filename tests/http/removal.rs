//! Removing somebody and ending for everyone: our side holds, whatever the meeting service does.

use axum::http::Method;
use serde_json::json;

use crate::support::{Answer, OpenedSession, TENANT, TestApp};

const ONE: &str = "greenroom_device=00000000000000000000000000000001";
const TWO: &str = "greenroom_device=00000000000000000000000000000002";

async fn token(app: &TestApp, secret: &str, cookies: &str) -> Answer {
    app.page_token(&json!({ "door": { "by": "invite", "secret": secret }, "name": "Gus" }), cookies).await
}

async fn joined(app: &TestApp, secret: &str, cookies: &str, participant_id: &str) {
    let door = json!({ "by": "invite", "secret": secret });
    let body = json!({ "door": door, "room_claim": "qualified", "participant_id": participant_id });
    let headers = [("sec-fetch-site", "same-origin"), ("cookie", cookies)];
    assert_eq!(app.json(Method::POST, "/api/pages/joined", &headers, &body).await.status, 200);
}

async fn removed(app: &TestApp, session: &OpenedSession) -> Answer {
    let page = app.get(&format!("/s/{}", session.id), &session.host_cookie()).await.text;
    let id = page.split("/people/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    app.form(&format!("/s/{}/people/{id}/remove", session.id), &session.host_cookie(), "").await
}

async fn order(app: &TestApp, session: &OpenedSession, kind: &str) {
    let order = json!({ "target": "commands", "kind": kind, "room": session.room, "times": 9 });
    assert_eq!(app.json(Method::POST, &format!("/sandbox/{TENANT}/faults"), &[], &order).await.status, 204);
}

#[tokio::test]
async fn a_removed_guest_gets_no_token_and_their_old_one_is_banned() {
    let (app, _) = TestApp::commanding_sandbox().await;
    let session = app.open_session().await;
    token(&app, &session.guest, ONE).await.expect(200);
    joined(&app, &session.guest, ONE, "0a1b2c3d").await;
    let answer = removed(&app, &session).await;
    assert_eq!(answer.header("location"), format!("/s/{}?removed=done", session.id));
    token(&app, &session.guest, ONE).await.refused(403, "kept_out");
    assert_eq!(app.get(&format!("/j/{}", session.guest), ONE).await.status, 403);
    // The shared link is closed to newcomers, and a new one is there.
    token(&app, &session.guest, TWO).await.refused(410, "invite_revoked");
    let page = app.get(&format!("/s/{}", session.id), &session.host_cookie()).await.text;
    let link = page.split("id=\"guest-link\"").nth(1).unwrap().split_once("/j/").unwrap().1;
    let fresh: String = link.chars().take(22).collect();
    assert_ne!(fresh, session.guest);
    token(&app, &fresh, TWO).await.expect(200);
    token(&app, &fresh, ONE).await.refused(403, "kept_out");
}

#[tokio::test]
async fn who_came_by_the_shared_link_before_may_come_back_after_another_was_removed() {
    let (app, _) = TestApp::commanding_sandbox().await;
    let session = app.open_session().await;
    token(&app, &session.guest, TWO).await.expect(200);
    app.world.pass(1);
    token(&app, &session.guest, ONE).await.expect(200);
    removed(&app, &session).await;
    token(&app, &session.guest, ONE).await.refused(403, "kept_out");
    token(&app, &session.guest, TWO).await.expect(200);
}

#[tokio::test]
async fn a_removed_guests_own_invite_is_withdrawn() {
    let (app, _) = TestApp::commanding_sandbox().await;
    let session = app.open_session().await;
    let path = format!("/api/sessions/{}/invites", session.id);
    let made = app.backend(Method::POST, &path, &json!({ "role": "guest", "personal": true })).await.expect(201);
    let own = made["link"].as_str().unwrap().rsplit_once("/j/").unwrap().1.to_owned();
    token(&app, &own, ONE).await.expect(200);
    removed(&app, &session).await;
    for cookies in [ONE, TWO] {
        token(&app, &own, cookies).await.refused(410, "invite_revoked");
    }
    token(&app, &session.guest, TWO).await.expect(200);
}

#[tokio::test]
async fn a_host_is_told_where_a_page_never_said_who_it_is_in_the_meeting() {
    let (app, _) = TestApp::commanding_sandbox().await;
    let session = app.open_session().await;
    token(&app, &session.guest, ONE).await.expect(200);
    // What is no id of Jitsi's is not kept.
    joined(&app, &session.guest, ONE, "<script>").await;
    let answer = removed(&app, &session).await;
    assert_eq!(answer.header("location"), format!("/s/{}?removed=unseen", session.id));
    token(&app, &session.guest, ONE).await.refused(403, "kept_out");
    let page = app.get(answer.header("location"), &session.host_cookie()).await.text;
    assert!(page.contains("they may still be inside") && page.contains("role=\"alert\""), "{page}");
}

#[tokio::test]
async fn nobody_takes_another_ones_place_in_the_meeting() {
    let (app, _) = TestApp::commanding_sandbox().await;
    let session = app.open_session().await;
    token(&app, &session.guest, TWO).await.expect(200);
    joined(&app, &session.guest, TWO, "0a1b2c3d").await;
    app.world.pass(1);
    token(&app, &session.guest, ONE).await.expect(200);
    joined(&app, &session.guest, ONE, "0a1b2c3d").await;
    assert!(removed(&app, &session).await.header("location").contains("removed=unseen"));
}

#[tokio::test]
async fn a_backend_that_ends_a_session_learns_whether_the_meeting_was_closed() {
    let (app, _) = TestApp::commanding_sandbox().await;
    let (session, other) = (app.open_session().await, app.open_session().await);
    order(&app, &other, "503").await;
    for (session, closed) in [(session, true), (other, false)] {
        let path = format!("/api/sessions/{}/end", session.id);
        let body = app.backend(Method::POST, &path, &json!({})).await.expect(200);
        assert_eq!((&body["state"], &body["meetingClosed"]), (&json!("ended"), &json!(closed)));
    }
    let app = TestApp::public().await;
    let path = format!("/api/sessions/{}/end", app.open_session().await.id);
    assert_eq!(app.backend(Method::POST, &path, &json!({})).await.expect(200).get("meetingClosed"), None);
}

#[tokio::test]
async fn our_side_holds_when_the_meeting_service_fails_refuses_or_is_down() {
    let (app, _) = TestApp::commanding_sandbox().await;
    for kind in ["503", "403"] {
        let session = app.open_session().await;
        token(&app, &session.guest, ONE).await.expect(200);
        order(&app, &session, kind).await;
        let answer = removed(&app, &session).await;
        assert_eq!(answer.header("location"), format!("/s/{}?removed=failed", session.id), "{kind}");
        token(&app, &session.guest, ONE).await.refused(403, "kept_out");
        let ended = app.form(&format!("/s/{}/end", session.id), &session.host_cookie(), "").await;
        assert_eq!(ended.header("location"), format!("/s/{}?ended=failed", session.id), "{kind}");
        app.host_token(&session, &session.host_cookie()).await.refused(410, "session_ended");
        let page = app.get(ended.header("location"), &session.host_cookie()).await.text;
        assert!(page.contains("The meeting service did not answer") && page.contains("role=\"alert\""), "{page}");
    }
    // Nothing listens where this one sends its commands.
    let app = TestApp::sandbox().await;
    let session = app.open_session().await;
    token(&app, &session.guest, ONE).await.expect(200);
    assert!(removed(&app, &session).await.header("location").contains("removed=failed"));
    token(&app, &session.guest, ONE).await.refused(403, "kept_out");
}

#[tokio::test]
async fn where_no_meeting_service_takes_commands_the_host_is_told() {
    let app = TestApp::public().await;
    let session = app.open_session().await;
    let ended = app.form(&format!("/s/{}/end", session.id), &session.host_cookie(), "").await;
    assert_eq!(ended.header("location"), format!("/s/{}?ended=here", session.id));
}

#[tokio::test]
async fn a_meeting_that_nobody_is_in_counts_as_ended() {
    let (app, _) = TestApp::commanding_sandbox().await;
    let session = app.open_session().await;
    let ended = app.form(&format!("/s/{}/end", session.id), &session.host_cookie(), "").await;
    assert_eq!(ended.header("location"), format!("/s/{}?ended=done", session.id));
}

#[tokio::test]
async fn a_host_is_not_removed_and_nobody_unknown_is() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    app.host_token(&session, &session.host_cookie()).await.expect(200);
    let page = app.get(&format!("/s/{}", session.id), &session.host_cookie()).await.text;
    assert!(!page.contains("/remove"), "{page}");
    for id in ["host-00", "guest-0000", "%00", "../../x"] {
        let path = format!("/s/{}/people/{}/remove", session.id, id.replace('/', "%2F"));
        app.form(&path, &session.host_cookie(), "").await.refused(404, "not_found");
    }
}
