//! The sandbox on loopback, and a browser's end of the line to it.

use axum::Router;
use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Message as Frame, client::IntoClientRequest},
};

use super::{ROOM, TENANT, sandbox};
use crate::sandbox::Sandbox;

pub(super) struct Server {
    pub(super) sandbox: Sandbox,
    address: String,
}

/// A browser's end of the line.
pub(super) struct Visitor(pub(super) WebSocketStream<TcpStream>);

impl Server {
    pub(super) async fn start() -> Self {
        let sandbox = sandbox();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let router: Router = sandbox.router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { sandbox, address }
    }

    pub(super) async fn open(&self, tenant: &str, cookie: &str) -> Visitor {
        let url = format!("ws://{}/sandbox/{tenant}/{}/ws", self.address, ROOM.to_uppercase());
        let mut request = url.into_client_request().unwrap();
        request.headers_mut().insert("cookie", cookie.parse().unwrap());
        let stream = TcpStream::connect(&self.address).await.unwrap();
        Visitor(client_async(request, stream).await.unwrap().0)
    }

    /// Shows a token and returns the line with the room's first answer.
    pub(super) async fn join(&self, token: &str) -> (Visitor, Value) {
        let mut visitor = self.open(TENANT, "a=b").await;
        visitor.show(token).await;
        let answer = visitor.hear().await;
        (visitor, answer)
    }
}

impl Visitor {
    pub(super) async fn show(&mut self, token: &str) {
        self.say(
            json!({ "type": "join", "token": token, "displayName": "Me", "audioMuted": false, "videoMuted": true }),
        )
        .await;
    }

    pub(super) async fn say(&mut self, message: Value) {
        self.0.send(Frame::text(message.to_string())).await.unwrap();
    }

    pub(super) async fn hear(&mut self) -> Value {
        match self.0.next().await.unwrap().unwrap() {
            Frame::Text(text) => serde_json::from_str(&text).unwrap(),
            frame => panic!("expected a message, got {frame:?}"),
        }
    }

    /// Nothing more comes but the end of the line.
    pub(super) async fn hear_the_end(&mut self) {
        match self.0.next().await {
            None | Some(Ok(Frame::Close(_)) | Err(_)) => {}
            Some(Ok(frame)) => panic!("expected the end, got {frame:?}"),
        }
    }
}
