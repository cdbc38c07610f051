//! Meetings over a real WebSocket on loopback.

use axum::Router;
use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Message as Frame, client::IntoClientRequest},
};

use super::{
    NOW, ROOM, TENANT, TestKey,
    key::{claims, header, token},
    sandbox,
};
use crate::{jaas::RoomClaim, sandbox::Sandbox};

struct Server {
    sandbox: Sandbox,
    address: String,
}

/// A browser's end of the line.
struct Visitor(WebSocketStream<TcpStream>);

impl Server {
    async fn start() -> Self {
        let sandbox = sandbox();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let router: Router = sandbox.router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { sandbox, address }
    }

    async fn open(&self, tenant: &str, cookie: &str) -> Visitor {
        let url = format!("ws://{}/sandbox/{tenant}/{}/ws", self.address, ROOM.to_uppercase());
        let mut request = url.into_client_request().unwrap();
        request.headers_mut().insert("cookie", cookie.parse().unwrap());
        let stream = TcpStream::connect(&self.address).await.unwrap();
        Visitor(client_async(request, stream).await.unwrap().0)
    }

    /// Shows a token and returns the line with the room's first answer.
    async fn join(&self, token: &str) -> (Visitor, Value) {
        let mut visitor = self.open(TENANT, "a=b").await;
        visitor.show(token).await;
        let answer = visitor.hear().await;
        (visitor, answer)
    }
}

impl Visitor {
    async fn show(&mut self, token: &str) {
        self.say(
            json!({ "type": "join", "token": token, "displayName": "Me", "audioMuted": false, "videoMuted": true }),
        )
        .await;
    }

    async fn say(&mut self, message: Value) {
        self.0.send(Frame::text(message.to_string())).await.unwrap();
    }

    async fn hear(&mut self) -> Value {
        match self.0.next().await.unwrap().unwrap() {
            Frame::Text(text) => serde_json::from_str(&text).unwrap(),
            frame => panic!("expected a message, got {frame:?}"),
        }
    }

    /// Nothing more comes but the end of the line.
    async fn hear_the_end(&mut self) {
        match self.0.next().await {
            None | Some(Ok(Frame::Close(_)) | Err(_)) => {}
            Some(Ok(frame)) => panic!("expected the end, got {frame:?}"),
        }
    }
}

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
