//! One app for every test, with the world under control.

mod answer;
mod browser;
mod provider;
mod token;
mod world;

use std::{
    net::SocketAddr,
    sync::{Arc, OnceLock},
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    http::{Method, Request, Response, header},
};
use greenroom::{
    app::{self, App, Stop, Stopping},
    checks::{Check, Checks, Topic},
    jaas::{AppId, KeyId, PrivateKey, RoomClaim, Signer},
    sandbox::Sandbox,
    service::{ApiKeys, DoorHours, HostRules, Lifetimes, LinkKey, Meetings, Operators, Policies, Quotas, Service},
    storage::{Store, connect_in_memory, connect_postgres},
};
use leptos::config::LeptosOptions;
use serde_json::{Value, json};
use tower::ServiceExt;

pub(crate) use answer::Answer;
pub(crate) use browser::Browser;
pub(crate) use provider::{Fault, TestProvider};
pub(crate) use token::{verified, verified_by};
pub(crate) use world::{NOW, StillWorld};

pub(crate) const APP_ID: &str = "0123456789abcdef0123456789abcdef";
pub(crate) const TENANT: &str = "vpaas-magic-cookie-0123456789abcdef0123456789abcdef";
/// The address of the one who runs the deployment.
pub(crate) const OPERATOR: &str = "olga@example.com";
pub(crate) const API_KEY: &str = "an-api-key-of-32-characters-or-more";

/// The limits, as they are where nothing is set.
const QUOTAS: Quotas =
    Quotas { per_address: Some(120), per_caller: Some(30), per_key: Some(6000), lines_per_address: Some(4000) };

/// The key of all tests, made once: RSA 4096 takes a while.
pub(crate) fn key_pem() -> &'static str {
    static PEM: OnceLock<String> = OnceLock::new();
    PEM.get_or_init(|| PrivateKey::generate().unwrap().to_pkcs1_pem().unwrap().to_string())
}

/// The public half, for verifying.
pub(crate) fn public_pem() -> String {
    PrivateKey::parse(key_pem()).unwrap().public_pem().unwrap()
}

pub(crate) fn signer() -> Signer {
    let app_id: AppId = APP_ID.parse().unwrap();
    let kid = KeyId::parse("4f4910", &app_id).unwrap();
    Signer::rs256(PrivateKey::parse(key_pem()).unwrap(), Some(kid))
}

/// Another key under another kid, for when keys are exchanged.
pub(crate) fn second_signer() -> Signer {
    static PEM: OnceLock<String> = OnceLock::new();
    let pem = PEM.get_or_init(|| PrivateKey::generate().unwrap().to_pkcs1_pem().unwrap().to_string());
    let kid = KeyId::parse("9c0ffe", &APP_ID.parse().unwrap()).unwrap();
    Signer::rs256(PrivateKey::parse(pem).unwrap(), Some(kid))
}

/// The kid of a signer and its public half, as they are published.
pub(crate) fn published(signer: &Signer) -> (String, String) {
    (signer.kid().unwrap().as_str().to_owned(), signer.key().unwrap().public_pem().unwrap())
}

/// What `doctor` is taken to see: its own tests make it look.
fn examined() -> Vec<Check> {
    vec![
        Check::ok(Topic::Storage, "The database can be written."),
        Check::warn(Topic::PublicUrl, "Links start with http."),
        Check::fail(Topic::Clock, "This machine's clock is 90 seconds behind."),
        Check::skipped(Topic::Provider, "OIDC_ISSUER is not set."),
    ]
}

/// An app with a database of its own.
pub(crate) struct TestApp {
    router: Router,
    pub(crate) service: Arc<Service>,
    /// Its database, as another server would use it.
    pub(crate) store: Arc<dyn Store>,
    pub(crate) world: Arc<StillWorld>,
    stop: Stop,
}

impl TestApp {
    /// On `JaaS`, with the form of the room claim learnt.
    pub(crate) async fn jaas() -> Self {
        Self::with(Self::jaas_meetings(None)).await
    }

    /// On `JaaS`, within those limits.
    pub(crate) async fn jaas_within(quotas: Quotas) -> Self {
        let world = Arc::default();
        let service = Self::service(Self::jaas_meetings(None), &world, "https://meet.example.com", quotas).await;
        Self::around(service, None, world)
    }

    /// On `JaaS`, with the form of the room claim configured.
    pub(crate) async fn jaas_with_claim(form: RoomClaim) -> Self {
        Self::with(Self::jaas_meetings(Some(form))).await
    }

    /// Tests talk to this machine alone, and nothing listens at port 1.
    fn jaas_meetings(form: Option<RoomClaim>) -> Meetings {
        let nowhere = "http://127.0.0.1:1/".parse().unwrap();
        Meetings::jaas("8x8.vc".to_owned(), &APP_ID.parse().unwrap(), signer(), form, nowhere)
    }

    /// On `meet.jit.si`, without tokens.
    pub(crate) async fn public() -> Self {
        Self::with(Meetings::plain("meet.jit.si".to_owned(), None)).await
    }

    /// In the sandbox, called without a socket: its own commands find nobody at port 1.
    pub(crate) async fn sandbox() -> Self {
        Self::sandbox_at(([127, 0, 0, 1], 1).into()).await
    }

    /// In the sandbox, which can command its own meetings: it listens on loopback as well. Says where.
    pub(crate) async fn commanding_sandbox() -> (Self, SocketAddr) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let app = Self::sandbox_at(address).await;
        let router = app.router.clone();
        tokio::spawn(async move { axum::serve(listener, router).await });
        (app, address)
    }

    async fn sandbox_at(address: SocketAddr) -> Self {
        let app_id: AppId = APP_ID.parse().unwrap();
        let meetings = Meetings::sandbox("127.0.0.1:3000".to_owned(), &app_id, signer(), address);
        let world = Arc::new(StillWorld::default());
        let clock = Arc::clone(&world);
        let keys = [published(&signer()), published(&second_signer())];
        let sandbox = Sandbox::new(&app_id, keys, Arc::new(move || greenroom::clock::World::now(&*clock))).unwrap();
        Self::build(meetings, Some(sandbox), world, "http://127.0.0.1:3000").await
    }

    /// On `meet.jit.si`, with a provider to sign in with.
    pub(crate) async fn signing_in(provider: &TestProvider, rules: HostRules) -> Self {
        Self::signing_in_within(QUOTAS, provider, rules).await
    }

    /// The same, within those limits.
    pub(crate) async fn signing_in_within(quotas: Quotas, provider: &TestProvider, rules: HostRules) -> Self {
        let (world, meetings) = (Arc::default(), Meetings::plain("meet.jit.si".to_owned(), None));
        let (service, store) = Self::service(meetings, &world, "https://meet.example.com", quotas).await;
        Self::around((service.with_provider(provider.known(), rules), store), None, world)
    }

    async fn with(meetings: Meetings) -> Self {
        Self::build(meetings, None, Arc::default(), "https://meet.example.com").await
    }

    async fn build(meetings: Meetings, sandbox: Option<Sandbox>, world: Arc<StillWorld>, url: &str) -> Self {
        Self::around(Self::service(meetings, &world, url, QUOTAS).await, sandbox, world)
    }

    /// On `JaaS`, one of the servers on that PostgreSQL database. Those share one world.
    pub(crate) async fn server_on(address: &str, world: &Arc<StillWorld>) -> Self {
        let store = connect_postgres(&address.parse().unwrap(), Duration::ZERO).await.unwrap();
        let meetings = Self::jaas_meetings(None);
        let service = Self::service_on(Arc::new(store), meetings, world, "https://meet.example.com", QUOTAS);
        Self::around(service, None, Arc::clone(world))
    }

    async fn service(
        meetings: Meetings,
        world: &Arc<StillWorld>,
        url: &str,
        quotas: Quotas,
    ) -> (Service, Arc<dyn Store>) {
        let store = Arc::new(connect_in_memory().await.unwrap());
        Self::service_on(store, meetings, world, url, quotas)
    }

    fn service_on(
        store: Arc<dyn Store>,
        meetings: Meetings,
        world: &Arc<StillWorld>,
        url: &str,
        quotas: Quotas,
    ) -> (Service, Arc<dyn Store>) {
        let policies = Policies {
            api_keys: ApiKeys::new([API_KEY]),
            operators: Operators::new([OPERATOR]),
            lifetimes: Lifetimes { usual: 3600, longest: 14_400 },
            quotas,
            doors: DoorHours { opens_before: 600, closes_after: 0 },
            links: LinkKey::new(&[7; 32]),
            public_url: url.parse().unwrap(),
        };
        (Service::new(Arc::clone(&store), Arc::clone(world) as _, meetings, policies), store)
    }

    fn around((service, store): (Service, Arc<dyn Store>), sandbox: Option<Sandbox>, world: Arc<StillWorld>) -> Self {
        let service = Arc::new(service);
        let options = LeptosOptions::builder().output_name("greenroom").site_root("target/no-site").build();
        let trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
        let (stop, stopping) = Stopping::pair();
        let checks = Arc::new(Checks::new(async || examined()));
        let router = app::build(App {
            checks,
            service: Arc::clone(&service),
            sandbox,
            options,
            trusted_proxies,
            stopping,
            reload_port: None,
        });
        Self { router, service, store, world, stop }
    }

    /// What another server, or a command, does on the same storage.
    pub(crate) fn beside(&self) -> Service {
        let meetings = Self::jaas_meetings(None);
        Self::service_on(Arc::clone(&self.store), meetings, &self.world, "https://meet.example.com", QUOTAS).0
    }

    /// The router as it describes itself.
    pub(crate) fn described(&self) -> String {
        format!("{:?}", self.router)
    }

    /// Says to what never ends by itself that the server stops.
    pub(crate) fn stop(&self) {
        self.stop.tell();
    }

    /// Sends any request, and does not wait for the end of the answer.
    pub(crate) async fn open(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// Sends any request.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        Answer::read(self.router.clone().oneshot(request).await.unwrap()).await
    }

    /// GETs a page or an address.
    pub(crate) async fn get(&self, path: &str, cookies: &str) -> Answer {
        self.send(
            Request::get(path)
                .header(header::ACCEPT, "text/html")
                .header(header::COOKIE, cookies)
                .body(Body::empty())
                .unwrap(),
        )
        .await
    }

    /// Sends JSON as a backend with an API key.
    pub(crate) async fn backend(&self, method: Method, path: &str, body: &Value) -> Answer {
        let bearer = format!("Bearer {API_KEY}");
        self.json(method, path, &[(header::AUTHORIZATION.as_str(), &bearer)], body).await
    }

    /// Sends JSON with the given headers.
    pub(crate) async fn json(&self, method: Method, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// Posts a form as a page of ours does.
    pub(crate) async fn form(&self, path: &str, cookies: &str, body: &str) -> Answer {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookies)
            .body(Body::from(body.to_owned()))
            .unwrap();
        self.send(request).await
    }

    /// Opens a session as a backend.
    #[track_caller]
    pub(crate) fn open_session(&self) -> impl Future<Output = OpenedSession> {
        self.open_session_with(json!({ "title": "Weekly check-in", "features": ["recording"] }))
    }

    /// Opens such a session as a backend.
    pub(crate) async fn open_session_with(&self, body: Value) -> OpenedSession {
        let answer = self.backend(Method::POST, "/api/sessions", &body).await;
        let body = answer.expect(201);
        let text = |name: &str| body[name].as_str().unwrap().to_owned();
        let secret = |name: &str| text(name).rsplit_once("/j/").unwrap().1.to_owned();
        OpenedSession {
            id: text("id"),
            room: text("roomName"),
            host: secret("hostLink"),
            guest: secret("guestLink"),
            guest_invite: text("guestInviteId"),
        }
    }

    /// Asks for a token as a guest's page does.
    pub(crate) async fn guest_token(&self, secret: &str, name: &str) -> Answer {
        self.page_token(&json!({ "door": { "by": "invite", "secret": secret }, "name": name }), "").await
    }

    /// Asks for a token as a host's page does; the right is in the cookie.
    pub(crate) async fn host_token(&self, session: &OpenedSession, cookies: &str) -> Answer {
        self.page_token(&json!({ "door": { "by": "host", "sessionId": session.id }, "name": "Hanna" }), cookies).await
    }

    /// Calls the server function with any body.
    pub(crate) async fn page_token(&self, body: &Value, cookies: &str) -> Answer {
        let headers = [("sec-fetch-site", "same-origin"), ("cookie", cookies)];
        self.json(Method::POST, "/api/pages/meeting-token", &headers, body).await
    }
}

/// A session that a backend opened.
pub(crate) struct OpenedSession {
    pub(crate) id: String,
    pub(crate) room: String,
    pub(crate) host: String,
    pub(crate) guest: String,
    pub(crate) guest_invite: String,
}

impl OpenedSession {
    /// The cookie of a browser that followed the host's link.
    pub(crate) fn host_cookie(&self) -> String {
        format!("greenroom_host_{}={}", self.id, self.host)
    }
}
