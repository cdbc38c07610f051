//! What supervisors, Prometheus and the log see, and what happens when something breaks.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, Bytes},
    http::{Method, Request, header},
    routing::get,
};
use greenroom::http::{Metrics, Shared, Stopping, over_all};
use serde_json::json;
use tower::ServiceExt;

use crate::support::{API_KEY, Answer, TestApp};

async fn metrics(app: &TestApp) -> Answer {
    let request = Request::get("/metrics").header(header::AUTHORIZATION, format!("Bearer {API_KEY}"));
    app.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_supervisor_learns_that_it_lives_and_can_work() {
    let app = TestApp::jaas().await;
    let alive = app.get("/healthz", "").await;
    assert_eq!((alive.status.as_u16(), alive.text.as_str()), (200, "ok\n"));
    assert_eq!(app.get("/readyz", "").await.expect(200), json!({ "ready": true }));
}

#[tokio::test]
async fn figures_are_for_those_with_a_key() {
    let app = TestApp::jaas().await;
    app.get("/metrics", "").await.refused(401, "unauthenticated");
}

#[tokio::test]
async fn tokens_and_refusals_are_counted_and_no_path_is_told() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    app.guest_token(&session.guest, "Gustav").await.expect(200);
    app.guest_token("forged", "Gustav").await.refused(404, "not_found");
    app.get(&format!("/j/{}", session.guest), "").await;
    let moderator = json!({ "userId": "u", "userName": "Ada", "roomName": "room", "isModerator": true });
    app.backend(Method::POST, "/api/jitsi/jwt", &moderator).await.expect(200);

    app.service.seal_record().await.unwrap();
    let figures = metrics(&app).await.text;
    for line in [
        "greenroom_tokens_issued_total{role=\"guest\",by=\"page\"} 1",
        "greenroom_tokens_issued_total{role=\"host\",by=\"backend\"} 1",
        "greenroom_tokens_refused_total{reason=\"not_found\",by=\"page\"} 1",
        "greenroom_signing_seconds_count 2",
        "greenroom_signing_queue 0",
        "greenroom_sessions_opened_total{by=\"backend\"} 1",
        "greenroom_record_events_waiting 0",
        "greenroom_record_head 4",
        "greenroom_record_seal_failures_total 0",
        "greenroom_http_requests_total{method=\"POST\",route=\"/api/jitsi/jwt\",status=\"200\"} 1",
        "greenroom_http_request_seconds_count{route=\"/j/{secret}\"} 1",
    ] {
        assert!(figures.contains(line), "`{line}` is not in:\n{figures}");
    }
    assert!(!figures.contains(&session.guest) && figures.ends_with("# EOF\n"), "{figures}");
}

async fn breaks() {
    panic!("the cause, which nobody outside may read")
}

#[tokio::test]
async fn a_panic_is_one_failed_request_and_the_server_lives() {
    let app = TestApp::jaas().await;
    let (_stop, stopping) = Stopping::pair();
    let shared = Shared {
        stopping,
        service: Arc::clone(&app.service),
        metrics: Arc::new(Metrics::new(&app.service)),
        trusted_proxies: Arc::new([]),
        reload_port: None,
    };
    let router = over_all(Router::new().route("/api/breaks", get(breaks)).route("/breaks", get(breaks)), &shared);
    let send = |path: &str| {
        router.clone().oneshot(Request::get(path).header(header::ACCEPT, "text/html").body(Body::empty()).unwrap())
    };
    for _ in 0..2 {
        let api = Answer::read(send("/api/breaks").await.unwrap()).await;
        let sentence = api.refused(500, "internal");
        assert!(!sentence.contains("cause") && !api.header("x-request-id").is_empty());
        let page = Answer::read(send("/breaks").await.unwrap()).await;
        assert_eq!((page.status.as_u16(), page.header("content-type")), (500, "text/html; charset=utf-8"));
        assert!(page.text.contains("Try again") && !page.text.contains("cause"), "{}", page.text);
    }
}

#[tokio::test]
async fn a_body_that_drips_in_is_cut_off() {
    let app = TestApp::jaas().await;
    let drip = futures::stream::unfold((), |()| async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        Some((Ok::<_, Infallible>(Bytes::from_static(b" ")), ()))
    });
    let request = Request::post("/api/jitsi/jwt")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::AUTHORIZATION, format!("Bearer {API_KEY}"))
        .body(Body::from_stream(drip))
        .unwrap();
    // The clock of the timers jumps ahead whenever everything waits.
    tokio::time::pause();
    app.send(request).await.refused(408, "invalid_request");
}

#[tokio::test]
async fn pages_are_compressed_and_tokens_are_not() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let page = Request::get(format!("/j/{}", session.guest)).header(header::ACCEPT_ENCODING, "br, gzip");
    let page = app.send(page.body(Body::empty()).unwrap()).await;
    assert_eq!((page.status.as_u16(), page.header("content-encoding")), (200, "br"));
    let body = json!({ "door": { "by": "invite", "secret": session.guest }, "name": "Gustav" });
    let headers = [("accept-encoding", "br, gzip"), ("sec-fetch-site", "same-origin")];
    let token = app.json(Method::POST, "/api/pages/meeting-token", &headers, &body).await;
    token.expect(200);
    assert_eq!(token.header("content-encoding"), "");
}
