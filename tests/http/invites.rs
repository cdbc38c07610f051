//! Invites of every kind, through the pages' forms and the API.

use axum::http::Method;
use serde_json::{Value, json};

use crate::support::{Answer, NOW, OpenedSession, TestApp, verified};

const ONE: &str = "greenroom_device=00000000000000000000000000000001";
const TWO: &str = "greenroom_device=00000000000000000000000000000002";

async fn invite(app: &TestApp, session: &OpenedSession, body: Value) -> (String, String) {
    let made = app.backend(Method::POST, &format!("/api/sessions/{}/invites", session.id), &body).await.expect(201);
    let secret = made["link"].as_str().unwrap().rsplit_once("/j/").unwrap().1.to_owned();
    (made["id"].as_str().unwrap().to_owned(), secret)
}

async fn token(app: &TestApp, secret: &str, cookies: &str) -> Answer {
    app.page_token(&json!({ "door": { "by": "invite", "secret": secret }, "name": "Gus" }), cookies).await
}

async fn user(app: &TestApp, secret: &str, cookies: &str) -> String {
    let answer = token(app, secret, cookies).await.expect(200);
    let payload = verified(answer["token"].as_str().unwrap()).payload;
    assert_eq!(payload["context"]["user"]["moderator"], "false");
    payload["context"]["user"]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_person_is_the_same_on_every_device_of_their_own_invite() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let (_, own) = invite(&app, &session, json!({ "role": "guest", "personal": true, "label": "Gus" })).await;
    assert_eq!(user(&app, &own, ONE).await, user(&app, &own, TWO).await);
    assert_eq!(user(&app, &own, ONE).await, user(&app, &own, ONE).await);
    assert_ne!(user(&app, &session.guest, ONE).await, user(&app, &session.guest, TWO).await);
    assert_eq!(user(&app, &session.guest, ONE).await, user(&app, &session.guest, ONE).await);
    assert_ne!(user(&app, &own, ONE).await, user(&app, &session.guest, ONE).await);
}

#[tokio::test]
async fn a_single_use_invite_lets_one_browser_in_as_often_as_it_likes() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let (_, single) = invite(&app, &session, json!({ "role": "guest", "maxUses": 1 })).await;
    // Looking at the page uses nothing up.
    for cookies in [ONE, TWO, ""] {
        assert_eq!(app.get(&format!("/j/{single}"), cookies).await.status, 200);
    }
    for _ in 0..3 {
        user(&app, &single, ONE).await;
    }
    token(&app, &single, TWO).await.refused(410, "invite_used_up");
    let page = app.get(&format!("/j/{single}"), TWO).await;
    assert!(page.status == 410 && page.text.contains("used already"), "{}", page.text);
    assert_eq!(app.get(&format!("/j/{single}"), ONE).await.status, 200);
}

#[tokio::test]
async fn an_invite_expires_for_everybody() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let (_, short) = invite(&app, &session, json!({ "role": "guest", "expiresAt": NOW + 60 })).await;
    user(&app, &short, ONE).await;
    app.world.pass(60);
    token(&app, &short, ONE).await.refused(410, "invite_expired");
    assert_eq!(app.get(&format!("/j/{short}"), ONE).await.status, 410);
    user(&app, &session.guest, ONE).await;
}

#[tokio::test]
async fn an_invite_against_the_rules_is_refused_by_its_field() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let path = format!("/api/sessions/{}/invites", session.id);
    for (body, field) in [
        (json!({ "role": "guest", "maxUses": 0 }), "maxUses"),
        (json!({ "role": "guest", "maxUses": 1001 }), "maxUses"),
        (json!({ "role": "guest", "maxUses": -1 }), "maxUses"),
        (json!({ "role": "guest", "expiresAt": NOW }), "expiresAt"),
        (json!({ "role": "guest", "expiresAt": i64::MAX }), "expiresAt"),
        (json!({ "role": "guest", "label": "x".repeat(81) }), "label"),
        (json!({ "role": "guest", "label": "\u{202e}x" }), "label"),
    ] {
        let sentence = app.backend(Method::POST, &path, &body).await.refused(422, "out_of_policy");
        assert!(sentence.starts_with(field), "{body}: {sentence}");
    }
    let page = format!("/s/{}", session.id);
    for (form, field) in [
        ("kind=one&max_uses=many", "maxUses"),
        ("kind=one&expires=tomorrow", "expiresAt"),
        ("kind=one&expires=2020-01-01T00%3A00", "expiresAt"),
    ] {
        let answer = app.form(&format!("{page}/invites"), &session.host_cookie(), form).await;
        let location = answer.header("location");
        assert!(location.starts_with(&format!("{page}?problem={field}&kind=one&")), "{location}");
        let shown = app.get(location.split('#').next().unwrap(), &session.host_cookie()).await.text;
        assert!(shown.contains("aria-describedby=\"invite-problem\""), "{shown}");
    }
}

#[tokio::test]
async fn a_host_makes_invites_and_sees_who_used_them() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let (page, cookie) = (format!("/s/{}", session.id), session.host_cookie());
    let made = app.form(&format!("{page}/invites"), &cookie, "kind=one&label=Gustav+G.&max_uses=2").await;
    let location = made.header("location");
    let id = location.split_once("?made=").unwrap().1.split('#').next().unwrap().to_owned();
    let shown = app.get(&page, &cookie).await.text;
    let link = shown.split(&format!("id=\"link-{id}\"")).nth(1).unwrap().split_once("/j/").unwrap().1;
    let secret: String = link.chars().take(22).collect();
    user(&app, &secret, ONE).await;
    let shown = app.get(&page, &cookie).await.text;
    for words in
        ["Gustav G.", "Lets one person in", "Can be used by 2 browsers", "Used by 1 browser", "<span>Gus</span>"]
    {
        assert!(shown.contains(words), "{words} in {shown}");
    }
    let revoke = format!("{page}/invites/{id}/revoke");
    app.form(&revoke, "", "").await.refused(403, "forbidden");
    assert_eq!(app.form(&revoke, &cookie, "").await.status, 303);
    token(&app, &secret, ONE).await.refused(410, "invite_revoked");
    app.form(&format!("{page}/invites/none/revoke"), &cookie, "").await.refused(404, "not_found");
}

#[tokio::test]
async fn all_guests_links_are_withdrawn_at_once_and_no_hosts() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let (_, more) = invite(&app, &session, json!({ "role": "guest" })).await;
    let path = format!("/s/{}/invites/revoke-all", session.id);
    app.form(&path, "", "").await.refused(403, "forbidden");
    assert_eq!(app.form(&path, &session.host_cookie(), "").await.status, 303);
    for secret in [&session.guest, &more] {
        token(&app, secret, ONE).await.refused(410, "invite_revoked");
    }
    app.host_token(&session, &session.host_cookie()).await.expect(200);
}

#[tokio::test]
async fn a_co_hosts_link_that_counts_is_used_by_a_press_and_by_no_second_browser() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let (_, secret) = invite(&app, &session, json!({ "role": "host", "maxUses": 1 })).await;
    let link = format!("/j/{secret}");
    let page = app.get(&link, ONE).await;
    assert!(page.status == 200 && page.cookies().is_empty() && page.text.contains("/host"), "{}", page.text);
    let used = app.form(&format!("{link}/host"), ONE, "").await;
    assert_eq!(used.header("location"), format!("/s/{}", session.id));
    let right = format!("greenroom_host_{}={secret}", session.id);
    assert_eq!(app.get(&format!("/s/{}", session.id), &format!("{ONE}; {right}")).await.status, 200);

    app.form(&format!("{link}/host"), TWO, "").await.refused(410, "invite_used_up");
    // Knowing the secret is not enough for another browser.
    let stolen = format!("{TWO}; {right}");
    assert_eq!(app.get(&format!("/s/{}", session.id), &stolen).await.status, 410);
    let door = json!({ "door": { "by": "host", "sessionId": session.id }, "name": "Eve" });
    app.page_token(&door, &stolen).await.refused(410, "invite_used_up");
    app.form(&format!("/j/{}/host", session.guest), TWO, "").await.refused(403, "forbidden");
    app.guest_token(&secret, "Eve").await.refused(403, "forbidden");
}

#[tokio::test]
async fn a_hosts_link_is_shown_when_it_was_made_and_never_again() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let (page, cookie) = (format!("/s/{}", session.id), session.host_cookie());
    let made = app.form(&format!("{page}/invites"), &cookie, "kind=host&label=Cora").await;
    let once = made.header("location").split('#').next().unwrap().to_owned();
    let id = once.split_once("?made=").unwrap().1.to_owned();
    let field = format!("id=\"link-{id}\"");
    assert!(app.get(&once, &cookie).await.text.contains(&field));
    assert!(!app.get(&page, &cookie).await.text.contains(&field));
    assert!(!app.get(&once, &cookie).await.text.contains(&session.host));
}
