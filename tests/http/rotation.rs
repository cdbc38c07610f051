//! Keys that are exchanged while the server works: nobody notices, and each token says its own key.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use axum::http::Method;
use serde_json::{Value, json};

use crate::support::{TENANT, TestApp, published, second_signer, signer, verified_by};

const BACKENDS: usize = 24;
const TOKENS_EACH: usize = 20;
const DEVICE: &str = "greenroom_device=00000000000000000000000000000001";

/// Tokens for one backend, one after the other.
async fn backend(app: Arc<TestApp>, room: String, given: Arc<AtomicUsize>) -> Vec<String> {
    let mut tokens = Vec::new();
    for _ in 0..TOKENS_EACH {
        let body = json!({ "userId": "u1", "userName": "Ada", "roomName": room });
        let answer = app.backend(Method::POST, "/api/jitsi/jwt", &body).await.expect(200);
        tokens.push(answer["token"].as_str().unwrap().to_owned());
        given.fetch_add(1, Ordering::SeqCst);
    }
    tokens
}

/// Exchanges the keys after every few tokens until it is told to stop. Says how often.
async fn exchange_all_the_time(app: Arc<TestApp>, given: Arc<AtomicUsize>, stop: Arc<AtomicBool>) -> usize {
    let keychain = Arc::clone(app.service.meetings().keys().unwrap());
    let (first, second) = (keychain.active(), Arc::new(second_signer()));
    let (mut exchanged, mut seen) = (0, 0);
    while !stop.load(Ordering::SeqCst) {
        let now = given.load(Ordering::SeqCst);
        if now >= seen + 15 {
            seen = now;
            exchanged += 1;
            let (active, earlier) = if exchanged % 2 == 1 { (&second, &first) } else { (&first, &second) };
            keychain.exchange(Arc::clone(active), vec![Arc::clone(earlier)]);
        }
        tokio::task::yield_now().await;
    }
    exchanged
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_request_fails_while_keys_are_exchanged_and_each_token_is_by_the_key_that_it_names() {
    let app = Arc::new(TestApp::jaas().await);
    let room = app.open_session().await;
    let (given, stop) = (Arc::<AtomicUsize>::default(), Arc::<AtomicBool>::default());
    let exchanging = tokio::spawn(exchange_all_the_time(Arc::clone(&app), Arc::clone(&given), Arc::clone(&stop)));
    let backends: Vec<_> =
        (0..BACKENDS).map(|_| tokio::spawn(backend(Arc::clone(&app), room.room.clone(), Arc::clone(&given)))).collect();
    let mut tokens = Vec::new();
    for backend in backends {
        tokens.extend(backend.await.unwrap());
    }
    stop.store(true, Ordering::SeqCst);
    assert!(exchanging.await.unwrap() >= 4, "the keys were hardly exchanged");
    assert_eq!(tokens.len(), BACKENDS * TOKENS_EACH);

    let keys = BTreeMap::from([published(&signer()), published(&second_signer())]);
    let mut kid_of = BTreeMap::new();
    for token in &tokens {
        let header = token.split('.').next().unwrap();
        let kid = keys.keys().find(|kid| said(header)["kid"] == **kid).expect("a kid of ours");
        let read = verified_by(&keys[kid], token);
        kid_of.insert(read.payload["jti"].as_str().unwrap().to_owned(), kid.clone());
    }
    let seen: BTreeSet<_> = kid_of.values().collect();
    assert_eq!(seen.len(), 2, "both keys signed: {seen:?}");
    assert!(recorded(&app, &room.id).await == kid_of, "the record names another key than the one that signed");
}

/// A token's header, not verified.
fn said(header: &str) -> Value {
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(header).unwrap()).unwrap()
}

/// The kid of each grant, by the grant's id, which is the token's `jti`.
async fn recorded(app: &TestApp, session: &str) -> BTreeMap<String, String> {
    let mut kids = BTreeMap::new();
    let mut path = format!("/api/sessions/{session}/grants");
    loop {
        let body = app.backend(Method::GET, &path, &json!({})).await.expect(200);
        for grant in body["grants"].as_array().unwrap() {
            kids.insert(grant["id"].as_str().unwrap().to_owned(), grant["kid"].as_str().unwrap().to_owned());
        }
        let Some(last) = body["grants"].as_array().unwrap().last() else { return kids };
        path = format!("/api/sessions/{session}/grants?before={}", last["id"].as_str().unwrap());
    }
}

#[tokio::test]
async fn a_token_of_an_earlier_key_is_banned_as_long_as_that_key_is_held() {
    for (held, told) in [(true, "done"), (false, "failed")] {
        let (app, _) = TestApp::commanding_sandbox().await;
        let session = app.open_session().await;
        let door = json!({ "by": "invite", "secret": session.guest });
        app.page_token(&json!({ "door": door, "name": "Gus" }), DEVICE).await.expect(200);
        let joined = json!({ "door": door, "room_claim": "qualified", "participant_id": "0a1b2c3d" });
        let headers = [("sec-fetch-site", "same-origin"), ("cookie", DEVICE)];
        assert_eq!(app.json(Method::POST, "/api/pages/joined", &headers, &joined).await.status, 200);

        let keychain = app.service.meetings().keys().unwrap();
        let earlier = if held { vec![keychain.active()] } else { Vec::new() };
        keychain.exchange(Arc::new(second_signer()), earlier);
        let page = app.get(&format!("/s/{}", session.id), &session.host_cookie()).await.text;
        let id = page.split("/people/").nth(1).unwrap().split('/').next().unwrap().to_owned();
        let remove = format!("/s/{}/people/{id}/remove", session.id);
        let answer = app.form(&remove, &session.host_cookie(), "").await;
        assert_eq!(answer.header("location"), format!("/s/{}?removed={told}", session.id), "held: {held}");
    }
}

#[tokio::test]
async fn a_key_that_was_exchanged_is_named_by_the_next_token() {
    let app = TestApp::jaas().await;
    let keychain = app.service.meetings().keys().unwrap();
    keychain.exchange(Arc::new(second_signer()), vec![keychain.active()]);
    let session = app.open_session().await;
    let body = app.guest_token(&session.guest, "Gus").await.expect(200);
    let (kid, pem) = published(&second_signer());
    assert_eq!(verified_by(&pem, body["token"].as_str().unwrap()).header["kid"], kid);
    assert_eq!(kid, format!("{TENANT}/9c0ffe"));
}
