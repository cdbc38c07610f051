//! Signing in and out, as browsers do it.

mod account;
mod link;
mod provider;
mod rules;

use greenroom::service::HostRules;

use crate::support::{Answer, Browser, TestApp, TestProvider};

/// Everybody at example.com may host.
fn example_com() -> HostRules {
    HostRules { domains: vec!["example.com".to_owned()], ..HostRules::default() }
}

/// Presses the button of `/sign-in`: where the browser is sent.
async fn begin(browser: &Browser<'_>, to: &str) -> String {
    let answer = browser.form("/sign-in", &format!("to={to}")).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    answer.header("location").to_owned()
}

/// Signs in at the provider and comes back.
async fn come_back(browser: &Browser<'_>, provider: &TestProvider) -> Answer {
    let url = begin(browser, "").await;
    browser.get(&provider.sign_in_at(&url)).await
}

/// Signs in by a one-time link.
pub(crate) async fn by_link(app: &TestApp, browser: &Browser<'_>, email: &str) {
    let path = link(app, email).await;
    let answer = browser.form(&path, "").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/sessions"), "{}", answer.text);
}

/// The path of a new one-time link.
async fn link(app: &TestApp, email: &str) -> String {
    let made = app.service.invite_host(email).await.unwrap();
    made.link.strip_prefix("https://meet.example.com").unwrap().to_owned()
}

/// Whose account the browser sees; none where it is sent to sign in.
pub(crate) async fn account(browser: &Browser<'_>) -> Option<String> {
    let page = browser.get("/account").await;
    if page.header("location") == "/sign-in?to=%2Faccount" {
        return None;
    }
    assert_eq!(page.status, 200, "{}", page.text);
    let (_, rest) = page.text.split_once("data-testid=\"email\">").unwrap();
    Some(rest.split('<').next().unwrap().to_owned())
}

/// Looks that the browser was not signed in, and is told why on a page with that status.
async fn failed(browser: &Browser<'_>, answer: &Answer, why: &str, status: u16) {
    assert_eq!(answer.status, 303, "{why}: {}", answer.text);
    let page = answer.header("location");
    assert_eq!(page.split('?').next().unwrap(), format!("/sign-in/failed/{why}"));
    let page = browser.get(page).await;
    assert_eq!(page.status.as_u16(), status, "{why}: {}", page.text);
    assert!(page.text.contains("action=\"/sign-in\""), "{why}: {}", page.text);
    assert_eq!(browser.cookie("greenroom_sign_in"), None, "{why}");
    assert_eq!(account(browser).await, None, "{why}");
}
