//! No secret leaks: everything that is logged, at the finest level, and every answer is searched for
//! every secret. An answer may bear the one that it is meant to bear, and no other.
//!
//! A program of its own: there is one log in a process, and this one listens to it.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

mod log;
#[expect(dead_code, unused_imports, reason = "each test program uses a part of it")]
#[path = "../http/support/mod.rs"]
mod support;
mod watch;

use std::sync::Arc;

use axum::http::{Method, Request, header};
use base64::{Engine, prelude::BASE64_STANDARD};
use greenroom::{
    commands::{CommandError, Commands},
    jaas::RoomName,
    service::HostRules,
};
use serde_json::{Value, json};
use url::Url;

use self::{
    support::{API_KEY, APP_ID, Browser, Fault, NOW, OPERATOR, OpenedSession, TestApp, TestProvider, signer},
    watch::{Secret, Watch},
};

const JWT: &str = "/api/jitsi/jwt";
const DAY: i64 = 86_400;

#[tokio::test]
async fn neither_the_log_nor_an_answer_tells_a_secret_that_is_not_its_own() {
    let log = log::listen();
    let mut watch = Watch::default();
    let server = TestApp::server_on(&testing::Cluster::shared().database(), &Arc::default()).await;
    for app in [TestApp::jaas().await, TestApp::sandbox().await, server] {
        let session = app.open_session().await;
        let other = app.open_session().await;
        watch.keep(Secret::Host, &session.host);
        watch.keep(Secret::Guest, &session.guest);
        watch.keep(Secret::OtherHost, &other.host);
        watch.keep(Secret::OtherGuest, &other.guest);
        backends(&app, &mut watch, &session).await;
        pages(&app, &mut watch, &session).await;
        wrong_credentials(&app, &mut watch, &session).await;
        host_forms(&app, &mut watch, &session).await;
        api_keys(&app, &mut watch).await;
        watch.forget_links();
    }
    commands().await;
    signing_in(&mut watch).await;
    watch.refuse_leaks();
    let logged = log.text();
    assert!(logged.contains("request"), "the log was not heard: {logged}");
    assert!(logged.contains("TRACE"), "the finest level was not heard");
    watch.refuse_in("the log", &logged);
}

/// Their tokens are on the wire and nowhere else, whatever the answer.
async fn commands() {
    let (app, address) = TestApp::commanding_sandbox().await;
    let room = RoomName::try_from("weekly".to_owned()).unwrap();
    let token = app.backend(Method::POST, JWT, &jwt()).await.expect(200)["token"].as_str().unwrap().to_owned();
    let base: Url = format!("http://{address}/sandbox/").parse().unwrap();
    let commands = Commands::new(base, &APP_ID.parse().unwrap(), Arc::new(signer().into())).unwrap();
    assert_eq!(commands.ban_token(&token, NOW).await, Ok(()));
    assert_eq!(commands.ban_token("no token", NOW).await, Err(CommandError::Refused { status: 400 }));
    assert_eq!(commands.kick(&room, "0a1b2c3d", NOW).await, Err(CommandError::Refused { status: 404 }));
    let nowhere: Url = "http://127.0.0.1:1/sandbox/".parse().unwrap();
    let unheard = Commands::new(nowhere, &APP_ID.parse().unwrap(), Arc::new(signer().into())).unwrap();
    assert_eq!(unheard.ban_token(&token, NOW).await, Err(CommandError::Unreachable));
}

/// At a provider and by a link: state, nonce, code, the client's secret, the link's and the cookie's are in no log.
async fn signing_in(watch: &mut Watch) {
    let (provider, _up) = TestProvider::up().await;
    let rules = HostRules { domains: vec!["example.com".to_owned()], ..HostRules::default() };
    let app = TestApp::signing_in(&provider, rules).await;
    watch.keep(Secret::SignIn, TestProvider::CLIENT_SECRET);
    watch.keep(Secret::SignIn, &BASE64_STANDARD.encode(format!("greenroom:{}", TestProvider::CLIENT_SECRET)));
    for fault in [None, Some(Fault::WrongNonce), Some(Fault::RefusesTheClient)] {
        provider.fault(fault);
        let browser = Browser::new(&app);
        let began = browser.form("/sign-in", "to=/sessions").await;
        let url: Url = began.header("location").parse().unwrap();
        for (name, value) in url.query_pairs().filter(|(name, _)| name == "state" || name == "nonce") {
            assert!(!began.text.contains(&*value), "{name}");
            watch.keep(Secret::SignIn, &value);
        }
        let back = browser.get(&provider.sign_in_at(url.as_str())).await;
        watch.see("back from the provider", &back, &[Secret::SignIn]);
        watch.see("why not", &browser.get("/sign-in/failed/unproved").await, &[]);
        if let Some(cookie) = browser.cookie("greenroom_sign_in") {
            watch.see("the account", &browser.get("/account").await, &[]);
            watch.keep(Secret::SignIn, &cookie);
            watch.see("signing out", &browser.form("/sign-out", "").await, &[]);
        }
    }
    let made = app.service.invite_host("hanna@example.net").await.unwrap();
    let (_, path) = made.link.split_once("https://meet.example.com").unwrap();
    app.get(path, "").await;
    for _ in 0..2 {
        watch.see("a link", &app.form(path, "", "").await, &[Secret::SignIn]);
    }
    watch.keep(Secret::SignIn, path.rsplit('/').next().unwrap());
    watch.forget_links();
}

fn jwt() -> Value {
    json!({ "userId": "u1", "userName": "Ada", "roomName": "weekly", "isModerator": true })
}

async fn backends(app: &TestApp, watch: &mut Watch, session: &OpenedSession) {
    watch.see("a backend's token", &app.backend(Method::POST, JWT, &jwt()).await, &[Secret::Token]);
    let against = json!({ "userId": API_KEY, "userName": "", "roomName": "weekly" });
    watch.see("against the rules", &app.backend(Method::POST, JWT, &against).await, &[]);
    let misfit = json!({ "userId": "u1", "userName": "Ada", "roomName": "weekly", "isModerator": API_KEY });
    watch.see("a key in the wrong field", &app.backend(Method::POST, JWT, &misfit).await, &[]);
    let path = format!("/api/sessions/{}", session.id);
    watch.see("a session", &app.backend(Method::GET, &path, &json!({})).await, &[]);
    let invites = format!("{path}/invites");
    for role in ["guest", "host"] {
        let made = app.backend(Method::POST, &invites, &json!({ "role": role })).await;
        let body = made.expect(201);
        let secret = body["link"].as_str().unwrap().rsplit_once("/j/").unwrap().1.to_owned();
        watch.see("a new invite", &made, &[]);
        let token = app.guest_token(&secret, "Gus").await;
        watch.see("a token by a new invite", &token, &[Secret::Token]);
        let invite = format!("{invites}/{}", body["id"].as_str().unwrap());
        watch.see("revoking", &app.backend(Method::DELETE, &invite, &json!({})).await, &[]);
        watch.see("a revoked invite", &app.guest_token(&secret, "Gus").await, &[]);
        watch.see("a revoked link", &app.get(&format!("/j/{secret}"), "").await, &[]);
        watch.keep(Secret::NewInvite, &secret);
        watch.let_pass("a new invite", Secret::NewInvite);
    }
    watch.see("the document", &app.get("/api/openapi.json", "").await, &[]);
}

/// A key is in the answer to the form that made it, and nowhere after that.
async fn api_keys(app: &TestApp, watch: &mut Watch) {
    let page = "/operator/api-keys";
    let browser = Browser::new(app);
    let made = app.service.invite_host(OPERATOR).await.unwrap();
    browser.form(made.link.split_at(made.link.find("/sign-in").unwrap()).1, "").await;
    let answer = browser.form(page, "name=Portal&scope=tokens%3Amint&days=1").await;
    let (_, rest) = answer.text.split_once("id=\"api-key\"").unwrap();
    let key = rest.split_once("value=\"").unwrap().1.split('"').next().unwrap().to_owned();
    watch.keep(Secret::ApiKey, &key);
    watch.see("a new API key", &answer, &[Secret::ApiKey]);
    let bearer = format!("Bearer {key}");
    let with_key =
        async |path: &str, body: &Value| app.json(Method::POST, path, &[("authorization", &bearer)], body).await;
    watch.see("a token by a new key", &with_key(JWT, &jwt()).await, &[Secret::Token]);
    watch.see("a missing scope", &with_key("/api/sessions", &json!({ "title": key })).await, &[]);
    let misfit = json!({ "userId": "u1", "userName": "Ada", "roomName": "weekly", "isModerator": key });
    watch.see("a new key in the wrong field", &with_key(JWT, &misfit).await, &[]);
    let list = browser.get(page).await;
    watch.see("the API keys", &list, &[]);
    let (_, rest) = list.text.split_once("action=\"/operator/api-keys/").unwrap();
    let revoke = format!("{page}/{}/revoke", rest.split('/').next().unwrap());
    watch.see("revoking an API key", &browser.form(&revoke, "").await, &[]);
    watch.see("a revoked API key", &with_key(JWT, &jwt()).await, &[]);
    app.world.pass(DAY);
    watch.see("an API key of yesterday", &with_key(JWT, &jwt()).await, &[]);
}

async fn pages(app: &TestApp, watch: &mut Watch, session: &OpenedSession) {
    let guest = format!("/j/{}", session.guest);
    for path in [guest.clone(), format!("{guest}?direct"), format!("{guest}?problem=name")] {
        watch.see("a guest's page", &app.get(&path, "greenroom_name=Gus").await, &[Secret::Guest]);
    }
    let named = app.form(&format!("{guest}/name"), "", "name=Gus").await;
    watch.see("a guest's form", &named, &[Secret::Guest]);
    watch.see("after", &app.get(&format!("{guest}/after"), "").await, &[Secret::Guest]);
    watch.see("a guest's token", &app.guest_token(&session.guest, "Gus").await, &[Secret::Token]);
    watch.see("a bad name", &app.guest_token(&session.guest, "\u{202e}").await, &[]);
    let door = json!({ "by": "invite", "secret": session.guest });
    let claim = json!({ "door": door, "room_claim": "name" });
    watch.see("a report", &app.json(Method::POST, "/api/pages/joined", &[], &claim).await, &[]);
    for body in [json!({ "door": session.guest }), json!({ "door": { "by": session.guest } }), json!({ "name": door })]
    {
        watch.see("a call that does not fit", &app.page_token(&body, "").await, &[]);
    }

    let link = app.get(&format!("/j/{}", session.host), "").await;
    assert!(link.cookies().contains(&session.host));
    watch.see("a host's link", &link, &[Secret::HostCookie]);
    let cookie = session.host_cookie();
    let page = app.get(&format!("/s/{}", session.id), &cookie).await;
    watch.see("a host's page", &page, &[Secret::Guest, Secret::NewInvite]);
    watch.see("a host's room", &app.get(&format!("/s/{}/room", session.id), &cookie).await, &[]);
    watch.see("a host's token", &app.host_token(session, &cookie).await, &[Secret::Token]);
    let named = app.form(&format!("/s/{}/name", session.id), &cookie, "name=Hanna").await;
    watch.see("a host's name", &named, &[]);
    for path in ["/", "/nothing", "/api/nothing", JWT] {
        watch.see(path, &app.get(path, &cookie).await, &[]);
    }
}

async fn wrong_credentials(app: &TestApp, watch: &mut Watch, session: &OpenedSession) {
    let near = format!("Bearer {}x", &API_KEY[..API_KEY.len() - 1]);
    for value in [&*near, "Bearer", API_KEY, &format!("Basic {API_KEY}"), &format!("Bearer {API_KEY} x")] {
        watch.see("a wrong key", &app.json(Method::POST, JWT, &[("authorization", value)], &jwt()).await, &[]);
    }
    let mangled = format!("{}x", session.host);
    watch.see("a mangled secret", &app.guest_token(&mangled, "Gus").await, &[]);
    watch.see("a mangled link", &app.get(&format!("/j/{mangled}"), "").await, &[]);
    let cookie = format!("greenroom_host_{}={}", session.id, session.guest);
    watch.see("a guest as host", &app.get(&format!("/s/{}", session.id), &cookie).await, &[]);
    let foreign = Request::post(format!("/s/{}/end", session.id))
        .header(header::ORIGIN, "https://evil.example")
        .header(header::COOKIE, session.host_cookie())
        .body(axum::body::Body::empty())
        .unwrap();
    watch.see("another site", &app.send(foreign).await, &[]);
    let large = json!({ "door": session.host.repeat(2000) });
    watch.see("too large", &app.page_token(&large, "").await, &[]);
}

async fn host_forms(app: &TestApp, watch: &mut Watch, session: &OpenedSession) {
    let cookie = session.host_cookie();
    let opened = app.form("/sessions", "", "title=Weekly&session_type=audio").await;
    // In the sandbox this makes a host of whoever asks, by a cookie and nothing else.
    for pair in opened.cookies().split("; ").filter(|pair| pair.starts_with("greenroom_host_")) {
        watch.keep(Secret::FormCookie, pair.split_once('=').unwrap().1);
    }
    watch.see("opening by a form", &opened, &[Secret::FormCookie]);
    let renewed = app.form(&format!("/s/{}/guest-link", session.id), &cookie, "").await;
    watch.see("renewing", &renewed, &[]);
    watch.see("the withdrawn link", &app.get(&format!("/j/{}", session.guest), "").await, &[]);
    watch.see("ending", &app.form(&format!("/s/{}/end", session.id), &cookie, "").await, &[]);
    watch.see("an ended session's page", &app.get(&format!("/s/{}", session.id), &cookie).await, &[]);
    watch.see("an ended session's room", &app.get(&format!("/s/{}/room", session.id), &cookie).await, &[]);
    watch.see("an ended session's host", &app.host_token(session, &cookie).await, &[]);
    watch.see(
        "an ended session's host link",
        &app.get(&format!("/j/{}", session.host), "").await,
        &[Secret::HostCookie],
    );
}
