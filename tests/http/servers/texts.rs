//! Texts that SQLite keeps and PostgreSQL does not: those with a zero byte.

use axum::http::Method;
use serde_json::{Value, json};

use super::two;
use crate::{
    sign_in::by_link,
    support::{Answer, Browser},
};

/// It is the caller's fault, or it was not found.
fn ours_is_no_fault(path: &str, answer: &Answer) {
    assert!(!answer.status.is_server_error(), "{path}: {}: {}", answer.status, answer.text);
}

#[tokio::test]
async fn a_zero_byte_in_an_address_is_found_nowhere() {
    let (one, _) = two().await;
    let session = one.open_session().await;
    let id = &session.id;
    let browser = Browser::new(&one);
    by_link(&one, &browser, "hanna@example.com").await;
    for path in [
        "/j/%00",
        "/j/%00/door",
        "/s/%00",
        "/s/%00/door",
        "/s/%00/room",
        "/s/%00/calendar.ics",
        "/sign-in/link/%00",
        "/sessions?q=%00",
        "/sessions?after=%00",
        "/sessions?when=past&after=%00&q=%00",
    ] {
        ours_is_no_fault(path, &browser.get(path).await);
    }
    for path in ["/s/%00/end", "/s/%00/edit", "/s/%00/people/%00/admit", "/account/sign-ins/%00/revoke"] {
        ours_is_no_fault(path, &browser.form(path, "title=%00").await);
    }
    for path in ["people/%00/admit", "people/%00/remove", "invites/%00/revoke"] {
        ours_is_no_fault(path, &one.form(&format!("/s/{id}/{path}"), &session.host_cookie(), "").await);
    }
    for (method, path) in [
        (Method::GET, "/api/sessions/%00".to_owned()),
        (Method::GET, format!("/api/sessions/{id}/grants?before=%00")),
        (Method::GET, format!("/api/sessions/{id}/invites?before=%00")),
        (Method::DELETE, format!("/api/sessions/{id}/invites/%00")),
    ] {
        ours_is_no_fault(&path, &one.backend(method, &path, &Value::Null).await);
    }
}

#[tokio::test]
async fn a_zero_byte_in_a_body_is_refused() {
    let (one, _) = two().await;
    let session = one.open_session().await;
    for body in [
        json!({ "userId": "\0", "userName": "Ada", "roomName": "r" }),
        json!({ "userId": "u", "userName": "\0", "roomName": "r" }),
        json!({ "userId": "u", "userName": "Ada", "roomName": "\0" }),
        json!({ "userId": "u", "userName": "Ada", "roomName": "r", "userEmail": "\0", "userAvatar": "\0" }),
    ] {
        ours_is_no_fault(&body.to_string(), &one.backend(Method::POST, "/api/jitsi/jwt", &body).await);
    }
    let headers = [("sec-fetch-site", "same-origin"), ("cookie", &*session.host_cookie())];
    for (session_id, participant_id) in [("\0", "\0"), (&*session.id, "\0")] {
        let door = json!({ "by": "host", "sessionId": session_id });
        let joined = json!({ "door": door, "room_claim": "name", "participant_id": participant_id });
        ours_is_no_fault(session_id, &one.json(Method::POST, "/api/pages/joined", &headers, &joined).await);
    }
}
