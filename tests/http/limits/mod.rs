//! Who asks too often is told when to come again, and nobody else pays for it.

mod forging;
mod lines;
mod neighbours;
mod overload;
mod sign_ins;

use std::net::SocketAddr;

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request, header},
};
use greenroom::service::Quotas;
use serde_json::{Value, json};

use crate::support::{API_KEY, Answer, OpenedSession, TestApp};

/// Small limits: half of each comes at once.
const FEW: Quotas =
    Quotas { per_address: Some(12), per_caller: Some(6), per_key: Some(12), lines_per_address: Some(5) };
/// So many come at once from an address.
const FROM_ADDRESS: usize = 6;
/// So many come at once from one who is known.
const FROM_CALLER: usize = 3;

/// Everybody in these tests sits behind this address, unless another one is said.
const HOUSE: &str = "192.0.2.1";

/// A request, and where it comes from.
#[derive(Clone)]
struct Call {
    method: Method,
    path: String,
    peer: String,
    headers: Vec<(&'static str, String)>,
    body: String,
}

impl Call {
    fn get(path: impl Into<String>) -> Self {
        let (path, peer) = (path.into(), HOUSE.to_owned());
        Self { method: Method::GET, path, peer, headers: Vec::new(), body: String::new() }
    }

    fn json(path: impl Into<String>, body: &Value) -> Self {
        let call = Self { method: Method::POST, body: body.to_string(), ..Self::get(path) };
        call.with(header::CONTENT_TYPE.as_str(), "application/json")
    }

    fn form(path: impl Into<String>, body: &str) -> Self {
        let call = Self { method: Method::POST, body: body.to_owned(), ..Self::get(path) };
        let call = call.with(header::CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded");
        call.with("sec-fetch-site", "same-origin")
    }

    /// Asks for a guest's token.
    fn token(secret: &str) -> Self {
        Self::json("/api/pages/meeting-token", &json!({ "door": { "by": "invite", "secret": secret }, "name": "Gus" }))
    }

    /// Asks for a token as a backend does, with that key.
    fn backend(key: &str) -> Self {
        let call = Self::json("/api/jitsi/jwt", &json!({ "userId": "u", "userName": "Ada", "roomName": "room" }));
        call.with(header::AUTHORIZATION.as_str(), format!("Bearer {key}"))
    }

    fn from(self, peer: &str) -> Self {
        Self { peer: peer.to_owned(), ..self }
    }

    fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// By that browser.
    fn by(self, device: u128) -> Self {
        self.with(header::COOKIE.as_str(), browser(device))
    }

    fn request(&self) -> Request<Body> {
        let peer = SocketAddr::new(self.peer.parse().unwrap(), 4711);
        let mut request = Request::builder().method(&self.method).uri(&self.path).extension(ConnectInfo(peer));
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        request.body(Body::from(self.body.clone())).unwrap()
    }

    async fn send(&self, app: &TestApp) -> Answer {
        app.send(self.request()).await
    }

    async fn status(&self, app: &TestApp) -> u16 {
        self.send(app).await.status.as_u16()
    }
}

/// A browser's cookie, as anybody can write one.
fn browser(device: u128) -> String {
    format!("greenroom_device={device:032x}")
}

/// Sends what the number makes until one is refused, and says how many were not.
async fn until_refused(app: &TestApp, call: impl Fn(usize) -> Call) -> usize {
    for number in 0..2000 {
        let answer = call(number).send(app).await;
        if answer.status == 429 {
            assert!(answer.header("retry-after").parse::<u32>().unwrap() > 0);
            return number;
        }
    }
    panic!("there is no limit");
}

/// Makes another link for the session, and says its secret.
async fn invite(app: &TestApp, session: &OpenedSession, body: Value) -> String {
    let made = app.backend(Method::POST, &format!("/api/sessions/{}/invites", session.id), &body).await.expect(201);
    made["link"].as_str().unwrap().rsplit_once("/j/").unwrap().1.to_owned()
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_again_and_let_in_then() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let call = Call::token(&session.guest);
    assert_eq!(until_refused(&app, |_| call.clone()).await, 60);
    let refused = call.send(&app).await;
    refused.refused(429, "rate_limited");
    assert_eq!(refused.header("retry-after"), "1");
    app.world.pass(1);
    call.send(&app).await.expect(200);
}

#[tokio::test]
async fn each_purpose_has_a_limit_and_uses_up_no_other() {
    type Make = fn(&str) -> Call;
    let rows: [(&str, usize, Make); 6] = [
        ("tokens", FROM_ADDRESS, |secret| Call::token(secret)),
        ("joins, by a knock", FROM_ADDRESS, |secret| Call::form(format!("/j/{secret}/knock"), "name=")),
        ("sign-ins", FROM_ADDRESS, |_| Call::form("/sign-in/link/AAAAAAAAAAAAAAAAAAAAAA", "")),
        ("wrong API keys", FROM_ADDRESS, |_| Call::backend("not-a-key-of-thirty-two-characters")),
        ("looks at a door", 100 * FROM_ADDRESS, |secret| Call::get(format!("/j/{secret}/door/state"))),
        ("a right API key", FROM_ADDRESS, |_| Call::backend(API_KEY)),
    ];
    for (row, (name, most, make)) in rows.iter().enumerate() {
        let app = TestApp::jaas_within(FEW).await;
        let secret = app.open_session_with(json!({ "title": "Weekly", "waitsForHost": true })).await.guest;
        assert_eq!(until_refused(&app, |_| make(&secret)).await, *most, "{name}");
        for (other, (other_name, _, make)) in rows.iter().enumerate() {
            let status = make(&secret).status(&app).await;
            assert_eq!(status == 429, row == other, "{other_name} after {name}: {status}");
        }
    }
}

#[tokio::test]
async fn pages_say_it_in_words() {
    let quotas = Quotas { per_address: Some(2), ..FEW };
    let app = TestApp::jaas_within(quotas).await;
    let session = app.open_session().await;
    let page = Call::get(format!("/j/{}", session.guest)).with("accept", "text/html");
    assert_eq!(until_refused(&app, |_| page.clone()).await, 100);
    let knock = Call::form(format!("/j/{}/knock", session.guest), "name=").with("accept", "text/html");
    assert_eq!(until_refused(&app, |_| knock.clone()).await, 1);
    for (call, language, words) in [
        (&page, "en", "Wait a second, then try again"),
        (&page, "de", "Warten Sie eine Sekunde"),
        (&knock, "en", "Wait 30 seconds, then try again"),
        (&knock, "de", "Warten Sie 30 Sekunden"),
    ] {
        let answer = call.clone().with("accept-language", language).send(&app).await;
        assert_eq!(answer.status, 429);
        assert!(answer.text.contains(words) && !answer.header("retry-after").is_empty(), "{language}: {}", answer.text);
    }
}

#[tokio::test]
async fn refusals_are_counted_by_purpose_and_by_whose_limit_it_was() {
    let app = TestApp::jaas_within(FEW).await;
    let session = app.open_session().await;
    until_refused(&app, |_| Call::token("forged")).await;
    until_refused(&app, |_| Call::form("/sign-in/link/nonsense", "")).await;
    until_refused(&app, |_| Call::token(&session.guest).from("192.0.2.9").by(7)).await;
    until_refused(&app, |_| Call::backend(API_KEY)).await;
    let figures = Call::get("/metrics").with("authorization", format!("Bearer {API_KEY}")).send(&app).await.text;
    for line in [
        "greenroom_rate_limited_total{purpose=\"tokens\",by=\"address\"} 1",
        "greenroom_rate_limited_total{purpose=\"sign_ins\",by=\"address\"} 1",
        "greenroom_rate_limited_total{purpose=\"tokens\",by=\"caller\"} 1",
        "greenroom_rate_limited_total{purpose=\"tokens\",by=\"key\"} 1",
    ] {
        assert!(figures.contains(line), "`{line}` is not in:\n{figures}");
    }
}
