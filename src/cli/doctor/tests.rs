//! The checks that need the network, against a server on loopback that answers wrongly.

use axum::{
    Router,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect},
    routing::get,
};
use tokio::net::TcpListener;
use url::Url;

use super::{clock, headers, script};
use crate::{
    checks::{Check, Mark},
    clock::World,
};

/// 2026-01-01 00:00:00 UTC.
const NOW: i64 = 1_767_225_600;
const MEETING: &str = "https://8x8.vc";

struct StillWorld;

impl World for StillWorld {
    fn now_ms(&self) -> i64 {
        NOW * 1000 + 500
    }

    fn fill(&self, _: &mut [u8]) {}
}

async fn serving(router: Router) -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

/// An address on which nobody listens.
async fn silence() -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap()
}

async fn clock_of(date: &'static str) -> Check {
    let router = Router::new().route("/", get(move || async move { [(header::DATE, date)] }));
    clock::check(&serving(router).await, &StillWorld).await
}

#[tokio::test]
async fn a_clock_that_is_off_is_told_by_how_much() {
    for (date, mark, words) in [
        ("Thu, 01 Jan 2026 00:00:00 GMT", Mark::Ok, "0 seconds"),
        ("Thu, 01 Jan 2026 00:00:30 GMT", Mark::Ok, "30 seconds"),
        ("Thu, 01 Jan 2026 00:00:31 GMT", Mark::Warn, "31 seconds behind"),
        ("Wed, 31 Dec 2025 23:59:00 GMT", Mark::Warn, "60 seconds ahead of"),
        ("Wed, 31 Dec 2025 23:58:59 GMT", Mark::Fail, "61 seconds ahead of"),
        ("Thu, 01 Jan 2026 01:00:00 GMT", Mark::Fail, "3600 seconds behind"),
        ("yesterday", Mark::Skipped, "does not say"),
    ] {
        let check = clock_of(date).await;
        assert_eq!(check.mark, mark, "{date}: {}", check.advice);
        assert!(check.advice.contains(words), "{date}: {}", check.advice);
    }
    assert_eq!(clock::check(&silence().await, &StillWorld).await.mark, Mark::Skipped);
}

async fn script_of(answer: impl IntoResponse + Clone + Send + Sync + 'static) -> Check {
    let router = Router::new().route("/", get(move || async move { answer }));
    script::check(&serving(router).await, false).await
}

#[tokio::test]
async fn a_script_that_is_missing_or_another_fails() {
    let kind = |kind| [(header::CONTENT_TYPE, kind)];
    let ours = "window.JitsiMeetExternalAPI = 1;";
    let good = script_of((kind("text/javascript; charset=utf-8"), ours)).await;
    assert_eq!(good.mark, Mark::Ok, "{}", good.advice);
    for (check, words) in [
        (script_of((StatusCode::NOT_FOUND, kind("text/javascript"), ours)).await, "answers with 404"),
        (script_of((kind("text/html"), ours)).await, "text/html"),
        (script_of((kind("text/javascript"), "alert(1)")).await, "without `JitsiMeetExternalAPI`"),
        (script_of(Redirect::to("http://127.0.0.2:9/")).await, "answers with 303"),
        (script::check(&silence().await, false).await, "nothing listens there"),
    ] {
        assert_eq!(check.mark, Mark::Fail, "{words}: {}", check.advice);
        assert!(check.advice.contains(words), "{words}: {}", check.advice);
    }
    assert_eq!(script::check(&silence().await, true).await.mark, Mark::Skipped);
}

fn good_headers() -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in [
        ("content-security-policy", "default-src 'none'; script-src 'self' https://8x8.vc; frame-src https://8x8.vc"),
        (
            "permissions-policy",
            "camera=(self \"https://8x8.vc\"), microphone=(self \"https://8x8.vc\"), display-capture=(self \"https://8x8.vc\")",
        ),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
}

async fn headers_of(headers: HeaderMap) -> Check {
    let router = Router::new().route("/", get(move || async move { headers }));
    headers::check(&serving(router).await, Some(MEETING)).await
}

#[tokio::test]
async fn headers_that_a_proxy_took_out_or_put_in_are_named() {
    assert_eq!(headers_of(good_headers()).await.mark, Mark::Ok);
    let table = [
        ("content-security-policy", "", Mark::Fail, "Content-Security-Policy is missing"),
        ("content-security-policy", "default-src 'self'", Mark::Fail, "does not allow https://8x8.vc in script-src"),
        ("content-security-policy", "script-src https://8x8.vc; frame-src 'self'", Mark::Fail, "in frame-src"),
        ("permissions-policy", "", Mark::Fail, "Permissions-Policy is missing"),
        ("permissions-policy", "camera=(), microphone=()", Mark::Fail, "does not give camera to https://8x8.vc"),
        ("referrer-policy", "unsafe-url", Mark::Warn, "Referrer-Policy"),
        ("x-content-type-options", "", Mark::Warn, "X-Content-Type-Options"),
    ];
    for (name, value, mark, words) in table {
        let mut headers = good_headers();
        headers.remove(name);
        if !value.is_empty() {
            headers.insert(name, HeaderValue::from_static(value));
        }
        let check = headers_of(headers).await;
        assert_eq!(check.mark, mark, "{name}={value}: {}", check.advice);
        assert!(check.advice.contains(words), "{name}={value}: {}", check.advice);
    }
}

#[tokio::test]
async fn a_second_policy_that_a_proxy_puts_in_counts_too() {
    for (second, mark) in [("frame-src 'none'", Mark::Fail), ("upgrade-insecure-requests", Mark::Ok)] {
        let mut headers = good_headers();
        headers.append("content-security-policy", HeaderValue::from_static(second));
        assert_eq!(headers_of(headers).await.mark, mark, "{second}");
    }
    let mut headers = good_headers();
    headers.append("permissions-policy", HeaderValue::from_static("camera=()"));
    assert_eq!(headers_of(headers).await.mark, Mark::Fail);
}

#[tokio::test]
async fn a_server_that_is_not_running_is_a_warning_and_one_that_fails_is_not() {
    assert_eq!(headers::check(&silence().await, Some(MEETING)).await.mark, Mark::Warn);
    let broken = Router::new().route("/", get(|| async { StatusCode::BAD_GATEWAY }));
    let check = headers::check(&serving(broken).await, Some(MEETING)).await;
    assert_eq!(check.mark, Mark::Fail);
    assert!(check.advice.contains("502"), "{}", check.advice);
}
