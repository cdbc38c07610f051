//! Script, page, files and the switch for tests, asked as a browser asks.

use std::time::Duration;

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, Response, StatusCode, header},
    middleware,
    routing::post,
};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::{ROOM, TENANT, sandbox};
use crate::sandbox::{self, Sandbox};

/// The sandbox as the app lays it over its own addresses.
fn app() -> Router {
    let sandbox: Sandbox = sandbox();
    Router::new()
        .route("/api/jitsi/jwt", post(async || "a token").get(async || "status"))
        .route("/api/pages/meeting-token", post(async || "a token"))
        .route("/api/sessions", post(async || "a session"))
        .layer(middleware::from_fn_with_state(sandbox.clone(), sandbox::faults))
        .merge(sandbox.router())
}

pub(super) async fn ask(
    app: &Router,
    method: Method,
    path: &str,
    cookie: Option<&str>,
    body: Option<Value>,
) -> Response<Body> {
    let mut request = Request::builder().method(method).uri(path);
    if let Some(cookie) = cookie {
        request = request.header(header::COOKIE, cookie);
    }
    if body.is_some() {
        request = request.header(header::CONTENT_TYPE, "application/json");
    }
    let body = body.map_or_else(Body::empty, |value| Body::from(value.to_string()));
    app.clone().oneshot(request.body(body).unwrap()).await.unwrap()
}

async fn get(app: &Router, path: &str, cookie: Option<&str>) -> Response<Body> {
    ask(app, Method::GET, path, cookie, None).await
}

pub(super) async fn text(response: Response<Body>) -> String {
    String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
}

pub(super) fn value<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map_or("", |value| value.to_str().unwrap())
}

/// Orders a failure and returns the cookie that its browser then has.
pub(super) async fn order(app: &Router, cookie: Option<&str>, body: Value) -> String {
    let response = ask(app, Method::POST, &format!("/sandbox/{TENANT}/faults"), cookie, Some(body)).await;
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    let set = value(response.headers(), "set-cookie").to_owned();
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax") && set.contains("Path=/"), "{set}");
    set.split(';').next().unwrap().to_owned()
}

fn script() -> String {
    format!("/sandbox/{TENANT}/external_api.js")
}

#[tokio::test]
async fn the_script_is_javascript_that_no_cache_keeps() {
    let app = app();
    let response = get(&app, &format!("{}?release=release-1", script()), None).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(value(response.headers(), "content-type"), "text/javascript; charset=utf-8");
    assert_eq!(value(response.headers(), "cache-control"), "no-cache");
    assert!(text(response).await.contains("window.JitsiMeetExternalAPI ="));
    let other = get(&app, &script().replace('0', "f"), None).await;
    assert_eq!(other.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_page_loads_from_here_alone_and_is_framed_by_us_alone() {
    let app = app();
    let response = get(&app, &format!("/sandbox/{TENANT}/{ROOM}"), None).await;
    assert_eq!(response.status(), StatusCode::OK);
    let policy = value(response.headers(), "content-security-policy");
    for part in ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'self'"] {
        assert!(policy.contains(part), "{part} in {policy}");
    }
    assert!(!policy.contains("unsafe"), "{policy}");
    assert_eq!(value(response.headers(), "referrer-policy"), "no-referrer");
    assert_eq!(value(response.headers(), "x-frame-options"), "SAMEORIGIN");
    let page = text(response).await;
    assert!(page.contains("id=\"icon-mic-off\""));
    assert!(!page.contains("<style") && !page.contains(" style=") && !page.contains("<script>"));
    let odd = get(&app, &format!("/sandbox/{TENANT}/a%20b"), None).await;
    assert_eq!(odd.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn every_file_that_the_page_and_its_files_name_is_there() {
    let app = app();
    let mut asked = vec!["room.js".to_owned(), "room.css".to_owned()];
    let mut at = 0;
    while let Some(name) = asked.get(at).cloned() {
        let response = get(&app, &format!("/sandbox/assets/{name}"), None).await;
        assert_eq!(response.status(), StatusCode::OK, "{name}");
        let file = text(response).await;
        for import in file.split("from \"./").skip(1).filter_map(|rest| rest.split('"').next()) {
            if !asked.iter().any(|one| one == import) {
                asked.push(import.to_owned());
            }
        }
        at += 1;
    }
    assert!(asked.len() > 10, "{asked:?}");
    assert_eq!(get(&app, "/sandbox/assets/nothing.js", None).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_ordered_script_fails_as_often_as_ordered_and_for_its_browser_alone() {
    let app = app();
    let cookie = order(&app, None, json!({ "target": "script", "kind": "429", "retryAfter": 3, "times": 2 })).await;
    for _ in 0..2 {
        let response = get(&app, &script(), Some(&cookie)).await;
        assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(value(response.headers(), "retry-after"), "3");
        assert_eq!(get(&app, &script(), None).await.status(), StatusCode::OK);
    }
    assert_eq!(get(&app, &script(), Some(&cookie)).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn an_ordered_token_fails_with_our_own_error_body() {
    let table = [
        ("429", StatusCode::TOO_MANY_REQUESTS, "rate_limited"),
        ("503", StatusCode::SERVICE_UNAVAILABLE, "overloaded"),
        ("502", StatusCode::BAD_GATEWAY, "unreachable"),
        ("504", StatusCode::GATEWAY_TIMEOUT, "unreachable"),
        ("refuse", StatusCode::FORBIDDEN, "forbidden"),
    ];
    let app = app();
    for (kind, status, code) in table {
        for path in ["/api/pages/meeting-token", "/api/jitsi/jwt"] {
            let cookie = order(&app, None, json!({ "target": "token", "kind": kind, "times": 1 })).await;
            let response = ask(&app, Method::POST, path, Some(&cookie), None).await;
            assert_eq!(response.status(), status, "{kind}");
            assert_eq!(response.headers().get(header::RETRY_AFTER), None);
            assert_eq!(value(response.headers(), "cache-control"), "no-store");
            let body: Value = serde_json::from_str(&text(response).await).unwrap();
            assert_eq!(body["code"], code);
            let response = ask(&app, Method::POST, path, Some(&cookie), None).await;
            assert_eq!(response.status(), StatusCode::OK, "{kind}");
        }
    }
}

#[tokio::test]
async fn a_failing_token_leaves_other_addresses_alone() {
    let app = app();
    let cookie = order(&app, None, json!({ "target": "token", "kind": "503", "retryAfter": 9 })).await;
    for (method, path) in [(Method::GET, "/api/jitsi/jwt"), (Method::POST, "/api/sessions"), (Method::GET, &script())] {
        assert_eq!(ask(&app, method, path, Some(&cookie), None).await.status(), StatusCode::OK, "{path}");
    }
    let response = ask(&app, Method::POST, "/api/jitsi/jwt", Some(&cookie), None).await;
    assert_eq!(value(response.headers(), "retry-after"), "9");
}

#[tokio::test]
async fn orders_add_up_and_are_cleared_together() {
    let app = app();
    let cookie = order(&app, None, json!({ "target": "token", "kind": "503" })).await;
    let same = order(&app, Some(&cookie), json!({ "target": "script", "kind": "502" })).await;
    assert_eq!(cookie, same);
    assert_eq!(get(&app, &script(), Some(&cookie)).await.status(), StatusCode::BAD_GATEWAY);
    let faults = format!("/sandbox/{TENANT}/faults");
    assert_eq!(ask(&app, Method::DELETE, &faults, Some(&cookie), None).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(get(&app, &script(), Some(&cookie)).await.status(), StatusCode::OK);
    assert_eq!(ask(&app, Method::POST, "/api/jitsi/jwt", Some(&cookie), None).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_hanging_script_does_not_answer() {
    let app = app();
    let cookie = order(&app, None, json!({ "target": "script", "kind": "hang", "times": 1 })).await;
    let path = script();
    let asked = get(&app, &path, Some(&cookie));
    assert!(tokio::time::timeout(Duration::from_millis(50), asked).await.is_err());
}

#[tokio::test]
async fn a_senseless_order_is_refused() {
    let app = app();
    let faults = format!("/sandbox/{TENANT}/faults");
    for body in [
        json!({ "target": "script" }),
        json!({ "target": "moon", "kind": "429" }),
        json!({ "target": "token", "kind": "418" }),
    ] {
        let response = ask(&app, Method::POST, &faults, None, Some(body.clone())).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert_eq!(response.headers().get(header::SET_COOKIE), None);
    }
    let order = json!({ "target": "script", "kind": "429" });
    let elsewhere = ask(&app, Method::POST, "/sandbox/other/faults", None, Some(order)).await;
    assert_eq!(elsewhere.status(), StatusCode::NOT_FOUND);
}
