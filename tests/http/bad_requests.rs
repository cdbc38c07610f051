//! Requests that are too large, of the wrong type, or for addresses and methods that do not exist.

use std::convert::Infallible;

use axum::{
    body::{Body, Bytes},
    http::{Method, Request, header},
};
use serde_json::json;

use crate::{
    bad_input::{Row, refuse_all},
    support::{API_KEY, Answer, TestApp},
};

const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn a_body_over_the_limit_is_refused_whether_it_says_its_length_or_not() {
    let app = TestApp::sandbox().await;
    let session = app.open_session().await;
    let addresses = [
        ("/api/jitsi/jwt".to_owned(), "application/json"),
        ("/api/sessions".to_owned(), "application/json"),
        (format!("/api/sessions/{}/end", session.id), "application/json"),
        (format!("/api/sessions/{}/invites", session.id), "application/json"),
        ("/api/pages/meeting-token".to_owned(), "application/json"),
        ("/api/pages/joined".to_owned(), "application/json"),
        ("/sessions".to_owned(), FORM),
        (format!("/s/{}/end", session.id), FORM),
        (format!("/j/{}/name", session.guest), FORM),
        ("/api/nothing".to_owned(), "application/json"),
    ];
    let chunk = Bytes::from(vec![b' '; 1 << 10]);
    for (path, kind) in addresses {
        for says_length in [true, false] {
            let chunks = futures::stream::iter((0..1024).map({
                let chunk = chunk.clone();
                move |_| Ok::<_, Infallible>(chunk.clone())
            }));
            let mut request = Request::post(&path)
                .header(header::AUTHORIZATION, format!("Bearer {API_KEY}"))
                .header(header::COOKIE, session.host_cookie())
                .header(header::CONTENT_TYPE, kind);
            if says_length {
                request = request.header(header::CONTENT_LENGTH, 1 << 20);
            }
            let answer = app.send(request.body(Body::from_stream(chunks)).unwrap()).await;
            let sentence = answer.refused(413, "payload_too_large");
            assert!(sentence.contains("16 KB"), "{path}: {sentence}");
        }
    }
    app.guest_token(&session.guest, "Gus").await.expect(200);
}

#[tokio::test]
async fn a_body_of_another_type_is_refused_with_the_type_that_is_taken() {
    let app = TestApp::sandbox().await;
    let session = app.open_session().await;
    let jwt = json!({ "userId": "u", "userName": "Ada", "roomName": session.room }).to_string();
    let guest = json!({ "door": { "by": "invite", "secret": session.guest }, "name": "Gus" }).to_string();
    let mut rows = Vec::new();
    for kind in ["", "text/plain", FORM, "multipart/form-data; boundary=x", "application/jsonx", "*/*", "json", ";"] {
        let kinds = |row: Row| row.with("content-type", kind).gets(415, "unsupported_media_type", "application/json");
        rows.push(kinds(Row::backend(format!("jwt as {kind}"), "/api/jitsi/jwt", jwt.clone())));
        rows.push(kinds(Row::page(format!("page as {kind}"), "/api/pages/meeting-token", guest.clone())));
        if kind != FORM {
            let row = Row::page(format!("form as {kind}"), "/sessions", "title=x").with("content-type", kind);
            rows.push(row.gets(415, "unsupported_media_type", FORM));
        }
    }
    for path in ["/api/jitsi/jwt", "/api/pages/meeting-token", "/sessions"] {
        let row = Row::backend(format!("{path} without a type"), path, jwt.clone()).without("content-type");
        rows.push(row.gets(415, "unsupported_media_type", "Content-Type"));
    }
    refuse_all(&app, &session, rows).await;
}

#[tokio::test]
async fn an_address_that_does_not_exist_is_json_under_api_and_a_page_elsewhere() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let long = format!("/{}", "x".repeat(8000));
    let pages = [
        "/nothing",
        "/j",
        "/j/",
        "/s",
        "/s/",
        "/s/x/y",
        "/apis",
        "/API/jitsi/jwt",
        "/%00",
        "/%ff",
        "/%",
        "/index.html",
        "/..%2f..%2fetc%2fpasswd",
        "/../../etc/passwd",
        "//evil.example/",
        "/.env",
        "/pkg/",
        "/pkg/nothing.js",
        "/sandbox/",
        "/j/%ff",
        "/j/a%2fb",
        "/j/%3Cscript%3E",
        "/nothing?a=%3Cscript%3E",
        &long,
    ];
    for path in pages {
        let answer = app.get(path, "").await;
        assert_eq!(answer.status, 404, "{path}: {}", answer.text);
        assert!(answer.header("content-type").starts_with("text/html"), "{path}");
        assert!(answer.text.contains("</html>") && !answer.text.contains("<script>"), "{path}: {}", answer.text);
    }
    let mut rows = Vec::new();
    for path in [
        "/api",
        "/api/",
        "/api/nothing",
        "/api/jitsi",
        "/api/jitsi/jwt/",
        "/api/jitsi/jwt/x",
        "/api//jitsi/jwt",
        "/api/%00",
        "/api/%ff",
        "/api/..%2f",
        "/api/pages",
        "/api/pages/",
        "/api/pages/nothing",
        "/api?x",
        "/api/x?y=z",
    ] {
        for method in [Method::GET, Method::POST, Method::DELETE] {
            let headers = vec![("accept", "text/html".to_owned()), ("content-type", "application/json".to_owned())];
            let row = Row::new(format!("{method} {path}"), method, path, headers, "");
            rows.push(row.gets(404, "not_found", "nothing at this address"));
        }
    }
    for path in ["/api/sessions/x", "/api/sessions/..%2f..", "/api/sessions/%00"] {
        rows.push(Row::backend(path, path, "").by(Method::GET).gets(404, "not_found", "no such session"));
    }
    let path = "/api/sessions/%ff";
    rows.push(Row::backend(path, path, "").by(Method::GET).gets(400, "invalid_request", ""));
    refuse_all(&app, &session, rows).await;
}

#[tokio::test]
async fn a_method_that_an_address_does_not_take_is_refused_with_those_that_it_takes() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let table = [
        ("/api/jitsi/jwt".to_owned(), "GET,HEAD,POST"),
        ("/api/sessions".to_owned(), "POST"),
        (format!("/api/sessions/{}", session.id), "GET,HEAD"),
        (format!("/api/sessions/{}/end", session.id), "POST"),
        (format!("/api/sessions/{}/invites", session.id), "POST"),
        ("/api/pages/meeting-token".to_owned(), "POST"),
        ("/api/openapi.json".to_owned(), "GET,HEAD"),
        ("/healthz".to_owned(), "GET,HEAD"),
        ("/".to_owned(), "GET,HEAD"),
        ("/sessions".to_owned(), "GET,HEAD,POST"),
        (format!("/s/{}/cancel", session.id), "POST"),
        (format!("/j/{}/knock", session.guest), "POST"),
        (format!("/j/{}/door", session.guest), "GET,HEAD"),
        (format!("/s/{}/end", session.id), "POST"),
        (format!("/j/{}", session.guest), "GET,HEAD"),
    ];
    for (path, takes) in table {
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"] {
            if takes.split(',').any(|taken| taken == method) {
                continue;
            }
            let request = Request::builder().method(method).uri(&path).header("content-type", "application/json");
            let answer = app.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, 405, "{method} {path}: {}", answer.text);
            let allow = answer.header("allow");
            let same = |a: &str, b: &str| a.split(',').all(|a| b.split(',').any(|b| a.trim() == b.trim()));
            assert!(same(allow, takes) && same(takes, allow), "{method} {path}: {allow}");
            if method != "HEAD" {
                answer.refused(405, "method_not_allowed");
            }
        }
    }
    app.guest_token(&session.guest, "Gus").await.expect(200);
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let paths = ["/", "/api/jitsi/jwt", "/healthz", "/nothing", "/api/nothing", &format!("/j/{}", session.guest)];
    for path in paths {
        let get = app.get(path, "").await;
        let head: Answer = app.send(Request::head(path).body(Body::empty()).unwrap()).await;
        assert_eq!((head.status, head.text.as_str()), (get.status, ""), "{path}");
    }
}
