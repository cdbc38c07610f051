//! Whatever the service changes leaves its event: by whom, about whom, where, by which request.

use std::collections::BTreeSet;

use axum::http::Method;
use greenroom::record::EventKind;
use serde_json::{Value, json};

use super::{GUS, IDA, between, events, operator, signed_in};
use crate::support::{Answer, Browser, OPERATOR, TestApp};

const HANNA: &str = "hanna@example.com";

/// What is expected of an event: kind, actor, by, person, name, detail. `_` is anything.
type Expected<'a> = [&'a str; 6];

/// Looks at what each step leaves.
struct Watch<'a> {
    app: &'a TestApp,
    seen: i64,
    kinds: BTreeSet<String>,
}

impl<'a> Watch<'a> {
    async fn new(app: &'a TestApp) -> Self {
        let mut watch = Self { app, seen: 0, kinds: BTreeSet::new() };
        watch.fresh().await;
        watch
    }

    /// The events since the last look, in their order.
    async fn fresh(&mut self) -> Vec<Value> {
        let mut fresh = events(self.app, "").await;
        fresh.retain(|event| event["seq"].as_i64().unwrap() > self.seen);
        fresh.reverse();
        if let Some(last) = fresh.last() {
            self.seen = last["seq"].as_i64().unwrap();
        }
        let changes = fresh.iter().map(|event| event["kind"].as_str().unwrap()).filter(|kind| *kind != "refused");
        self.kinds.extend(changes.map(str::to_owned));
        fresh
    }

    /// That the step left these, by the request of that answer, in that session. Says their subjects.
    async fn left(&mut self, answer: Option<&Answer>, session: Option<&str>, expected: &[Expected<'_>]) -> Vec<String> {
        let request = answer.map(|answer| answer.header("x-request-id"));
        let fresh = self.fresh().await;
        assert_eq!(fresh.len(), expected.len(), "{fresh:#?}");
        for (event, expected) in fresh.iter().zip(expected) {
            let text = |name: &str| event[name].as_str().unwrap_or_default();
            let found = ["kind", "actor", "by", "person", "name", "detail"].map(text);
            let fits = found.iter().zip(expected).all(|(found, expected)| *expected == "_" || found == expected);
            assert!(fits, "{expected:?}: {event:#}");
            assert_eq!(event["requestId"].as_str(), request, "{event:#}");
            // The form of the room claim is the same for all sessions.
            let session = session.filter(|_| expected[0] != "room_claim_learnt");
            assert_eq!(event["sessionId"].as_str(), session, "{event:#}");
        }
        fresh.iter().map(|event| event["subject"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

#[tokio::test]
async fn every_change_leaves_its_event_with_who_where_and_by_which_request() {
    let app = TestApp::jaas().await;
    let olga = operator(&app).await;
    let mut watch = Watch::new(&app).await;
    let hanna = host_signs_in(&app, &mut watch).await;
    let id = session_is_kept(&hanna, &mut watch).await;
    guests_come_and_go(&app, &hanna, &id, &mut watch).await;
    links_are_made_and_used(&app, &hanna, &id, &mut watch).await;
    sessions_end(&app, &hanna, &id, &mut watch).await;
    keys_are_made(&app, &olga, &mut watch).await;
    sign_ins_end(&app, &hanna, &mut watch).await;

    // The rest is not done over HTTP, or is no change.
    let elsewhere = [
        EventKind::Refused,
        EventKind::SigningKeyActive,
        EventKind::PersonalDataPurged,
        EventKind::PersonalDataExported,
        EventKind::PersonalDataErased,
        EventKind::RecordMoved,
    ];
    let all = EventKind::ALL.iter().filter(|kind| !elsewhere.contains(kind)).map(|kind| kind.as_str().to_owned());
    assert_eq!(watch.kinds.difference(&all.clone().collect()).collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(all.collect::<BTreeSet<_>>(), watch.kinds);
}

async fn host_signs_in<'a>(app: &'a TestApp, watch: &mut Watch<'_>) -> Browser<'a> {
    let link = app.service.invite_host(HANNA).await.unwrap().link;
    watch.left(None, None, &[["sign_in_link_made", "operator", "", HANNA, "", ""]]).await;
    let hanna = Browser::new(app);
    let answer = hanna.form(link.split_once("example.com").unwrap().1, "").await;
    watch.left(Some(&answer), None, &[["signed_in", "host", HANNA, HANNA, "", "link"]]).await;
    hanna
}

async fn session_is_kept(hanna: &Browser<'_>, watch: &mut Watch<'_>) -> String {
    let form = "title=Weekly&starts=&minutes=60&admits_each=on";
    let answer = hanna.form("/sessions", form).await;
    let id = answer.header("location").trim_start_matches("/s/").to_owned();
    watch.left(Some(&answer), Some(&id), &[["session_opened", "host", HANNA, HANNA, "", ""]]).await;
    let answer = hanna.form(&format!("/s/{id}/edit"), &format!("{form}&sequence=0")).await;
    watch.left(Some(&answer), Some(&id), &[["session_changed", "host", HANNA, HANNA, "", ""]]).await;
    // What cannot be taken changes nothing, and leaves nothing.
    hanna.form(&format!("/s/{id}/edit"), &format!("{form}&sequence=0")).await;
    assert_eq!(watch.fresh().await, Vec::<Value>::new());
    id
}

async fn guests_come_and_go(app: &TestApp, hanna: &Browser<'_>, id: &str, watch: &mut Watch<'_>) {
    let page = hanna.get(&format!("/s/{id}")).await.text;
    let guest = between(&page, "id=\"guest-link\"", "/j/", "\"");
    let mut people = Vec::new();
    for (cookies, name) in [(GUS, "Gus"), (IDA, "Ida")] {
        let answer = app.form(&format!("/j/{guest}/knock"), cookies, &format!("name={name}")).await;
        watch.left(Some(&answer), Some(id), &[["knocked", "guest", "_", "_", name, ""]]).await;
        let page = hanna.get(&format!("/s/{id}")).await.text;
        people.push(between(&page, "id=\"door\"", "id=\"admit-", "\""));
        let last = people.last().unwrap();
        let (way, kind) = if name == "Gus" { ("admit", "let_in") } else { ("refuse", "turned_away") };
        let answer = hanna.form(&format!("/s/{id}/people/{last}/{way}"), "").await;
        watch.left(Some(&answer), Some(id), &[[kind, "host", HANNA, last, name, ""]]).await;
    }
    let gus = &people[0];
    let door = json!({ "by": "invite", "secret": guest });
    let answer = app.page_token(&json!({ "door": door, "name": "Gus" }), GUS).await;
    let subjects = watch.left(Some(&answer), Some(id), &[["token_issued", "guest", gus, gus, "Gus", "guest"]]).await;
    assert_eq!(app.store.grants(id, None, 9).await.unwrap()[0].id, subjects[0]);
    let is_in = json!({ "door": door, "room_claim": "qualified", "participant_id": "0a1b2c3d" });
    let answer = joined(app, GUS, &is_in).await;
    let learnt = ["room_claim_learnt", "guest", gus, gus, "", "qualified"];
    let subjects = watch.left(Some(&answer), Some(id), &[learnt, ["joined", "guest", gus, gus, "Gus", ""]]).await;
    assert_eq!(subjects[1], "0a1b2c3d");

    let door = json!({ "by": "host", "sessionId": id });
    let answer = app.page_token(&json!({ "door": door, "name": "Hanna" }), &hanna.cookies()).await;
    watch.left(Some(&answer), Some(id), &[["token_issued", "host", HANNA, "_", "Hanna", "host"]]).await;
    let is_in = json!({ "door": door, "room_claim": "qualified", "participant_id": "0a1b2c3e" });
    let answer = joined(app, &hanna.cookies(), &is_in).await;
    let expected = [["joined", "host", HANNA, HANNA, "Hanna", ""], ["host_in", "host", HANNA, HANNA, "Hanna", ""]];
    watch.left(Some(&answer), Some(id), &expected).await;

    let answer = hanna.form(&format!("/s/{id}/people/{gus}/remove"), "").await;
    let expected = [["removed", "host", HANNA, gus, "Gus", ""], ["invite_closed", "host", HANNA, HANNA, "", "_"]];
    watch.left(Some(&answer), Some(id), &expected).await;
}

async fn joined(app: &TestApp, cookies: &str, body: &Value) -> Answer {
    app.json(Method::POST, "/api/pages/joined", &[("sec-fetch-site", "same-origin"), ("cookie", cookies)], body).await
}

async fn links_are_made_and_used(app: &TestApp, hanna: &Browser<'_>, id: &str, watch: &mut Watch<'_>) {
    let answer = hanna.form(&format!("/s/{id}/invites"), "kind=one&label=Ada&expires=&max_uses=").await;
    let made = ["invite_made", "host", HANNA, HANNA, "", "guest"];
    let subjects = watch.left(Some(&answer), Some(id), &[made]).await;
    assert!(answer.header("location").ends_with(&subjects[0]));
    let answer = hanna.form(&format!("/s/{id}/invites/{}/revoke", subjects[0]), "").await;
    let revoked = ["invite_revoked", "host", HANNA, HANNA, "", ""];
    assert_eq!(watch.left(Some(&answer), Some(id), &[revoked]).await, subjects);
    let answer = hanna.form(&format!("/s/{id}/guest-link"), "").await;
    watch.left(Some(&answer), Some(id), &[["guest_link_renewed", "host", HANNA, HANNA, "", "_"]]).await;
    let answer = hanna.form(&format!("/s/{id}/invites/revoke-all"), "").await;
    assert_eq!(watch.left(Some(&answer), Some(id), &[revoked]).await, [""]);

    let path = format!("/api/sessions/{id}/invites");
    let answer = app.backend(Method::POST, &path, &json!({ "role": "host", "maxUses": 1 })).await;
    watch.left(Some(&answer), Some(id), &[["invite_made", "backend", "", "", "", "host"]]).await;
    assert_eq!(events(app, "kind=invite_made").await[0]["apiKey"], "environment-1");
    let link = answer.expect(201)["link"].as_str().unwrap().to_owned();
    let answer = app.form(&format!("/j/{}/host", link.rsplit_once("/j/").unwrap().1), IDA, "").await;
    watch.left(Some(&answer), Some(id), &[["invite_used", "host", "_", "_", "", ""]]).await;

    let body = json!({ "userId": "u1", "userName": "Ada", "roomName": "physics" });
    let answer = app.backend(Method::POST, "/api/jitsi/jwt", &body).await;
    watch.left(Some(&answer), None, &[["token_issued", "backend", "", "u1", "Ada", "guest"]]).await;
}

async fn sessions_end(app: &TestApp, hanna: &Browser<'_>, id: &str, watch: &mut Watch<'_>) {
    let answer = hanna.form(&format!("/s/{id}/end"), "").await;
    watch.left(Some(&answer), Some(id), &[["session_ended", "host", HANNA, HANNA, "", ""]]).await;
    let answer = hanna.form("/sessions", "title=Another&starts=&minutes=60").await;
    let id = answer.header("location").trim_start_matches("/s/").to_owned();
    watch.left(Some(&answer), Some(&id), &[["session_opened", "host", HANNA, HANNA, "", ""]]).await;
    let answer = hanna.form(&format!("/s/{id}/cancel"), "").await;
    watch.left(Some(&answer), Some(&id), &[["session_cancelled", "host", HANNA, HANNA, "", ""]]).await;
    let answer = app.backend(Method::POST, "/api/sessions", &json!({ "title": "Weekly" })).await;
    let id = answer.expect(201)["id"].as_str().unwrap().to_owned();
    watch.left(Some(&answer), Some(&id), &[["session_opened", "backend", "", "", "", ""]]).await;
    let answer = app.backend(Method::POST, &format!("/api/sessions/{id}/end"), &json!({})).await;
    watch.left(Some(&answer), Some(&id), &[["session_ended", "backend", "", "", "", ""]]).await;
}

async fn keys_are_made(app: &TestApp, olga: &Browser<'_>, watch: &mut Watch<'_>) {
    let answer = olga.form("/operator/api-keys", "name=Portal&scope=audit%3Aread&days=30").await;
    let made = ["api_key_made", "operator", OPERATOR, OPERATOR, "", "audit:read"];
    let subjects = watch.left(Some(&answer), None, &[made]).await;
    assert_eq!(app.store.api_keys(None, 9).await.unwrap()[0].id, subjects[0]);
    let answer = olga.form(&format!("/operator/api-keys/{}/revoke", subjects[0]), "").await;
    let revoked = ["api_key_revoked", "operator", OPERATOR, OPERATOR, "", ""];
    assert_eq!(watch.left(Some(&answer), None, &[revoked]).await, subjects);
}

async fn sign_ins_end(app: &TestApp, hanna: &Browser<'_>, watch: &mut Watch<'_>) {
    let out = ["signed_out", "host", HANNA, HANNA, "", ""];
    let again = signed_in(app, HANNA).await;
    watch.fresh().await;
    let account = hanna.get("/account").await.text;
    let id = between(&account, "/account/sign-ins", "/", "/");
    let answer = hanna.form(&format!("/account/sign-ins/{id}/revoke"), "").await;
    assert_eq!(watch.left(Some(&answer), None, &[out]).await, [id]);
    assert_eq!(again.get("/sessions").await.status, 401);
    watch.fresh().await;
    let answer = hanna.form("/account/sign-out-everywhere", "").await;
    watch.left(Some(&answer), None, &[out]).await;
    let again = signed_in(app, HANNA).await;
    watch.fresh().await;
    let answer = again.form("/sign-out", "").await;
    watch.left(Some(&answer), None, &[out]).await;
    signed_in(app, HANNA).await;
    watch.fresh().await;
    app.service.revoke_host(HANNA).await.unwrap();
    let expected = [["host_revoked", "operator", "", HANNA, "", ""], ["signed_out", "operator", "", HANNA, "", ""]];
    watch.left(None, None, &expected).await;
}
