//! Whole requests against the whole app: bodies, headers, cookies, paths, doors.
//!
//! Nothing that a stranger sends is our fault: no answer is a 5xx, errors under `/api` are ours, and
//! nobody without the API key gets a token.

#![no_main]

use std::{
    cell::OnceCell,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
};

use arbitrary::Arbitrary;
use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{HeaderName, HeaderValue, Method, Request, StatusCode, header},
};
use greenroom::{
    app::{self, App},
    clock::SystemWorld,
    jaas::{AppId, KeyId, PrivateKey, Signer},
    service::{ApiKeys, Lifetimes, Meetings, Quotas, Service},
    storage::connect_in_memory,
};
use http_body_util::BodyExt;
use leptos::config::LeptosOptions;
use libfuzzer_sys::fuzz_target;
use tokio::runtime::Runtime;
use tower::ServiceExt;

const API_KEY: &str = "an-api-key-of-32-characters-or-more";

const PATHS: [&str; 10] = [
    "/api/jitsi/jwt",
    "/api/sessions",
    "/api/sessions/x/invites",
    "/api/pages/meeting-token",
    "/api/pages/room-claim",
    "/sessions",
    "/j/x/name",
    "/j/x",
    "/s/x",
    "/metrics",
];

const HEADERS: [HeaderName; 9] = [
    header::AUTHORIZATION,
    header::COOKIE,
    header::CONTENT_TYPE,
    header::ORIGIN,
    header::ACCEPT,
    header::ACCEPT_ENCODING,
    header::USER_AGENT,
    HeaderName::from_static("x-forwarded-for"),
    HeaderName::from_static("sec-fetch-site"),
];

#[derive(Arbitrary, Debug)]
struct Sent<'a> {
    post: bool,
    path: u8,
    own_path: Option<&'a str>,
    headers: Vec<(u8, &'a [u8])>,
    with_key: bool,
    as_json: bool,
    body: &'a [u8],
}

thread_local! {
    static APP: OnceCell<(Runtime, Router)> = const { OnceCell::new() };
}

fuzz_target!(|sent: Sent| {
    APP.with(|app| {
        let (runtime, router) = app.get_or_init(build);
        if let Some(request) = request(&sent) {
            runtime.block_on(check(router.clone(), request, sent.with_key));
        }
    });
});

fn build() -> (Runtime, Router) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let router = runtime.block_on(async {
        let app_id: AppId = "0123456789abcdef0123456789abcdef".parse().expect("an app id");
        let kid = KeyId::parse("4f4910", &app_id).expect("a key id");
        let signer = Signer::rs256(PrivateKey::generate().expect("a key"), Some(kid));
        let meetings = Meetings::jaas("8x8.vc".to_owned(), &app_id, signer, None);
        let store = Arc::new(connect_in_memory().await.expect("a database"));
        let lifetimes = Lifetimes { usual: 3600, longest: 14_400 };
        let url = "https://meet.example.com".parse().expect("a URL");
        let keys = ApiKeys::new([API_KEY]);
        let service =
            Service::new(store, Arc::new(SystemWorld), meetings, keys, lifetimes, Quotas::default(), url);
        app::build(App {
            service: Arc::new(service),
            sandbox: None,
            options: LeptosOptions::builder().output_name("greenroom").site_root("no-site").build(),
            trusted_proxies: vec!["127.0.0.1/32".parse().expect("a range")],
            reload_port: None,
        })
    });
    (runtime, router)
}

fn request(sent: &Sent) -> Option<Request<Body>> {
    let path = sent.own_path.filter(|path| path.starts_with('/'));
    let path = path.unwrap_or(PATHS[usize::from(sent.path) % PATHS.len()]);
    let method = if sent.post { Method::POST } else { Method::GET };
    let mut request = Request::builder().method(method).uri(path).body(Body::from(sent.body.to_vec())).ok()?;
    let headers = request.headers_mut();
    for (name, value) in &sent.headers {
        if let Ok(value) = HeaderValue::from_bytes(value) {
            headers.append(HEADERS[usize::from(*name) % HEADERS.len()].clone(), value);
        }
    }
    if sent.as_json {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    if sent.with_key {
        let key = HeaderValue::from_static("Bearer an-api-key-of-32-characters-or-more");
        headers.insert(header::AUTHORIZATION, key);
    }
    request.extensions_mut().insert(ConnectInfo(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 4711)));
    Some(request)
}

async fn check(router: Router, request: Request<Body>, with_key: bool) {
    let path = request.uri().path().to_owned();
    let Ok(response) = router.oneshot(request).await;
    let status = response.status();
    assert!(!status.is_server_error(), "{path}: {status}");
    let body = response.into_body().collect().await.expect("a body").to_bytes();
    let text = String::from_utf8_lossy(&body);
    assert!(with_key || !text.contains("eyJ"), "{path}: a token for a stranger");
    if path.starts_with("/api/") && status.is_client_error() {
        let error: serde_json::Value = serde_json::from_slice(&body).expect("an error of ours");
        assert!(error["code"].is_string() && error["error"].is_string(), "{text}");
    }
    assert!(status != StatusCode::INTERNAL_SERVER_ERROR);
}
