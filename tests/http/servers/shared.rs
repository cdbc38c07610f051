//! What one server knows the other knows, and bells that ring from one to the other.

use std::time::Duration;

use axum::body::Body;
use serde_json::json;
use tokio::time::timeout;

use super::two;
use crate::{
    door::{follow, host_is_in, next},
    sign_in::{account, by_link},
    support::Browser,
};

/// A third of the time after which a door is looked at anew in any case.
const AT_ONCE: Duration = Duration::from_secs(5);

/// Reads events until the door is like that.
pub(super) async fn hears(events: &mut Body, state: &str) {
    let heard = async { while next(events).await["state"] != *state {} };
    timeout(AT_ONCE, heard).await.expect("the bell is heard at once");
}

#[tokio::test]
async fn who_signs_in_at_one_server_is_known_at_the_other_and_signed_out_at_both() {
    let (one, other) = two().await;
    let (here, there) = (Browser::new(&one), Browser::new(&other));
    by_link(&one, &here, "hanna@example.com").await;
    there.put("greenroom_sign_in", &here.cookie("greenroom_sign_in").unwrap());
    assert_eq!(account(&there).await.as_deref(), Some("hanna@example.com"));
    there.form("/sign-out", "").await;
    assert_eq!(account(&here).await, None);
}

#[tokio::test]
async fn a_bell_at_one_server_is_heard_at_the_other() {
    let (one, other) = two().await;
    let session = one.open_session_with(json!({ "title": "Weekly", "waitsForHost": true })).await;
    let mut guest = follow(&other, &format!("/j/{}/door", session.guest), "").await;
    hears(&mut guest, "waiting_for_host").await;
    host_is_in(&one, &session).await;
    hears(&mut guest, "open").await;
}

#[tokio::test]
async fn a_host_at_one_server_hears_who_knocks_at_the_other() {
    let (one, other) = two().await;
    let session = one.open_session_with(json!({ "title": "Weekly", "admitsEach": true })).await;
    let mut host = follow(&one, &format!("/s/{}/door", session.id), &session.host_cookie()).await;
    assert_eq!(next(&mut host).await["waiting"], 0);
    other.form(&format!("/j/{}/knock", session.guest), "", "name=Gus").await;
    let heard = async { while next(&mut host).await["waiting"] != 1 {} };
    timeout(AT_ONCE, heard).await.expect("the bell is heard at once");
}
