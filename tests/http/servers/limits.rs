//! Limits and ends that hold whichever server is asked, also at the same instant.

use std::sync::Arc;

use axum::http::Method;
use serde_json::{Value, json};

use super::two;
use crate::support::{Answer, OpenedSession, TestApp};

/// Twenty guests, each with a browser of their own, ask for a token at once: half of them at each server.
async fn twenty_ask(servers: [&Arc<TestApp>; 2], secret: &str) -> Vec<Answer> {
    let asking: Vec<_> = (0..20)
        .map(|number| {
            let app = Arc::clone(servers[number % 2]);
            let body = json!({ "door": { "by": "invite", "secret": secret }, "name": "Gus" });
            let cookies = format!("greenroom_device={number:032x}");
            tokio::spawn(async move { app.page_token(&body, &cookies).await })
        })
        .collect();
    let mut answers = Vec::new();
    for one in asking {
        answers.push(one.await.unwrap());
    }
    answers
}

/// How many got a token; each of the others is refused by that code.
fn let_in(answers: &[Answer], status: u16, code: &str) -> usize {
    let (yes, no): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
    for answer in no {
        answer.refused(status, code);
    }
    yes.len()
}

async fn grants(app: &TestApp, session: &OpenedSession) -> usize {
    let path = format!("/api/sessions/{}/grants", session.id);
    app.backend(Method::GET, &path, &Value::Null).await.expect(200)["grants"].as_array().unwrap().len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_single_use_invite_lets_one_in() {
    let (one, other) = two().await;
    let session = one.open_session().await;
    let path = format!("/api/sessions/{}/invites", session.id);
    let made = one.backend(Method::POST, &path, &json!({ "role": "guest", "maxUses": 1 })).await.expect(201);
    let secret = made["link"].as_str().unwrap().rsplit_once("/j/").unwrap().1;
    let answers = twenty_ask([&one, &other], secret).await;
    assert_eq!(let_in(&answers, 410, "invite_used_up"), 1);
    assert_eq!(grants(&other, &session).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_more_come_in_than_there_is_room_for() {
    let (one, other) = two().await;
    let session = one.open_session_with(json!({ "title": "Weekly", "capacity": 3 })).await;
    let answers = twenty_ask([&one, &other], &session.guest).await;
    assert_eq!(let_in(&answers, 409, "session_full"), 3);
    assert_eq!(grants(&other, &session).await, 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn after_the_end_at_one_server_no_token_is_given_at_the_other() {
    let (one, other) = two().await;
    for _ in 0..5 {
        let session = one.open_session().await;
        let body = json!({ "userId": "u", "userName": "Ada", "roomName": session.room, "isModerator": true });
        let asking: Vec<_> = (0..20)
            .map(|number| {
                let (app, body, secret) = (Arc::clone(&other), body.clone(), session.guest.clone());
                tokio::spawn(async move {
                    if number % 2 == 0 {
                        app.backend(Method::POST, "/api/jitsi/jwt", &body).await
                    } else {
                        app.guest_token(&secret, "Gus").await
                    }
                })
            })
            .collect();
        let path = format!("/api/sessions/{}/end", session.id);
        one.backend(Method::POST, &path, &json!({})).await.expect(200);
        let before = grants(&one, &session).await;
        let mut answers = Vec::new();
        for answer in asking {
            answers.push(answer.await.unwrap());
        }
        assert_eq!(let_in(&answers, 410, "session_ended"), before);
        assert_eq!(grants(&one, &session).await, before);
    }
}
