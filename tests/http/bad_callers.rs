//! Callers without the right: keys, links and cookies that are wrong in every way, forms that do not
//! fit, and posts from other sites.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use serde_json::json;

use crate::{
    bad_input::{Row, refuse_all},
    support::{API_KEY, OpenedSession, TestApp, verified},
};

const TOKEN: &str = "/api/pages/meeting-token";
const CLAIM: &str = "/api/pages/joined";

#[tokio::test]
async fn only_the_whole_key_in_its_own_header_is_one() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let changed = API_KEY.replacen('k', "K", 1);
    let values = [
        ("none of it", String::new()),
        ("the scheme alone", "Bearer".to_owned()),
        ("an empty key", "Bearer ".to_owned()),
        ("one character changed", format!("Bearer {changed}")),
        ("one character more", format!("Bearer {API_KEY}x")),
        ("one character fewer", format!("Bearer {}", &API_KEY[..API_KEY.len() - 1])),
        ("the first one missing", format!("Bearer {}", &API_KEY[1..])),
        ("in capitals", format!("Bearer {}", API_KEY.to_uppercase())),
        ("twice", format!("Bearer {API_KEY}{API_KEY}")),
        ("twice with a comma", format!("Bearer {API_KEY}, Bearer {API_KEY}")),
        ("twice with a blank", format!("Bearer {API_KEY} {API_KEY}")),
        ("in quotes", format!("Bearer \"{API_KEY}\"")),
        ("without a scheme", API_KEY.to_owned()),
        ("as Basic", format!("Basic {API_KEY}")),
        ("as Token", format!("Token {API_KEY}")),
        ("with an equals sign", format!("Bearer={API_KEY}")),
        ("overlong", format!("Bearer {}", "x".repeat(8000))),
    ];
    let jwt = json!({ "userId": "u", "userName": "Ada", "roomName": session.room }).to_string();
    let mut rows = Vec::new();
    for (name, value) in values {
        let path = format!("/api/sessions/{}/end", session.id);
        for (path, body) in [("/api/jitsi/jwt", jwt.as_str()), ("/api/sessions", r#"{"title":"x"}"#), (&path, "")] {
            let row = Row::backend(format!("{path} {name}"), path, body).with("authorization", value.clone());
            rows.push(row.gets(401, "unauthenticated", "API key"));
        }
    }
    let elsewhere = |name: &str| Row::backend(name, "/api/jitsi/jwt", jwt.clone()).without("authorization");
    rows.push(elsewhere("in a header of its own").with("x-api-key", API_KEY).gets(401, "unauthenticated", "Bearer"));
    rows.push(elsewhere("as a cookie").with("cookie", format!("key={API_KEY}")).gets(401, "unauthenticated", "Bearer"));
    refuse_all(&app, &session, rows).await;
    for second in [API_KEY, "another"] {
        let headers =
            [("authorization", &*format!("Bearer {API_KEY}")), ("authorization", &*format!("Bearer {second}"))];
        let body = json!({ "title": "x" });
        app.json(Method::POST, "/api/sessions", &headers, &body).await.refused(401, "unauthenticated");
    }
}

async fn revoked(app: &TestApp, session: &OpenedSession) -> String {
    let path = format!("/api/sessions/{}/invites", session.id);
    let invite = app.backend(Method::POST, &path, &json!({ "role": "guest" })).await.expect(201);
    let id = invite["id"].as_str().unwrap();
    assert_eq!(app.backend(Method::DELETE, &format!("{path}/{id}"), &json!({})).await.status, 204);
    invite["link"].as_str().unwrap().rsplit_once("/j/").unwrap().1.to_owned()
}

#[tokio::test]
async fn a_link_that_is_not_whole_opens_nothing_and_a_revoked_one_says_so() {
    let app = TestApp::jaas().await;
    let (session, other) = (app.open_session().await, app.open_session().await);
    let guest = &session.guest;
    let revoked = revoked(&app, &session).await;
    let unknown = [
        String::new(),
        "x".to_owned(),
        "A".repeat(22),
        guest[1..].to_owned(),
        format!("{guest}A"),
        format!("{guest}="),
        format!(" {guest}"),
        format!("{guest}\u{0}"),
        guest.to_lowercase() + "x",
        guest.chars().rev().collect(),
        session.id.clone(),
        session.room.clone(),
        session.guest_invite.clone(),
        "x".repeat(15_000),
        "../../etc/passwd".to_owned(),
        "' OR 1=1 --".to_owned(),
    ];
    let body = |secret: &str| {
        json!({ "door": { "by": "invite", "secret": secret }, "name": "Gus", "room_claim": "name" }).to_string()
    };
    let mut rows = Vec::new();
    for path in [TOKEN, CLAIM] {
        for secret in &unknown {
            let name = format!("{path} {secret:.30}");
            rows.push(Row::page(name, path, body(secret)).gets(404, "not_found", "copied whole"));
        }
        rows.push(Row::page("revoked", path, body(&revoked)).gets(410, "invite_revoked", "withdrawn"));
        // At the host's door only the host's own secret counts.
        let host = json!({ "door": { "by": "host", "sessionId": session.id }, "name": "Eve", "room_claim": "name" });
        for value in ["", "x", &"A".repeat(22), guest, &revoked, &other.host, &other.guest, &"x".repeat(7000)] {
            let cookie = format!("greenroom_host_{}={value}", session.id);
            let row = Row::page(format!("{path} {cookie:.80}"), path, host.to_string()).with("cookie", cookie);
            let answer = if value == revoked { (410, "invite_revoked", "") } else { (403, "forbidden", "host") };
            rows.push(row.gets(answer.0, answer.1, answer.2));
        }
        let row = Row::page("another session's cookie", path, host.to_string()).with("cookie", other.host_cookie());
        rows.push(row.gets(403, "forbidden", "host"));
        let nowhere =
            json!({ "door": { "by": "host", "sessionId": "x".repeat(9000) }, "name": "", "room_claim": "name" });
        rows.push(Row::page("no such session", path, nowhere.to_string()).gets(403, "forbidden", "host"));
    }
    for id in [&other.guest_invite, "x", &session.id, "%00"] {
        let path = format!("/api/sessions/{}/invites/{id}", session.id);
        let row = Row::backend(format!("revoke {id}"), &path, "").by(Method::DELETE);
        rows.push(row.gets(404, "not_found", ""));
    }
    refuse_all(&app, &session, rows).await;
    app.guest_token(&other.guest, "Gus").await.expect(200);
}

#[tokio::test]
async fn cookies_of_rubbish_are_as_good_as_none() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let page = format!("/j/{}", session.guest);
    let rubbish = [
        "=".to_owned(),
        ";;;".to_owned(),
        "greenroom_device=x; greenroom_name=%ff%fe".to_owned(),
        "greenroom_device=../../etc; greenroom_name=%00".to_owned(),
        "greenroom_name=%E2%80%AEadA".to_owned(),
        format!("greenroom_name={}", "x".repeat(7000)),
        "greenroom_host_=x; greenroom_host_%00=%00".to_owned(),
        format!("greenroom_host_{}=%ff", session.id),
        "greenroom_name=%3Cscript%3Ealert(1)%3C/script%3E; a".repeat(20),
    ];
    for cookies in rubbish {
        let answer = app.get(&page, &cookies).await;
        assert_eq!(answer.status, 200, "{cookies:.60}");
        assert!(!answer.text.contains("<script>alert") && !answer.text.contains('\u{202e}'), "{cookies:.60}");
        assert!(answer.text.len() < 100_000, "{cookies:.60}");
        let body = json!({ "door": { "by": "invite", "secret": session.guest }, "name": "" });
        let token = app.page_token(&body, &cookies).await.expect(200);
        let payload = verified(token["token"].as_str().unwrap()).payload;
        let name = payload["context"]["user"]["name"].as_str().unwrap();
        assert!(name == "Guest" || name.starts_with("<script>"), "{cookies:.60}: {name}");
        assert_eq!(payload["context"]["user"]["moderator"], "false");
        assert_eq!(app.get(&format!("/s/{}", session.id), &cookies).await.status, 403, "{cookies:.60}");
    }
}

#[tokio::test]
async fn a_form_that_does_not_fit_leads_back_or_says_what_is_wrong() {
    let app = TestApp::sandbox().await;
    let session = app.open_session().await;
    let name = format!("/j/{}/name", session.guest);
    for (path, body, back) in [
        ("/sessions", "", "/?problem=title"),
        ("/sessions", "title=", "/?problem=title"),
        ("/sessions", "title=%00", "/?problem=title"),
        ("/sessions", "title=%E2%80%AE", "/?problem=title"),
        ("/sessions", &format!("title={}", "x".repeat(15_000)), "/?problem=title"),
        ("/sessions", "session_type=audio", "/?problem=title"),
        ("/sessions", "title=a&title=b", "/?problem=title"),
        ("/sessions", "title=a&session_type=x", "/?problem=title"),
        ("/sessions", "title=a&starts=tomorrow", "/sessions/new?"),
        (&name, "", "?problem=name"),
        (&name, "name=%0A", "?problem=name"),
        (&name, "name=%E2%80%8B", "?problem=name"),
        (&name, &format!("name={}", "x".repeat(15_000)), "?problem=name"),
    ] {
        let answer = app.form(path, "", body).await;
        assert_eq!(answer.status, 303, "{path} {body:.40}: {}", answer.text);
        let location = answer.header("location");
        assert!(location.contains(back) && location.len() < 1000, "{path} {body:.40}: {location}");
        assert_eq!(answer.cookies(), "", "{path} {body:.40}");
    }
    let misfits = [(&*name, "name=a&name=b", "duplicate field")];
    for (path, body, says) in misfits {
        let sentence = app.form(path, "", body).await.refused(422, "invalid_request");
        assert!(sentence.contains(says), "{body}: {sentence}");
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "text/html,*/*")
            .body(Body::from(body))
            .unwrap();
        let page = app.send(request).await;
        assert_eq!((page.status.as_u16(), page.header("content-type")), (422, "text/html; charset=utf-8"));
        assert!(page.text.contains(says) && page.text.contains("href=\"/\""), "{}", page.text);
    }
    app.guest_token(&session.guest, "Gus").await.expect(200);
}

#[tokio::test]
async fn nothing_changes_by_a_post_from_another_site() {
    let app = TestApp::sandbox().await;
    let session = app.open_session().await;
    let guest = json!({ "door": { "by": "invite", "secret": session.guest }, "name": "Gus", "room_claim": "name" });
    let addresses = [
        ("/sessions".to_owned(), "title=x".to_owned(), "application/x-www-form-urlencoded"),
        (format!("/s/{}/end", session.id), String::new(), "application/x-www-form-urlencoded"),
        (format!("/s/{}/guest-link", session.id), String::new(), "application/x-www-form-urlencoded"),
        (format!("/s/{}/name", session.id), "name=x".to_owned(), "application/x-www-form-urlencoded"),
        (format!("/j/{}/name", session.guest), "name=x".to_owned(), "text/plain"),
        (TOKEN.to_owned(), guest.to_string(), "application/json"),
        (CLAIM.to_owned(), guest.to_string(), "application/json"),
        ("/api/jitsi/jwt".to_owned(), "{}".to_owned(), "text/plain"),
        (format!("/api/sessions/{}/end", session.id), String::new(), "application/json"),
    ];
    let signs = [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "rubbish"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("origin", "http://127.0.0.1:3000.evil.example"),
        ("origin", ""),
    ];
    let mut rows = Vec::new();
    for (path, body, kind) in &addresses {
        for (header, value) in signs {
            let headers = vec![
                ("content-type", (*kind).to_owned()),
                ("cookie", session.host_cookie()),
                ("authorization", format!("Bearer {API_KEY}")),
                (header, value.to_owned()),
            ];
            let row = Row::new(format!("{path} {header}: {value}"), Method::POST, path, headers, body.clone());
            rows.push(row.gets(403, "forbidden", "another site"));
        }
    }
    refuse_all(&app, &session, rows).await;
}
