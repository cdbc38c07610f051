//! The pages' forms, without any script.

use axum::{
    body::Body,
    http::{Request, header},
};

use crate::support::TestApp;

#[tokio::test]
async fn in_the_sandbox_one_post_opens_a_session_and_makes_its_host() {
    let app = TestApp::sandbox().await;
    let answer = app.form("/sessions", "", "title=Weekly+check-in&session_type=audio").await;
    assert_eq!(answer.status, 303);
    let page = answer.header("location").to_owned();
    assert!(page.starts_with("/s/"), "{page}");
    let id = page.trim_start_matches("/s/");
    let cookies = answer.cookies();
    assert!(cookies.starts_with("greenroom_sign_in="), "{cookies}");
    assert_eq!(app.get(&page, &cookies).await.status, 200);
    assert_eq!(app.get(&page, "").await.status, 403);
    let again = app.form("/sessions", &cookies, "title=Another").await;
    assert_eq!((again.status.as_u16(), again.cookies().as_str()), (303, ""));
    assert!(app.get("/sessions?part=live", &cookies).await.text.contains(id));
}

#[tokio::test]
async fn elsewhere_nobody_opens_a_session_by_a_form() {
    let app = TestApp::jaas().await;
    let answer = app.form("/sessions", "", "title=Mine&starts=").await;
    // What was typed is there again after signing in.
    assert!(answer.header("location").starts_with("/sign-in?to=%2Fsessions%2Fnew%3Ftitle%3DMine%26"));
    assert_eq!(answer.cookies(), "");
}

#[tokio::test]
async fn a_title_that_is_not_taken_comes_back_with_what_was_typed() {
    let app = TestApp::sandbox().await;
    let answer = app.form("/sessions", "", "title=+&session_type=audio").await;
    assert_eq!(answer.status, 303);
    assert!(answer.header("location").starts_with("/?problem=title&title=+&session_type=audio&"));
}

#[tokio::test]
async fn a_host_ends_the_session_and_renews_the_guest_link_and_others_do_not() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let (end, renew) = (format!("/s/{}/end", session.id), format!("/s/{}/guest-link", session.id));
    for path in [&end, &renew] {
        app.form(path, "", "").await.refused(403, "forbidden");
        let guest = format!("greenroom_host_{}={}", session.id, session.guest);
        app.form(path, &guest, "").await.refused(403, "forbidden");
    }
    app.guest_token(&session.guest, "Gus").await.expect(200);

    assert_eq!(app.form(&renew, &session.host_cookie(), "").await.status, 303);
    app.guest_token(&session.guest, "Gus").await.refused(410, "invite_revoked");

    assert_eq!(app.form(&end, &session.host_cookie(), "").await.status, 303);
    app.host_token(&session, &session.host_cookie()).await.refused(410, "session_ended");
    app.form(&renew, &session.host_cookie(), "").await.refused(410, "session_ended");
}

#[tokio::test]
async fn a_foreign_page_cannot_post_a_form() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let request = Request::post(format!("/s/{}/end", session.id))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ORIGIN, "https://evil.example")
        .header(header::COOKIE, session.host_cookie())
        .body(Body::empty())
        .unwrap();
    assert_eq!(app.send(request).await.status, 403);
    app.guest_token(&session.guest, "Gus").await.expect(200);
}

#[tokio::test]
async fn a_name_leads_into_the_meeting_and_an_empty_one_back() {
    let app = TestApp::jaas().await;
    let session = app.open_session().await;
    let path = format!("/j/{}/name", session.guest);
    let answer = app.form(&path, "", "name=Gus").await;
    assert_eq!(answer.header("location"), format!("/j/{}?direct", session.guest));
    assert_eq!(answer.cookies(), "greenroom_name=Gus");
    let answer = app.form(&path, "", "name=").await;
    assert_eq!(answer.header("location"), format!("/j/{}?problem=name", session.guest));
}
