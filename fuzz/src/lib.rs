//! What the targets share: one app without tokens' RSA, asked through its real router.

use std::{
    net::SocketAddr,
    sync::{Arc, LazyLock},
};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Request, Response, StatusCode},
};
use greenroom::{
    app::{self, App, Stopping},
    clock::SystemWorld,
    jaas::Signer,
    service::{ApiKeys, DoorHours, Issuer, Lifetimes, LinkKey, Meetings, Operators, Policies, Quotas, Service},
    storage::connect_in_memory,
};
use http_body_util::BodyExt;
use leptos::config::LeptosOptions;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

/// The API key of the app.
pub const API_KEY: &str = "an-api-key-of-32-characters-or-more";

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Builder::new_current_thread().enable_all().build().unwrap());
static ROUTER: LazyLock<Router> = LazyLock::new(|| RUNTIME.block_on(router()));

/// HS256 signs in microseconds: what is looked for here is not in the signature.
async fn router() -> Router {
    let domain = "jitsi.example.com";
    let issuer = Issuer::self_hosted("greenroom", domain, Signer::hs256(b"a-secret-of-a-jitsi-of-ones-own!"));
    let service = Service::new(
        Arc::new(connect_in_memory().await.unwrap()),
        Arc::new(SystemWorld),
        Meetings::plain(domain.to_owned(), Some(issuer)),
        Policies {
            api_keys: ApiKeys::new([API_KEY]),
            operators: Operators::default(),
            lifetimes: Lifetimes { usual: 3600, longest: 14_400 },
            quotas: Quotas::default(),
            doors: DoorHours { opens_before: 600, closes_after: 0 },
            links: LinkKey::new(&[7; 32]),
            public_url: "https://meet.example.com".parse().unwrap(),
        },
    );
    let options = LeptosOptions::builder().output_name("greenroom").site_root("target/no-site").build();
    let trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
    let (_, stopping) = Stopping::pair();
    app::build(App { service: Arc::new(service), sandbox: None, options, trusted_proxies, stopping, reload_port: None })
}

/// Asks the app; whatever was asked, it must not be the app's own fault.
pub fn ask(mut request: Request<Body>) -> (StatusCode, String) {
    // From the proxy that is trusted: what it forwards is read.
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 4711))));
    let router = ROUTER.clone();
    let answer: Response<Body> = RUNTIME.block_on(async { router.oneshot(request).await.unwrap() });
    let status = answer.status();
    let body = RUNTIME.block_on(async { answer.into_body().collect().await.unwrap().to_bytes() });
    let text = String::from_utf8_lossy(&body).into_owned();
    assert!(!status.is_server_error(), "{status}: {text}");
    (status, text)
}
