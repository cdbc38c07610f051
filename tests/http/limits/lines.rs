//! Lines of a door's events: so many at a time, and their place is given back.

use axum::{body::Body, http::Response};
use greenroom::service::Quotas;
use serde_json::json;

use super::{Call, FEW, until_refused};
use crate::support::{OpenedSession, TestApp};

/// So many lines one caller may hold.
const OF_CALLER: usize = 8;
/// So many all unknown callers of one address may, here.
const OF_ADDRESS: usize = 5;

const GUS: u128 = 1;

async fn waiting_room() -> (TestApp, OpenedSession) {
    let app = TestApp::jaas_within(FEW).await;
    let session = app.open_session_with(json!({ "title": "Weekly", "waitsForHost": true })).await;
    let knocked = Call::form(format!("/j/{}/knock", session.guest), "name=Gus").by(GUS);
    assert_eq!(knocked.status(&app).await, 303);
    (app, session)
}

fn line(session: &OpenedSession) -> Call {
    Call::get(format!("/j/{}/door", session.guest))
}

/// Opens lines until one is refused.
async fn open_all(app: &TestApp, call: impl Fn(usize) -> Call) -> Vec<Response<Body>> {
    let mut lines = Vec::new();
    for number in 0..50 {
        let answer = app.open(call(number).request()).await;
        if answer.status() == 429 {
            assert_eq!(answer.headers()["retry-after"], "15");
            return lines;
        }
        assert_eq!(answer.status(), 200);
        lines.push(answer);
    }
    panic!("there is no limit");
}

async fn opens(app: &TestApp, call: &Call) -> bool {
    app.open(call.request()).await.status() == 200
}

#[tokio::test]
async fn strangers_hold_so_many_lines_of_an_address_and_those_who_are_known_their_own() {
    let (app, session) = waiting_room().await;
    let mut held = open_all(&app, |number| line(&session).by(1000 + number as u128)).await;
    assert_eq!(held.len(), OF_ADDRESS);
    assert!(!opens(&app, &line(&session).by(7)).await);
    // The page of who finds no place asks instead.
    let state = Call::get(format!("/j/{}/door/state", session.guest)).by(7).send(&app).await.expect(200);
    assert_eq!(state["state"], "waiting_for_host");
    // Nobody else is touched: another address, a guest who knocked, the host.
    assert!(opens(&app, &line(&session).by(7).from("192.0.2.2")).await);
    assert!(opens(&app, &line(&session).by(GUS)).await);
    let host = Call::get(format!("/s/{}/door", session.id)).with("cookie", session.host_cookie());
    assert!(opens(&app, &host).await);
    // A line that ends makes room for another one.
    drop(held.pop());
    assert!(opens(&app, &line(&session).by(7)).await);
}

#[tokio::test]
async fn one_who_is_known_holds_eight_lines_and_uses_up_no_others() {
    let (app, session) = waiting_room().await;
    let host = Call::get(format!("/s/{}/door", session.id)).with("cookie", session.host_cookie());
    for (name, call) in [("a guest", line(&session).by(GUS)), ("a host", host)] {
        let held = open_all(&app, |_| call.clone()).await;
        assert_eq!(held.len(), OF_CALLER, "{name}");
        assert!(!opens(&app, &call.clone().from("192.0.2.2")).await, "{name}, from elsewhere");
        let strangers = open_all(&app, |number| line(&session).by(1000 + number as u128)).await;
        assert_eq!(strangers.len(), OF_ADDRESS, "strangers beside {name}");
        drop(held);
        assert!(opens(&app, &call).await, "{name}, with a page left");
    }
}

#[tokio::test]
async fn a_line_that_is_refused_at_the_door_keeps_no_place() {
    let (app, session) = waiting_room().await;
    for _ in 0..3 * OF_ADDRESS {
        assert_eq!(Call::get("/j/AAAAAAAAAAAAAAAAAAAAAA/door").status(&app).await, 404);
        assert_eq!(Call::get(format!("/s/{}/door", session.id)).status(&app).await, 403);
    }
    assert_eq!(open_all(&app, |_| line(&session)).await.len(), OF_ADDRESS);
}

#[tokio::test]
async fn without_a_limit_an_address_holds_any_number_of_lines() {
    let app = TestApp::jaas_within(Quotas { lines_per_address: None, per_address: None, ..FEW }).await;
    let session = app.open_session_with(json!({ "title": "Weekly", "waitsForHost": true })).await;
    let mut held = Vec::new();
    for _ in 0..200 {
        held.push(app.open(line(&session).request()).await);
    }
    assert!(held.iter().all(|answer| answer.status() == 200));
}

#[tokio::test]
async fn opening_lines_and_asking_count_for_each_who_is_known() {
    let (app, session) = waiting_room().await;
    let state = Call::get(format!("/j/{}/door/state", session.guest)).by(GUS);
    // Four times as many as tokens.
    assert_eq!(until_refused(&app, |_| state.clone()).await, 12);
    assert!(!opens(&app, &line(&session).by(GUS)).await);
    assert!(opens(&app, &line(&session).by(7)).await);
    app.world.pass(5);
    assert_eq!(state.status(&app).await, 200);
}
