//! Security headers, on every kind of answer.

use axum::http::Method;
use serde_json::json;

use crate::support::{Answer, TENANT, TestApp};

#[tokio::test]
async fn every_kind_of_answer_bears_the_headers() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let guest = format!("/j/{}", session.guest);
    let jwt = json!({ "userId": "u1", "userName": "Ada", "roomName": "weekly" });
    let large = json!({ "userId": "a".repeat(20_000) });
    let table = [
        ("home", 200, app.get("/", "").await),
        ("a page", 200, app.get(&guest, "").await),
        ("a host's page", 200, app.get(&format!("/s/{}", session.id), &session.host_cookie()).await),
        ("no page", 404, app.get("/nothing", "").await),
        ("a page's refusal", 403, app.get(&format!("/s/{}", session.id), "").await),
        ("no asset", 404, app.get("/pkg/nothing.js", "").await),
        ("the API", 200, app.get("/api/jitsi/jwt", "").await),
        ("the document", 200, app.get("/api/openapi.json", "").await),
        ("no address", 404, app.get("/api/nothing", "").await),
        ("no method", 405, app.json(Method::PUT, "/api/jitsi/jwt", &[], &json!({})).await),
        ("no method of a page", 405, app.json(Method::PUT, "/", &[], &json!({})).await),
        ("a token", 200, app.backend(Method::POST, "/api/jitsi/jwt", &jwt).await),
        ("a page's token", 200, app.guest_token(&session.guest, "Gus").await),
        ("a refused token", 401, app.json(Method::POST, "/api/jitsi/jwt", &[], &jwt).await),
        ("too large", 413, app.backend(Method::POST, "/api/jitsi/jwt", &large).await),
        ("too large a form", 413, app.form("/sessions", "", &"a".repeat(20_000)).await),
        ("a redirect", 302, app.get(&format!("/j/{}", session.host), "").await),
        ("a form", 303, app.form(&format!("{guest}/name"), "", "name=Gus").await),
        ("a refused form", 403, app.form(&format!("/s/{}/end", session.id), "", "").await),
        ("another site", 403, app.json(Method::POST, "/sessions", &[("origin", "null")], &json!({})).await),
    ];
    for (name, status, answer) in table {
        assert_eq!(answer.status, status, "{name}");
        assert_eq!(answer.header("cache-control"), "no-store", "{name}");
        assert_eq!(answer.header("strict-transport-security"), "max-age=31536000", "{name}");
        bears_the_headers(name, &answer, "frame-src https://8x8.vc;", "camera=(self \"https://8x8.vc\")");
    }
}

#[tokio::test]
async fn every_kind_of_the_sandboxs_answers_bears_them_too() {
    let app = TestApp::sandbox().await;
    let upgrade = [("upgrade", "websocket"), ("connection", "upgrade"), ("sec-websocket-version", "1")];
    let table = [
        ("an asset", 200, app.get("/sandbox/assets/room.css", "").await),
        ("no asset", 404, app.get("/sandbox/assets/nothing", "").await),
        ("the script", 200, app.get(&format!("/sandbox/{TENANT}/external_api.js"), "").await),
        ("no tenant", 404, app.get("/sandbox/nothing/external_api.js", "").await),
        ("no WebSocket", 400, app.get(&format!("/sandbox/{TENANT}/room/ws"), "").await),
        (
            "a refused WebSocket",
            400,
            app.json(Method::GET, &format!("/sandbox/{TENANT}/r/ws"), &upgrade, &json!({})).await,
        ),
        ("a form", 303, app.form("/sessions", "", "title=Weekly").await),
        ("a form again", 303, app.form("/sessions", "", "title=").await),
    ];
    for (name, status, answer) in table {
        assert_eq!(answer.status, status, "{name}");
        assert_eq!(answer.header("strict-transport-security"), "", "{name}: this is http");
        bears_the_headers(name, &answer, "frame-src 'self';", "camera=(self)");
    }
}

#[track_caller]
fn bears_the_headers(name: &str, answer: &Answer, frames: &str, camera: &str) {
    assert_eq!(answer.header("referrer-policy"), "no-referrer", "{name}");
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{name}");
    assert!(!answer.header("cache-control").is_empty(), "{name}");
    assert_eq!(answer.header("x-request-id").len(), 16, "{name}");
    let policy = answer.header("content-security-policy");
    assert!(!policy.contains("unsafe-inline"), "{name}: {policy}");
    // What is no page is never to be run or framed as one, and that is all that there is to say.
    if !answer.header("content-type").starts_with("text/html") {
        assert_eq!(policy, "default-src 'none'; frame-ancestors 'none'", "{name}");
        return;
    }
    assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{name}");
    assert!(!answer.header("x-frame-options").is_empty(), "{name}");
    for part in ["default-src 'none'", frames, "base-uri 'none'", "frame-ancestors 'none'"] {
        assert!(policy.contains(part), "{name}: {policy}");
    }
    assert!(answer.header("permissions-policy").contains(camera), "{name}: {}", answer.header("permissions-policy"));
}

#[tokio::test]
async fn a_cookie_is_secure_on_https_and_works_on_http() {
    let (https, http) = (TestApp::jaas().await, TestApp::sandbox().await);
    let session = https.open_session().await;
    let name = format!("/j/{}/name", session.guest);
    let table = [
        ("the host's, on https", https.get(&format!("/j/{}", session.host), "").await, true),
        ("the name, on https", https.form(&name, "", "name=Gus").await, true),
        ("the device and the name, on https", https.guest_token(&session.guest, "Gus").await, true),
        ("the host's, on http", http.form("/sessions", "", "title=Weekly").await, false),
    ];
    for (what, answer, secure) in table {
        let set = answer.headers.get_all("set-cookie");
        assert!(set.iter().count() > 0, "{what}");
        for cookie in set {
            let parts: Vec<_> = cookie.to_str().unwrap().split("; ").skip(1).collect();
            for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
                assert!(parts.contains(&part), "{what}: {cookie:?}");
            }
            assert!(parts.iter().any(|part| part.starts_with("Max-Age=")), "{what}: {cookie:?}");
            assert!(!parts.iter().any(|part| part.starts_with("Domain")), "{what}: {cookie:?}");
            assert_eq!(parts.contains(&"Secure"), secure, "{what}: {cookie:?}");
        }
    }
}

#[tokio::test]
async fn every_script_of_a_page_bears_the_nonce_of_its_header_and_no_other() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let mut seen = Vec::new();
    for path in ["/".to_owned(), format!("/j/{}", session.guest), format!("/j/{}?direct", session.guest)] {
        let answer = app.get(&path, "").await;
        let policy = answer.header("content-security-policy");
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
        for script in answer.text.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap();
            assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "{path}: <script{tag}>");
        }
        seen.push(nonce.to_owned());
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 3, "a nonce is used once");
}

#[tokio::test]
async fn pages_that_refuse_say_so_with_their_status() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let table = [
        ("/j/AAAAAAAAAAAAAAAAAAAAAA".to_owned(), 404),
        (format!("/s/{}", session.id), 403),
        (format!("/s/{}/room", session.id), 403),
        ("/nothing".to_owned(), 404),
        (format!("/j/{}", session.guest), 200),
    ];
    for (path, status) in table {
        assert_eq!(app.get(&path, "").await.status, status, "{path}");
    }
    let answer = app.get(&format!("/j/{}", session.host), "").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (302, &*format!("/s/{}", session.id)));
    assert_eq!(app.get(&format!("/s/{}", session.id), &answer.cookies()).await.status, 200);
}

#[tokio::test]
async fn a_guests_page_holds_nothing_of_the_hosts() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let page = app.get(&format!("/j/{}", session.guest), "").await.text;
    assert!(!page.contains(&session.host));
    let page = app.get(&format!("/s/{}", session.id), &session.host_cookie()).await.text;
    assert!(page.contains(&session.guest) && !page.contains(&session.host));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_page_is_rendered_by_whichever_thread_is_free() {
    let app = std::sync::Arc::new(TestApp::jaas().await);
    let session = app.open_session().await;
    let tasks: Vec<_> = (0..64)
        .map(|_| {
            let (app, path) = (std::sync::Arc::clone(&app), format!("/j/{}", session.guest));
            tokio::spawn(async move { app.get(&path, "").await })
        })
        .collect();
    for task in tasks {
        let page = task.await.unwrap();
        assert!(page.status == 200 && page.text.contains("</html>"), "{}", page.text);
    }
}
