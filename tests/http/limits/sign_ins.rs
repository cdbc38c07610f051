//! A flood of sign-ins: who is signed in, who has begun, and who holds a link of their own is not stopped.

use axum::http::header;
use greenroom::service::HostRules;

use super::{Call, FEW, FROM_ADDRESS, until_refused};
use crate::support::{Browser, TestApp, TestProvider};

fn path(link: &str) -> String {
    link.split_once("example.com").unwrap().1.to_owned()
}

#[tokio::test]
async fn a_flood_of_sign_ins_stops_no_host_who_is_signed_in_or_has_a_link() {
    let app = TestApp::jaas_within(FEW).await;
    let browser = Browser::new(&app);
    browser.form(&path(&app.service.invite_host("hanna@example.com").await.unwrap().link), "").await;
    let link = path(&app.service.invite_host("grace@example.com").await.unwrap().link);
    let wrong = |_| Call::form("/sign-in/link/AAAAAAAAAAAAAAAAAAAAAA", "");
    assert_eq!(until_refused(&app, wrong).await, FROM_ADDRESS);
    for number in 0..100_u128 {
        let guess = data_encoding::BASE64URL_NOPAD.encode(&number.to_le_bytes());
        assert_eq!(Call::form(format!("/sign-in/link/{guess}"), "").by(number).status(&app).await, 429);
    }
    for page in ["/sessions", "/account", "/sessions/new"] {
        let call = Call::get(page).with(header::COOKIE.as_str(), browser.cookies());
        assert_eq!(call.status(&app).await, 200, "{page}");
    }
    let answer = Call::form(&*link, "").by(5).send(&app).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/sessions"));
    // Used, it is worth no more than any other.
    assert_eq!(Call::form(&*link, "").by(5).status(&app).await, 429);
}

#[tokio::test]
async fn a_link_is_looked_at_no_more_often_than_its_own_limit() {
    let app = TestApp::jaas_within(FEW).await;
    let link = path(&app.service.invite_host("grace@example.com").await.unwrap().link);
    let looks = until_refused(&app, |_| Call::get(&*link)).await;
    assert_eq!(looks, 3);
    let other = path(&app.service.invite_host("hanna@example.com").await.unwrap().link);
    assert_eq!(Call::get(other).status(&app).await, 200);
}

#[tokio::test]
async fn who_began_to_sign_in_comes_back_through_a_flood() {
    let (provider, _up) = TestProvider::up().await;
    let rules = HostRules { domains: vec!["example.com".to_owned()], ..HostRules::default() };
    let app = TestApp::signing_in_within(FEW, &provider, rules).await;
    let device = |call: Call| call.by(42);
    let begun = device(Call::form("/sign-in", "")).send(&app).await;
    let back = provider.sign_in_at(begun.header("location"));
    assert_eq!(
        until_refused(&app, |number| Call::form("/sign-in", "").by(1000 + number as u128)).await,
        FROM_ADDRESS - 1
    );
    let forged = Call::get("/sign-in/callback?state=a&code=b");
    for call in [forged.clone(), device(forged), Call::get(&*back), device(Call::form("/sign-in", ""))] {
        assert_eq!(call.status(&app).await, 429, "{}", call.path);
    }
    let answer = device(Call::get(&*back)).send(&app).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/sessions"), "{}", answer.text);
    // Once, and then it is a guess like any other; but who is signed in now is known.
    assert_eq!(device(Call::get(&*back)).status(&app).await, 429);
    let signed_in = device(Call::form("/sign-in", "")).with(header::COOKIE.as_str(), answer.cookies());
    assert_eq!(signed_in.status(&app).await, 303);
}
