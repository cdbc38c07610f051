//! Commands from outside: who may give them, what they do to those in the room, and how they fail.

use std::time::Duration;

use axum::{
    body::Body,
    http::{Method, Request, Response, StatusCode, header},
};
use serde_json::{Value, json};
use tower::ServiceExt;

use super::{
    KID, NOW, ROOM, TENANT, TestKey,
    http::{ask, order, value},
    key::{self, claims, token},
    server::Server,
};

const MEETING: &str = "/sandbox/v1/_jaas/conference-commands/v1/meeting";

fn ban_of(tenant: &str) -> String {
    format!("/sandbox/v1/_jaas/jaccess/v1/access-management/{tenant}/ban/jwt")
}

fn conference() -> String {
    format!("{ROOM}@conference.{TENANT}.8x8.vc")
}

fn destroy(conference: &str) -> Value {
    json!({ "action": "DESTROY", "payload": { "conferenceFullName": conference } })
}

fn kick(id: &Value) -> Value {
    json!({ "action": "KICK_PARTICIPANT", "payload": { "conferenceFullName": conference(), "participantId": id } })
}

fn admin_claims() -> Value {
    json!({ "aud": "jitsi", "iss": "chat", "admin": true, "sub": TENANT, "exp": NOW + 60, "nbf": NOW - 60 })
}

fn admin() -> String {
    TestKey::new().sign(&key::header(), &admin_claims())
}

impl Server {
    async fn post(&self, path: &str, bearer: &str, body: &Value) -> Response<Body> {
        let mut request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
        if !bearer.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {bearer}"));
        }
        self.sandbox.router().oneshot(request.body(Body::from(body.to_string())).unwrap()).await.unwrap()
    }

    async fn command(&self, body: &Value) -> StatusCode {
        self.post(MEETING, &admin(), body).await.status()
    }

    async fn ban(&self, token: &str) -> StatusCode {
        self.post(&ban_of(TENANT), &admin(), &json!({ "jwt": token })).await.status()
    }
}

#[tokio::test]
async fn a_destroyed_meeting_ends_for_everyone_and_its_room_can_be_opened_again() {
    let server = Server::start().await;
    assert_eq!(server.command(&destroy(&conference())).await, StatusCode::NOT_FOUND);
    let (mut ada, _) = server.join(&token("Ada", true)).await;
    let (mut bob, _) = server.join(&token("Bob", false)).await;
    ada.hear().await;
    assert_eq!(server.command(&destroy(&conference())).await, StatusCode::OK);
    for visitor in [&mut ada, &mut bob] {
        assert_eq!(visitor.hear().await, json!({ "type": "ended", "by": null }));
        visitor.hear_the_end().await;
    }
    assert_eq!(server.command(&destroy(&conference())).await, StatusCode::NOT_FOUND);
    let (_ada, welcome) = server.join(&token("Ada", true)).await;
    assert_eq!(welcome["participants"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn one_who_is_removed_comes_back_until_their_token_is_banned() {
    let server = Server::start().await;
    let bobs = token("Bob", false);
    let (mut ada, _) = server.join(&token("Ada", true)).await;
    for _ in 0..2 {
        let (mut bob, welcome) = server.join(&bobs).await;
        assert_eq!((&welcome["type"], &ada.hear().await["type"]), (&json!("welcome"), &json!("joined")));
        assert_eq!(server.command(&kick(&welcome["id"])).await, StatusCode::OK);
        let kicked = json!({ "type": "kicked", "id": welcome["id"], "by": null });
        assert_eq!((bob.hear().await, ada.hear().await), (kicked.clone(), kicked));
        bob.hear_the_end().await;
        assert_eq!(server.command(&kick(&welcome["id"])).await, StatusCode::NOT_FOUND);
    }
    let (mut bob, _) = server.join(&bobs).await;
    ada.hear().await;
    assert_eq!(server.ban(&bobs).await, StatusCode::OK);
    // Who is in stays in; twice banned is banned.
    bob.say(json!({ "type": "chat", "message": "still here" })).await;
    assert_eq!(ada.hear().await["message"], "still here");
    assert_eq!(server.ban(&bobs).await, StatusCode::OK);
    let (mut again, refused) = server.join(&bobs).await;
    assert_eq!(refused["type"], "refused");
    assert_eq!(refused["error"]["name"], "conference.connectionError.accessDenied");
    again.hear_the_end().await;
    let (_eve, welcome) = server.join(&token("Eve", false)).await;
    assert_eq!(welcome["type"], "welcome");
}

#[tokio::test]
async fn only_an_admin_token_of_the_tenant_commands_anything() {
    let server = Server::start().await;
    let (mut ada, welcome) = server.join(&token("Ada", true)).await;
    let with = |name: &str, value: Value| {
        let mut claims = admin_claims();
        claims[name] = value;
        TestKey::new().sign(&key::header(), &claims)
    };
    let other = TENANT.replace('0', "f");
    let unknown_kid = json!({ "alg": "RS256", "kid": KID.to_uppercase(), "typ": "JWT" });
    let (unauthorized, forbidden) = (StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN);
    let table = [
        (String::new(), unauthorized),
        ("no-token".to_owned(), unauthorized),
        (TestKey::of_a_stranger().sign(&key::header(), &admin_claims()), unauthorized),
        (TestKey::new().sign(&unknown_kid, &admin_claims()), unauthorized),
        (with("exp", json!(NOW)), unauthorized),
        (with("exp", json!(null)), unauthorized),
        (with("nbf", json!(NOW + 1)), unauthorized),
        (with("aud", json!("8x8")), unauthorized),
        (with("iss", json!("greenroom")), unauthorized),
        (with("admin", json!(false)), forbidden),
        (with("admin", json!("true")), forbidden),
        (with("admin", json!(null)), forbidden),
        (token("Ada", true), forbidden),
        (with("sub", json!(other)), forbidden),
        (with("sub", json!(null)), forbidden),
    ];
    let adas = token("Ada", true);
    for (bearer, expected) in table {
        for body in [destroy(&conference()), kick(&welcome["id"])] {
            assert_eq!(server.post(MEETING, &bearer, &body).await.status(), expected, "{body} {bearer}");
        }
        let ban = server.post(&ban_of(TENANT), &bearer, &json!({ "jwt": adas })).await;
        assert_eq!(ban.status(), expected, "{bearer}");
    }
    let elsewhere = server.post(&ban_of(&other), &admin(), &json!({ "jwt": adas })).await;
    assert_eq!(elsewhere.status(), forbidden);
    assert_eq!(server.command(&destroy(&format!("{ROOM}@conference.{other}.8x8.vc"))).await, forbidden);

    // None of it did anything; a day's lifetime does.
    let (_second, second) = server.join(&adas).await;
    assert_eq!(second["participants"].as_array().unwrap().len(), 2);
    assert_eq!(ada.hear().await["type"], "joined");
    let long = with("exp", json!(NOW + 86_400));
    assert_eq!(server.post(MEETING, &long, &destroy(&conference())).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_body_that_is_no_command_is_refused() {
    let server = Server::start().await;
    let stranger = TestKey::of_a_stranger().sign(&key::header(), &claims());
    let meeting = [
        json!([]),
        json!({ "action": "DESTROY" }),
        json!({ "action": "DIAL_OUT_PARTICIPANT", "payload": { "conferenceFullName": conference(), "phoneNo": "1" } }),
        json!({ "action": "KICK_PARTICIPANT", "payload": { "conferenceFullName": conference() } }),
        destroy(ROOM),
        destroy(&format!("{ROOM}@conference.{TENANT}.example.com")),
        destroy(&format!("a room@conference.{TENANT}.8x8.vc")),
        destroy(&format!("@conference.{TENANT}.8x8.vc")),
    ];
    for body in meeting {
        assert_eq!(server.command(&body).await, StatusCode::BAD_REQUEST, "{body}");
    }
    for body in [json!({}), json!({ "jwt": "no token" }), json!({ "jwt": stranger }), json!({ "jwt": [claims()] })] {
        let answer = server.post(&ban_of(TENANT), &admin(), &body).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{body}");
    }
}

#[tokio::test]
async fn ordered_failures_meet_the_commands_to_their_room_and_nothing_is_done() {
    let server = Server::start().await;
    let router = server.sandbox.router();
    let (_ada, welcome) = server.join(&token("Ada", true)).await;
    let fail = |kind: &str| json!({ "target": "commands", "kind": kind, "room": ROOM, "times": 2, "retryAfter": 3 });
    for (kind, status) in [("503", StatusCode::SERVICE_UNAVAILABLE), ("403", StatusCode::FORBIDDEN)] {
        order(&router, None, fail(kind)).await;
        // A stranger uses none of them up, nor does another room.
        assert_eq!(server.post(MEETING, "", &destroy(&conference())).await.status(), StatusCode::UNAUTHORIZED);
        let other = destroy(&format!("other@conference.{TENANT}.8x8.vc"));
        assert_eq!(server.command(&other).await, StatusCode::NOT_FOUND);
        let failed = server.post(MEETING, &admin(), &destroy(&conference())).await;
        assert_eq!((failed.status(), value(failed.headers(), "retry-after")), (status, "3"));
        let mut qualified = claims();
        qualified["room"] = json!(format!("{TENANT}/{ROOM}"));
        let qualified = TestKey::new().sign(&key::header(), &qualified);
        assert_eq!(server.ban(&qualified).await, status);
        assert!(!server.sandbox.0.bans.has(&qualified));
    }
    assert_eq!(server.command(&kick(&welcome["id"])).await, StatusCode::OK);
}

#[tokio::test]
async fn a_hanging_command_does_not_answer_until_it_is_cleared() {
    let server = Server::start().await;
    let router = server.sandbox.router();
    let cookie = order(&router, None, json!({ "target": "commands", "kind": "hang", "room": ROOM })).await;
    let (_ada, welcome) = server.join(&token("Ada", true)).await;
    let body = kick(&welcome["id"]);
    assert!(tokio::time::timeout(Duration::from_millis(50), server.command(&body)).await.is_err());
    let faults = format!("/sandbox/{TENANT}/faults");
    let cleared = ask(&router, Method::DELETE, &faults, Some(&cookie), None).await;
    assert_eq!(cleared.status(), StatusCode::NO_CONTENT);
    assert_eq!(server.command(&body).await, StatusCode::OK);
}
