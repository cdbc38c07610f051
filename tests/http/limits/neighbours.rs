//! Many people behind one address: what a stranger among them uses up is what strangers share.

use axum::http::header;
use serde_json::json;

use super::{Call, FEW, FROM_ADDRESS, FROM_CALLER, browser, invite, until_refused};
use crate::support::{API_KEY, Browser, OpenedSession, TestApp};

/// Everybody whom the server knows, and a session that all of them are for.
struct House {
    app: TestApp,
    session: OpenedSession,
    /// The secret of a guest's own link.
    own: String,
    /// The cookie of a host who is signed in, and the id of a session of theirs.
    signed_in: String,
    hosted: String,
}

/// A browser that was in before, by the link of all.
const GUS: u128 = 1;
/// A browser that was in before, by its own link.
const IDA: u128 = 2;
/// A browser that nobody has seen.
const NEW: u128 = 3;

impl House {
    async fn new() -> Self {
        let app = TestApp::jaas_within(FEW).await;
        let session = app.open_session().await;
        let own = invite(&app, &session, json!({ "role": "guest", "personal": true })).await;
        let browser = Browser::new(&app);
        let link = app.service.invite_host("hanna@example.com").await.unwrap().link;
        browser.form(link.split_once("example.com").unwrap().1, "").await;
        let opened = browser.form("/sessions", "title=Hers&starts=&minutes=60").await;
        let hosted = opened.header("location").trim_start_matches("/s/").to_owned();
        let signed_in = browser.cookies();
        for call in [Call::token(&session.guest).by(GUS), Call::token(&own).by(IDA)] {
            call.send(&app).await.expect(200);
        }
        app.world.pass(60);
        Self { app, session, own, signed_in, hosted }
    }

    fn host_token(id: &str, cookies: &str) -> Call {
        let body = json!({ "door": { "by": "host", "sessionId": id }, "name": "Hanna" });
        Call::json("/api/pages/meeting-token", &body).with(header::COOKIE.as_str(), cookies)
    }

    /// Those who are known, each with a call for a token.
    fn known(&self) -> Vec<(&'static str, Call)> {
        vec![
            ("a guest who was in before", Call::token(&self.session.guest).by(GUS)),
            ("a guest with a link of their own, for the first time", Call::token(&self.own).by(NEW)),
            ("a guest with a link of their own, in their browser", Call::token(&self.own).by(IDA)),
            ("a host who is signed in", Self::host_token(&self.hosted, &self.signed_in)),
            ("the same host as a guest", Call::token(&self.session.guest).with("cookie", &*self.signed_in)),
            ("a host by their link", Self::host_token(&self.session.id, &self.session.host_cookie())),
            ("a backend", Call::backend(API_KEY)),
        ]
    }
}

/// A flood of a stranger's: what the number makes of the house.
type Flood = fn(&House, usize) -> Call;

const FLOODS: [(&str, Flood); 6] = [
    ("with the link, as a new browser each time", |house, number| {
        Call::token(&house.session.guest).by(1000 + number as u128)
    }),
    ("with the link, without a cookie", |house, _| Call::token(&house.session.guest)),
    ("without a link, as one browser", |_, _| Call::token("AAAAAAAAAAAAAAAAAAAAAA").by(999)),
    ("without a link, as a new browser each time", |_, number| Call::token("nonsense").by(1000 + number as u128)),
    ("without a link, as the very browser of another", |_, _| Call::token("AAAAAAAAAAAAAAAAAAAAAA").by(GUS)),
    ("as a host with an invented sign-in", |house, number| {
        let secret = data_encoding::BASE64URL_NOPAD.encode(&(number as u128).to_le_bytes());
        House::host_token(&house.hosted, &format!("{}; greenroom_sign_in={secret}", browser(number as u128)))
    }),
];

#[tokio::test]
async fn a_strangers_flood_stops_strangers_of_that_address_and_nobody_who_is_known() {
    for (flood, call) in FLOODS {
        let house = House::new().await;
        let app = &house.app;
        assert_eq!(until_refused(app, |number| call(&house, number)).await, FROM_ADDRESS, "{flood}");
        // It goes on for long after that.
        for number in 100..300 {
            assert_eq!(call(&house, number).status(app).await, 429, "{flood}");
        }
        for (who, call) in house.known() {
            assert_eq!(call.status(app).await, 200, "{who}, after a flood {flood}");
        }
        // A stranger of the same address waits, and one of another does not.
        assert_eq!(Call::token(&house.session.guest).by(NEW).status(app).await, 429, "{flood}");
        assert_eq!(Call::token(&house.session.guest).from("192.0.2.2").status(app).await, 200, "{flood}");
    }
}

#[tokio::test]
async fn who_is_known_gets_in_while_a_flood_goes_on() {
    let house = House::new().await;
    let stranger = |number: usize| Call::token(&house.session.guest).by(1000 + number as u128);
    until_refused(&house.app, stranger).await;
    let calls: Vec<_> = (0..500).map(|number| stranger(5000 + number)).collect();
    let known = house.known();
    let mut all: Vec<_> = calls.iter().map(|call| call.status(&house.app)).collect();
    all.extend(known.iter().map(|(_, call)| call.status(&house.app)));
    all.extend(calls.iter().map(|call| call.status(&house.app)));
    let answers = futures::future::join_all(all).await;
    for (number, status) in answers.into_iter().enumerate() {
        let who = number.checked_sub(500).and_then(|number| known.get(number));
        assert_eq!(status, if who.is_some() { 200 } else { 429 }, "{:?}", who.map(|(name, _)| name));
    }
}

#[tokio::test]
async fn who_is_known_uses_up_their_own_limit_and_no_others() {
    let house = House::new().await;
    let app = &house.app;
    let known = house.known();
    // The host's account is one caller, whichever door they stand at.
    let each: Vec<_> = known.iter().filter(|(who, _)| *who != "the same host as a guest").collect();
    for (flooding, (name, call)) in each.iter().enumerate() {
        app.world.pass(60);
        let most = if *name == "a backend" { FROM_ADDRESS } else { FROM_CALLER };
        assert_eq!(until_refused(app, |_| call.clone()).await, most, "{name}");
        // From another address it is the same one.
        assert_eq!(call.clone().from("192.0.2.77").status(app).await, 429, "{name}");
        for (other, (who, call)) in each.iter().enumerate() {
            let expected = if flooding == other { 429 } else { 200 };
            assert_eq!(call.status(app).await, expected, "{who}, after {name}");
        }
        assert_eq!(Call::token("nonsense").status(app).await, 404, "a stranger, after {name}");
    }
}

#[tokio::test]
async fn who_got_at_somebodys_own_link_stops_no_browser_that_was_in_by_it() {
    let house = House::new().await;
    // The door is shut to them: nobody becomes known by trying.
    let session = house.app.open_session_with(json!({ "title": "Later", "admitsEach": true })).await;
    let own = invite(&house.app, &session, json!({ "role": "guest", "personal": true })).await;
    let thief = |number: usize| Call::token(&own).by(1000 + number as u128);
    assert_eq!(until_refused(&house.app, thief).await, FROM_CALLER);
    // Who holds that link and was never in is as the thief is.
    assert_eq!(Call::token(&own).by(NEW).status(&house.app).await, 429);
    // Other links, and the browser that was in by one of its own, are not touched.
    let thief = |number: usize| Call::token(&house.own).by(2000 + number as u128).from("192.0.2.50");
    for number in 0..20 {
        thief(number).send(&house.app).await;
    }
    assert_eq!(Call::token(&house.own).by(IDA).status(&house.app).await, 200);
}

#[tokio::test]
async fn a_flood_of_knocks_stops_nobody_who_has_knocked() {
    let app = TestApp::jaas_within(FEW).await;
    let session = app.open_session_with(json!({ "title": "Weekly", "admitsEach": true })).await;
    let knock = |device: u128| Call::form(format!("/j/{}/knock", session.guest), "name=Gus").by(device);
    assert_eq!(knock(GUS).status(&app).await, 303);
    app.world.pass(60);
    assert_eq!(until_refused(&app, |number| knock(1000 + number as u128)).await, FROM_ADDRESS);
    until_refused(&app, |_| Call::token("nonsense")).await;
    // Who waits can say another name, is asked for by their page, and comes in when they are let in.
    assert_eq!(knock(GUS).status(&app).await, 303);
    let state = Call::get(format!("/j/{}/door/state", session.guest)).by(GUS).send(&app).await.expect(200);
    assert_eq!(state["state"], "waiting_to_be_let_in");
    Call::token(&session.guest).by(GUS).send(&app).await.refused(409, "waiting_to_be_let_in");
    let page = app.get(&format!("/s/{}", session.id), &session.host_cookie()).await.text;
    let (_, rest) = page.split_once("id=\"admit-").unwrap();
    let admit = format!("/s/{}/people/{}/admit", session.id, rest.split('"').next().unwrap());
    assert_eq!(app.form(&admit, &session.host_cookie(), "").await.status, 303);
    Call::token(&session.guest).by(GUS).send(&app).await.expect(200);
    assert_eq!(knock(NEW).status(&app).await, 429);
}

#[tokio::test]
async fn who_was_let_in_is_known_from_that_moment_on() {
    let app = TestApp::jaas_within(FEW).await;
    let session = app.open_session().await;
    let call = Call::token(&session.guest).by(GUS);
    // The first one is a stranger's; three more are theirs.
    assert_eq!(until_refused(&app, |_| call.clone()).await, 1 + FROM_CALLER);
    assert_eq!(until_refused(&app, |_| Call::token("nonsense")).await, FROM_ADDRESS - 1);
    app.world.pass(10);
    call.send(&app).await.expect(200);
}

#[tokio::test]
async fn reports_of_being_in_are_limited_for_each_who_is_known() {
    let house = House::new().await;
    let joined = |secret: &str, device: u128| {
        let door = json!({ "by": "invite", "secret": secret });
        Call::json("/api/pages/joined", &json!({ "door": door, "room_claim": "qualified" })).by(device)
    };
    assert_eq!(until_refused(&house.app, |_| joined(&house.session.guest, GUS)).await, FROM_CALLER);
    assert_eq!(until_refused(&house.app, |number| joined("nonsense", 1000 + number as u128)).await, FROM_ADDRESS);
    assert_eq!(joined(&house.own, IDA).status(&house.app).await, 200);
}
