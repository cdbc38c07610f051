//! Meetings over a real WebSocket on loopback.

use futures::SinkExt;
use serde_json::json;
use tokio_tungstenite::tungstenite::Message as Frame;

use super::{
    NOW, TENANT, TestKey,
    key::{claims, header, token},
    server::Server,
};
use crate::jaas::RoomClaim;

#[tokio::test]
async fn two_meet_talk_and_the_moderator_ends_it() {
    let server = Server::start().await;
    let (mut ada, welcome) = server.join(&token("Ada", true)).await;
    assert_eq!(welcome["type"], "welcome");
    assert_eq!(welcome["createdAt"], NOW);
    assert_eq!(welcome["participants"][0]["role"], "moderator");
    let (mut bob, welcome) = server.join(&token("Bob", false)).await;
    assert_eq!(welcome["participants"].as_array().unwrap().len(), 2);
    let joined = ada.hear().await;
    assert_eq!((&joined["type"], &joined["participant"]["displayName"]), (&json!("joined"), &json!("Bob")));

    bob.say(json!({ "type": "chat", "message": "hello" })).await;
    let line = ada.hear().await;
    assert_eq!((&line["nick"], &line["message"], &line["private"]), (&json!("Bob"), &json!("hello"), &json!(false)));
    bob.say(json!({ "type": "end" })).await;
    assert_eq!(bob.hear().await["type"], "problem");
    bob.say(json!("what")).await;
    assert_eq!(bob.hear().await["type"], "problem");

    ada.say(json!({ "type": "end" })).await;
    assert_eq!(bob.hear().await["type"], "ended");
    bob.hear_the_end().await;
    assert_eq!(ada.hear().await["type"], "ended");
    ada.hear_the_end().await;
}

#[tokio::test]
async fn a_closed_browser_leaves_and_a_kicked_one_may_come_back() {
    let server = Server::start().await;
    let (mut ada, _) = server.join(&token("Ada", true)).await;
    let (bob, welcome) = server.join(&token("Bob", false)).await;
    ada.hear().await;
    drop(bob);
    assert_eq!(ada.hear().await, json!({ "type": "left", "id": welcome["id"] }));

    let (mut bob, welcome) = server.join(&token("Bob", false)).await;
    ada.hear().await;
    ada.say(json!({ "type": "kick", "id": welcome["id"] })).await;
    assert_eq!(bob.hear().await["type"], "kicked");
    bob.hear_the_end().await;
    assert_eq!(ada.hear().await["type"], "kicked");
    let (_bob, welcome) = server.join(&token("Bob", false)).await;
    assert_eq!(welcome["type"], "welcome");
}

#[tokio::test]
async fn a_token_that_does_not_fit_is_refused_in_jitsis_words() {
    let server = Server::start().await;
    let table = [
        (TestKey::of_a_stranger().sign(&header(), &claims()), "connection.passwordRequired", "CONNECTION"),
        (String::new(), "connection.passwordRequired", "CONNECTION"),
        (
            TestKey::new().sign(&header(), &{
                let mut other = claims();
                other["room"] = json!("other");
                other
            }),
            "conference.connectionError.notAllowed",
            "CONFERENCE",
        ),
    ];
    for (token, name, kind) in table {
        let (mut visitor, refused) = server.join(&token).await;
        assert_eq!(refused["type"], "refused");
        assert_eq!((&refused["error"]["name"], &refused["error"]["type"]), (&json!(name), &json!(kind)));
        assert_eq!(refused["error"]["isFatal"], true);
        visitor.hear_the_end().await;
    }
    let mut elsewhere = server.open("no-tenant", "a=b").await;
    elsewhere.show(&token("Ada", true)).await;
    assert_eq!(elsewhere.hear().await["error"]["name"], "conference.connectionError.notAllowed");
}

#[tokio::test]
async fn an_ordered_form_is_refused_for_its_browser_alone() {
    let server = Server::start().await;
    let order = json!({ "target": "room_claim", "form": RoomClaim::Name, "times": 1 });
    server.sandbox.0.faults.add("me", serde_json::from_value(order).unwrap()).unwrap();
    let (_ada, welcome) = server.join(&token("Ada", true)).await;
    assert_eq!(welcome["type"], "welcome");
    for expected in ["refused", "welcome"] {
        let mut bob = server.open(TENANT, "sandbox_faults=me").await;
        bob.show(&token("Bob", false)).await;
        assert_eq!(bob.hear().await["type"], expected);
    }
}

#[tokio::test]
async fn what_is_no_join_or_too_large_ends_the_line() {
    let server = Server::start().await;
    let mut visitor = server.open(TENANT, "a=b").await;
    visitor.say(json!({ "type": "chat", "message": "hello" })).await;
    visitor.hear_the_end().await;
    let mut visitor = server.open(TENANT, "a=b").await;
    let _ = visitor.0.send(Frame::text("x".repeat(17 * 1024))).await;
    visitor.hear_the_end().await;
}
