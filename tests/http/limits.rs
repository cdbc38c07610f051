//! Who asks too often is told when to come again, and nobody else pays for it.

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request, header},
};
use greenroom::service::{BackendTokenRequest, Refusal, Visitor};
use serde_json::json;
use std::{net::SocketAddr, task::Poll};

use crate::support::{API_KEY, Answer, TestApp};

/// Asks for a guest's token from that peer, with that `X-Forwarded-For`.
async fn guest(app: &TestApp, secret: &str, peer: &str, forwarded: &str) -> Answer {
    let body = json!({ "door": { "by": "invite", "secret": secret }, "name": "Gustav" });
    app.send(request("/api/pages/meeting-token", peer, forwarded, &body.to_string())).await
}

fn request(path: &str, peer: &str, forwarded: &str, body: &str) -> Request<Body> {
    let peer = SocketAddr::new(peer.parse().unwrap(), 4711);
    Request::post(path)
        .header(header::CONTENT_TYPE, "application/json")
        .header("x-forwarded-for", forwarded)
        .extension(ConnectInfo(peer))
        .body(Body::from(body.to_owned()))
        .unwrap()
}

/// Asks until it is refused: half of the minute's 120 come at once.
async fn use_up(app: &TestApp, secret: &str, peer: &str, forwarded: &str) -> Answer {
    for _ in 0..60 {
        guest(app, secret, peer, forwarded).await.expect(200);
    }
    guest(app, secret, peer, forwarded).await
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_again_and_let_in_then() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let refused = use_up(&app, &session.guest, "192.0.2.1", "").await;
    refused.refused(429, "rate_limited");
    assert_eq!(refused.header("retry-after"), "1");
    app.world.pass(1);
    guest(&app, &session.guest, "192.0.2.1", "").await.expect(200);
}

#[tokio::test]
async fn one_guest_does_not_use_up_anothers_limit_and_a_forged_header_does_not_pass() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    use_up(&app, &session.guest, "192.0.2.1", "").await.refused(429, "rate_limited");
    guest(&app, &session.guest, "192.0.2.1", "203.0.113.9").await.refused(429, "rate_limited");
    guest(&app, &session.guest, "192.0.2.2", "").await.expect(200);
    // Behind the proxy that is trusted each client has a count of its own.
    use_up(&app, &session.guest, "127.0.0.1", "198.51.100.1").await.refused(429, "rate_limited");
    guest(&app, &session.guest, "127.0.0.1", "203.0.113.9, 198.51.100.1").await.refused(429, "rate_limited");
    guest(&app, &session.guest, "127.0.0.1", "198.51.100.2").await.expect(200);
}

#[tokio::test]
async fn guessing_api_keys_and_links_is_slow_and_a_known_key_is_not_touched_by_it() {
    let app = TestApp::jaas().await;
    for _ in 0..60 {
        guest(&app, "forged", "192.0.2.1", "").await.refused(404, "not_found");
    }
    guest(&app, "forged", "192.0.2.1", "").await.refused(429, "rate_limited");

    let body = json!({ "userId": "u", "userName": "Ada", "roomName": "room" }).to_string();
    let with_key = |key: &str| {
        let mut request = request("/api/jitsi/jwt", "192.0.2.7", "", &body);
        request.headers_mut().insert(header::AUTHORIZATION, format!("Bearer {key}").parse().unwrap());
        request
    };
    for _ in 0..60 {
        app.send(with_key("not-a-key-of-thirty-two-characters")).await.refused(401, "unauthenticated");
    }
    app.send(with_key("not-a-key-of-thirty-two-characters")).await.refused(429, "rate_limited");
    app.send(with_key(API_KEY)).await.expect(200);
}

#[tokio::test]
async fn more_than_can_be_signed_is_turned_away_at_once_and_the_rest_is_served() {
    let app = TestApp::jaas().await;
    let body = json!({ "userId": "u", "userName": "Ada", "roomName": "room" });
    // The first one finds out how rooms are named here; from then on asking is queueing.
    app.backend(Method::POST, "/api/jitsi/jwt", &body).await.expect(200);
    let visitor = Visitor::new(String::new(), None);
    let backend = app.service.backend(Some(API_KEY), &visitor).await.unwrap();
    let (mut waiting, mut turned_away) = (Vec::new(), Vec::new());
    // Filled up before each question: the threads that sign make room all the time.
    for _ in 0..64 {
        loop {
            let mut call = Box::pin(app.service.token_for_backend(&backend, ada()));
            match futures::poll!(&mut call) {
                Poll::Pending => waiting.push(call),
                Poll::Ready(Err(Refusal::Overloaded)) => break,
                Poll::Ready(other) => panic!("{other:?}"),
            }
        }
        let answer = app.backend(Method::POST, "/api/jitsi/jwt", &body).await;
        if answer.status == 503 {
            turned_away.push(answer);
        }
        // A page that signs nothing is not touched by it.
        app.get("/api/jitsi/jwt", "").await.expect(200);
    }
    let cores = std::thread::available_parallelism().unwrap().get();
    // Each core has one at work and 64 that wait.
    assert!(waiting.len() >= cores * 64, "{} found room", waiting.len());
    assert!(!turned_away.is_empty());
    for answer in &turned_away {
        answer.refused(503, "overloaded");
        assert_eq!(answer.header("retry-after"), "1");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    for served in futures::future::join_all(waiting).await {
        served.unwrap();
    }
    app.backend(Method::POST, "/api/jitsi/jwt", &body).await.expect(200);
}

fn ada() -> BackendTokenRequest {
    BackendTokenRequest {
        user_id: "u".to_owned(),
        user_name: "Ada".to_owned(),
        user_email: None,
        user_avatar: None,
        is_moderator: false,
        room_name: "room".to_owned(),
        expiration_seconds: None,
        features: Vec::new(),
    }
}
