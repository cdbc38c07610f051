//! More work than there is room for.

use std::task::Poll;

use axum::http::Method;
use greenroom::service::{BackendTokenRequest, Refusal, Visitor};
use serde_json::json;

use crate::support::{API_KEY, TestApp};

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
