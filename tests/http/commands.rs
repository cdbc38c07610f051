//! Commands to running meetings, from this program to the sandbox in it, through the whole app.

use std::sync::Arc;

use axum::http::Method;
use greenroom::{
    commands::{CommandError, Commands},
    jaas::{PrivateKey, RoomName, Signer},
};
use serde_json::json;

use crate::support::{APP_ID, NOW, TENANT, TestApp, signer};

fn commands(address: std::net::SocketAddr, signer: Signer) -> Commands {
    let base = format!("http://{address}/sandbox/").parse().unwrap();
    Commands::new(base, &APP_ID.parse().unwrap(), Arc::new(signer.into())).unwrap()
}

#[tokio::test]
async fn the_sandbox_understands_what_is_asked_of_jaas() {
    let (app, address) = TestApp::commanding_sandbox().await;
    let commands = commands(address, signer());
    let session = app.open_session().await;
    let token = app.guest_token(&session.guest, "Gus").await.expect(200)["token"].as_str().unwrap().to_owned();
    let room = RoomName::try_from(session.room.clone()).unwrap();
    assert_eq!(commands.ban_token(&token, NOW).await, Ok(()));
    // Nobody is there: the sandbox knows the command, and neither the meeting nor the person.
    let nobody = Err(CommandError::Refused { status: 404 });
    assert_eq!(commands.kick(&room, "0a1b2c3d", NOW).await, nobody);
    assert_eq!(commands.destroy(&room, NOW).await, nobody);

    let order = json!({ "target": "commands", "kind": "503", "room": session.room, "times": 3 });
    let switch = format!("/sandbox/{TENANT}/faults");
    assert_eq!(app.json(Method::POST, &switch, &[], &order).await.status, 204);
    let failing = Err(CommandError::Failing { status: 503 });
    assert_eq!(commands.ban_token(&token, NOW).await, failing);
    assert_eq!(commands.kick(&room, "0a1b2c3d", NOW).await, failing);
    assert_eq!(commands.destroy(&room, NOW).await, failing);
    assert_eq!(commands.destroy(&room, NOW).await, nobody);
}

#[tokio::test]
async fn a_key_that_was_not_published_commands_nothing() {
    let (_app, address) = TestApp::commanding_sandbox().await;
    let kid = signer().kid().cloned();
    let commands = commands(address, Signer::rs256(PrivateKey::generate().unwrap(), kid));
    let room = RoomName::try_from("weekly".to_owned()).unwrap();
    assert_eq!(commands.destroy(&room, NOW).await, Err(CommandError::Refused { status: 401 }));
}
