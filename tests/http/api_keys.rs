//! API keys that were made here: what each scope opens, when a key stops, and the page that makes them.

use axum::http::Method;
use greenroom::service::{BackendTokenRequest, NewApiKey, Refusal, Scope, Visitor};
use serde_json::{Value, json};

use crate::support::{API_KEY, Answer, Browser, OPERATOR, TestApp};

const JWT: &str = "/api/jitsi/jwt";
const PAGE: &str = "/operator/api-keys";
const DAY: i64 = 86_400;

fn ada() -> Value {
    json!({ "userId": "u", "userName": "Ada", "roomName": "weekly" })
}

fn a_request() -> BackendTokenRequest {
    BackendTokenRequest {
        user_id: "u".to_owned(),
        user_name: "Ada".to_owned(),
        user_email: None,
        user_avatar: None,
        is_moderator: false,
        room_name: "weekly".to_owned(),
        expiration_seconds: None,
        features: Vec::new(),
    }
}

/// A new key with these scopes, and its id.
async fn made(app: &TestApp, scopes: &[Scope], days: Option<i64>) -> (String, String) {
    let new = NewApiKey { name: "Course portal".to_owned(), scopes: scopes.to_vec(), days };
    let made = app.service.make_api_key(&app.service.operator_by_command(), &new).await.unwrap();
    (made.key.as_str().to_owned(), made.record.id)
}

async fn ask(app: &TestApp, key: &str, method: Method, path: &str, body: &Value) -> Answer {
    app.json(method, path, &[("authorization", &format!("Bearer {key}"))], body).await
}

async fn mint(app: &TestApp, key: &str) -> Answer {
    ask(app, key, Method::POST, JWT, &ada()).await
}

async fn operator(app: &TestApp) -> Browser<'_> {
    signed_in(app, OPERATOR).await
}

async fn signed_in<'a>(app: &'a TestApp, email: &str) -> Browser<'a> {
    let browser = Browser::new(app);
    let link = app.service.invite_host(email).await.unwrap().link;
    browser.form(link.split_once("example.com").unwrap().1, "").await;
    assert!(browser.cookie("greenroom_sign_in").is_some());
    browser
}

/// The key that the page shows.
#[track_caller]
fn shown_key(page: &Answer) -> String {
    let (_, rest) = page.text.split_once("id=\"api-key\"").unwrap_or_else(|| panic!("no key: {}", page.text));
    let (_, rest) = rest.split_once("value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_key_does_what_its_scopes_say_and_nothing_else() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let of_session = format!("/api/sessions/{}", session.id);
    let (invites, grants, end) =
        (format!("{of_session}/invites"), format!("{of_session}/grants"), format!("{of_session}/end"));
    let invite = format!("{invites}/{}", session.guest_invite);
    let (get, post) = (Method::GET, Method::POST);
    let table: [(&Method, &str, Value, &[Scope]); 8] = [
        (&post, JWT, ada(), &[Scope::TokensMint]),
        (&get, &of_session, json!({}), &[Scope::SessionsRead]),
        (&get, &grants, json!({}), &[Scope::SessionsRead, Scope::AuditRead]),
        (&post, "/api/sessions", json!({ "title": "Physics" }), &[Scope::SessionsWrite]),
        (&post, &invites, json!({ "role": "guest" }), &[Scope::SessionsWrite]),
        (&Method::DELETE, &invite, json!({}), &[Scope::SessionsWrite]),
        (&post, &end, json!({}), &[Scope::SessionsWrite]),
        (&get, "/metrics", json!({}), &Scope::ALL),
    ];
    for scope in Scope::ALL {
        let (key, _) = made(&app, &[scope], None).await;
        for (method, path, body, opens) in &table {
            let answer = ask(&app, &key, (*method).clone(), path, body).await;
            if opens.contains(&scope) {
                assert!(answer.status.is_success(), "{method} {path} with {}: {}", scope.as_str(), answer.text);
            } else {
                let sentence = answer.refused(403, "missing_scope");
                let named = opens.iter().all(|scope| sentence.contains(scope.as_str()));
                assert!(named && !sentence.contains(scope.as_str()), "{method} {path}: {sentence}");
            }
        }
    }
    // Whether there is such a session is nothing for a key that may not look.
    let (key, _) = made(&app, &[Scope::TokensMint], None).await;
    ask(&app, &key, Method::GET, "/api/sessions/none", &json!({})).await.refused(403, "missing_scope");
}

#[tokio::test]
async fn a_key_of_the_environment_still_does_everything() {
    let app = TestApp::jaas().await;
    mint(&app, API_KEY).await.expect(200);
    let session = app.open_session().await;
    for path in [format!("/api/sessions/{}", session.id), format!("/api/sessions/{}/grants", session.id)] {
        app.backend(Method::GET, &path, &json!({})).await.expect(200);
    }
}

#[tokio::test]
async fn a_key_ends_by_itself_and_says_so() {
    let app = TestApp::jaas().await;
    let (key, _) = made(&app, &[Scope::TokensMint], Some(1)).await;
    app.world.pass(DAY - 1);
    mint(&app, &key).await.expect(200);
    app.world.pass(1);
    let sentence = mint(&app, &key).await.refused(401, "unauthenticated");
    assert!(sentence.contains("expired"), "{sentence}");
}

#[tokio::test]
async fn a_revoked_key_stops_at_once_here_and_within_seconds_elsewhere() {
    let app = TestApp::jaas().await;
    let operator = app.service.operator_by_command();
    let (key, id) = made(&app, &[Scope::TokensMint], None).await;
    let (other, _) = made(&app, &[Scope::TokensMint], None).await;
    mint(&app, &key).await.expect(200);
    app.service.revoke_api_key(&operator, &id).await.unwrap();
    let sentence = mint(&app, &key).await.refused(401, "unauthenticated");
    assert!(sentence.contains("revoked"), "{sentence}");
    mint(&app, &other).await.expect(200);

    // By another server, or by a command: this one reads it anew.
    let (key, id) = made(&app, &[Scope::TokensMint], None).await;
    mint(&app, &key).await.expect(200);
    app.beside().revoke_api_key(&operator, &id).await.unwrap();
    app.world.pass(5);
    mint(&app, &key).await.refused(401, "unauthenticated");
}

#[tokio::test]
async fn a_key_that_is_not_known_counts_against_the_address_and_tells_nothing() {
    let app = TestApp::jaas().await;
    let (key, _) = made(&app, &[Scope::TokensMint], None).await;
    let near = format!("{}{}", &key[..63], if key.ends_with('a') { 'b' } else { 'a' });
    let unknown = mint(&app, &near).await.refused(401, "unauthenticated");
    for wrong in ["gr_", &key[..11], &key[3..], &key.to_uppercase(), &format!("{key}a"), "hunter2"] {
        assert_eq!(mint(&app, wrong).await.refused(401, "unauthenticated"), unknown, "{wrong}");
    }
    for _ in 7..60 {
        mint(&app, &near).await.refused(401, "unauthenticated");
    }
    mint(&app, &near).await.refused(429, "rate_limited");
    mint(&app, &key).await.expect(200);
}

#[tokio::test]
async fn each_key_has_a_limit_of_its_own() {
    let app = TestApp::jaas().await;
    let (busy, _) = made(&app, &[Scope::SessionsRead], None).await;
    let (calm, _) = made(&app, &[Scope::TokensMint], None).await;
    // What is refused counts, too.
    let visitor = Visitor::new(String::new(), None);
    let backend = app.service.backend(Some(&busy), &visitor).await.unwrap();
    for _ in 0..3000 {
        let refused = app.service.token_for_backend(&backend, a_request()).await;
        assert!(matches!(refused, Err(Refusal::MissingScope { .. })), "{refused:?}");
    }
    mint(&app, &busy).await.refused(429, "rate_limited");
    mint(&app, &calm).await.expect(200);
}

#[tokio::test]
async fn the_last_use_is_written_down_beside_the_answer_and_once_a_minute() {
    let app = TestApp::jaas().await;
    let (key, id) = made(&app, &[Scope::TokensMint], None).await;
    let began = app.service.now();
    let used = async || app.store.api_keys(None, 9).await.unwrap()[0].last_used_at;
    assert_eq!(used().await, None);
    // It is written by a task of its own, which may still be at it.
    let until = async |expected| {
        while used().await != Some(expected) {
            tokio::task::yield_now().await;
        }
    };
    mint(&app, &key).await.expect(200);
    until(began).await;
    app.world.pass(59);
    mint(&app, &key).await.expect(200);
    app.world.pass(1);
    mint(&app, &key).await.expect(200);
    until(began + 60).await;
    let page = operator(&app).await.get(PAGE).await;
    assert!(page.text.contains("Last used") && page.text.contains(&id), "{}", page.text);
}

#[tokio::test]
async fn an_operator_makes_a_key_by_the_page_sees_it_once_and_revokes_it() {
    let app = TestApp::jaas().await;
    let olga = operator(&app).await;
    assert!(olga.get("/account").await.text.contains("href=\"/operator\""));
    let empty = olga.get(PAGE).await;
    assert_eq!(empty.status, 200);
    assert!(empty.text.contains("No key was made here yet."), "{}", empty.text);

    let form = "name=Course+portal&scope=tokens%3Amint&scope=sessions%3Aread&days=90";
    let answer = olga.form(PAGE, form).await;
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-store"), "{}", answer.text);
    let key = shown_key(&answer);
    assert_eq!(answer.text.matches(&key).count(), 1);
    assert!(!format!("{:?}", answer.headers).contains(&key));
    mint(&app, &key).await.expect(200);
    ask(&app, &key, Method::POST, "/api/sessions", &json!({ "title": "x" })).await.refused(403, "missing_scope");

    let listed = olga.get(PAGE).await.text;
    assert!(!listed.contains(&key) && listed.contains(&key[..11]), "{listed}");
    for word in ["Course portal", "tokens:mint, sessions:read", "In force", "Ends"] {
        assert!(listed.contains(word), "{word}: {listed}");
    }
    let (_, rest) = listed.split_once("action=\"/operator/api-keys/").unwrap();
    let id = rest.split('/').next().unwrap();
    let revoked = olga.form(&format!("{PAGE}/{id}/revoke"), "").await;
    assert_eq!((revoked.status.as_u16(), revoked.header("location")), (303, PAGE));
    mint(&app, &key).await.refused(401, "unauthenticated");
    let listed = olga.get(PAGE).await.text;
    assert!(listed.contains("Revoked") && !listed.contains("/revoke\""), "{listed}");
    assert_eq!(olga.form(&format!("{PAGE}/none/revoke"), "").await.status, 404);
}

#[tokio::test]
async fn a_form_that_cannot_be_taken_comes_back_with_what_was_typed_and_makes_nothing() {
    let app = TestApp::jaas().await;
    let olga = operator(&app).await;
    let long = format!("name={}&scope=tokens%3Amint", "x".repeat(81));
    for (form, says) in [
        ("name=&scope=tokens%3Amint&days=", "Write something here."),
        (long.as_str(), "Write at most 80 characters."),
        ("name=Portal&days=30", "Tick at least one."),
        ("name=Portal&scope=everything&days=30", "Tick at least one."),
        ("name=Portal&scope=tokens%3Amint&days=0", "Choose a number from 1 to"),
        ("name=Portal&scope=tokens%3Amint&days=4000", "Choose a number from 1 to"),
        ("name=Portal&scope=tokens%3Amint&days=soon", "Write a number."),
    ] {
        let answer = olga.form(PAGE, form).await;
        assert_eq!(answer.status, 422, "{form}");
        assert!(answer.text.contains(says) && answer.text.contains("<details open"), "{form}: {}", answer.text);
        if form.starts_with("name=Portal") {
            assert!(answer.text.contains("value=\"Portal\""), "{form}");
        }
    }
    assert!(app.store.api_keys(None, 9).await.unwrap().is_empty());
    let kept = olga.form(PAGE, "name=Portal&scope=audit%3Aread&days=soon").await.text;
    let (_, rest) = kept.split_once("value=\"audit:read\"").unwrap();
    assert!(rest.split('>').next().unwrap().contains("checked"), "{kept}");
}

#[tokio::test]
async fn who_is_no_operator_sees_and_changes_nothing() {
    let app = TestApp::jaas().await;
    let (_, id) = made(&app, &[Scope::TokensMint], None).await;
    let (hanna, nobody) = (signed_in(&app, "hanna@example.com").await, Browser::new(&app));
    assert!(!hanna.get("/account").await.text.contains(PAGE));
    let page = hanna.get(PAGE).await;
    assert_eq!(page.status, 403);
    assert!(page.text.contains("For operators") && !page.text.contains(&id), "{}", page.text);
    let revoke = format!("{PAGE}/{id}/revoke");
    for path in [PAGE, &revoke] {
        assert_eq!(hanna.form(path, "name=x&scope=tokens%3Amint").await.status, 403, "{path}");
        let sent = nobody.form(path, "name=x&scope=tokens%3Amint").await;
        assert_eq!((sent.status.as_u16(), sent.header("location")), (303, "/sign-in?to=%2Foperator%2Fapi-keys"));
    }
    assert_eq!(nobody.get(PAGE).await.status, 401);
    let keys = app.store.api_keys(None, 9).await.unwrap();
    assert_eq!((keys.len(), keys[0].revoked_at), (1, None));
}

#[tokio::test]
async fn in_the_sandbox_whoever_is_signed_in_is_an_operator() {
    let app = TestApp::sandbox().await;
    let browser = Browser::new(&app);
    assert_eq!(browser.get(PAGE).await.status, 401);
    browser.form("/sessions", "title=Weekly").await;
    assert_eq!(browser.get(PAGE).await.status, 200);
}

#[tokio::test]
async fn the_list_goes_on_page_by_page() {
    let app = TestApp::jaas().await;
    for _ in 0..51 {
        app.world.pass(1);
        made(&app, &[Scope::AuditRead], None).await;
    }
    let olga = operator(&app).await;
    let first = olga.get(PAGE).await.text;
    assert_eq!(first.matches("data-testid=\"api-key\"").count(), 50);
    let (_, rest) = first.split_once("/operator/api-keys?before=").unwrap();
    let second = olga.get(&format!("{PAGE}?before={}", rest.split('"').next().unwrap())).await.text;
    assert_eq!(second.matches("data-testid=\"api-key\"").count(), 1);
    assert!(!second.contains("?before="), "{second}");
}

#[tokio::test]
async fn the_page_speaks_german() {
    let app = TestApp::jaas().await;
    let olga = operator(&app).await;
    olga.put("greenroom_language", "de");
    let page = olga.form(PAGE, "name=Portal&scope=tokens%3Amint&days=").await.text;
    for words in ["API-Schlüssel", "Der Schlüssel für Portal ist gemacht", "Endet nie", "Gültig", "Widerrufen"] {
        assert!(page.contains(words), "{words}: {page}");
    }
}
