//! The account's page: where else one is signed in, and ending that.

use super::{account, by_link};
use crate::support::{Browser, TestApp};

/// The ids of the sign-ins that the account's page lists.
async fn listed(browser: &Browser<'_>) -> Vec<String> {
    let page = browser.get("/account").await;
    let forms = page.text.split("action=\"/account/sign-ins/").skip(1);
    forms.map(|form| form.split('/').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_host_sees_their_own_sign_ins_and_revokes_one() {
    let app = TestApp::jaas().await;
    let (here, there, other) = (Browser::new(&app), Browser::new(&app), Browser::new(&app));
    by_link(&app, &there, "hanna@example.com").await;
    by_link(&app, &here, "hanna@example.com").await;
    by_link(&app, &other, "grace@example.com").await;
    let all = listed(&here).await;
    assert_eq!(all.len(), 2);
    assert_eq!(here.get("/account").await.text.matches("This browser").count(), 1);

    let stranger = listed(&other).await.remove(0);
    let answer = here.form(&format!("/account/sign-ins/{stranger}/revoke"), "").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/account"));
    assert_eq!(account(&other).await.as_deref(), Some("grace@example.com"));

    // The newest stands first: it is this one.
    here.form(&format!("/account/sign-ins/{}/revoke", all[1]), "").await;
    assert_eq!((account(&there).await, listed(&here).await), (None, vec![all[0].clone()]));
    here.form(&format!("/account/sign-ins/{}/revoke", all[0]), "").await;
    assert_eq!((account(&here).await, here.cookie("greenroom_sign_in")), (None, None));
}

#[tokio::test]
async fn signing_out_ends_this_browser_and_everywhere_ends_all() {
    let app = TestApp::jaas().await;
    let browsers = [Browser::new(&app), Browser::new(&app), Browser::new(&app)];
    for browser in &browsers {
        by_link(&app, browser, "hanna@example.com").await;
    }
    let kept = browsers[0].cookie("greenroom_sign_in").unwrap();
    browsers[0].form("/sign-out", "").await;
    assert_eq!(browsers[0].cookie("greenroom_sign_in"), None);
    // The server has ended it, and not only the browser forgotten it.
    browsers[0].put("greenroom_sign_in", &kept);
    assert_eq!(account(&browsers[0]).await, None);
    assert!(account(&browsers[2]).await.is_some());

    let answer = browsers[1].form("/account/sign-out-everywhere", "").await;
    assert_eq!(answer.header("location"), "/account");
    for browser in &browsers {
        assert_eq!(account(browser).await, None);
    }
}

#[tokio::test]
async fn a_sign_in_ends_after_12_idle_hours_and_after_7_days() {
    const HOUR: i64 = 3600;
    let app = TestApp::jaas().await;
    let idle = Browser::new(&app);
    by_link(&app, &idle, "hanna@example.com").await;
    app.world.pass(12 * HOUR - 1);
    assert!(account(&idle).await.is_some());
    app.world.pass(12 * HOUR);
    assert_eq!(account(&idle).await, None);

    let busy = Browser::new(&app);
    by_link(&app, &busy, "hanna@example.com").await;
    for _ in 0..15 {
        app.world.pass(11 * HOUR);
        assert!(account(&busy).await.is_some());
    }
    app.world.pass(3 * HOUR);
    assert_eq!(account(&busy).await, None);
}

#[tokio::test]
async fn a_page_for_hosts_leads_to_the_sign_in_and_back() {
    let app = TestApp::jaas().await;
    let page = Browser::new(&app).get("/sessions?part=past").await;
    assert_eq!(page.status, 401);
    assert!(page.text.contains("href=\"/sign-in?to=%2Fsessions%3Fpart%3Dpast\""), "{}", page.text);
}

#[tokio::test]
async fn who_is_not_signed_in_is_sent_to_sign_in_and_changes_nothing() {
    let app = TestApp::jaas().await;
    let (host, stranger) = (Browser::new(&app), Browser::new(&app));
    by_link(&app, &host, "hanna@example.com").await;
    let id = listed(&host).await.remove(0);
    for path in [format!("/account/sign-ins/{id}/revoke"), "/account/sign-out-everywhere".to_owned()] {
        let answer = stranger.form(&path, "").await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/sign-in?to=%2Faccount"));
    }
    assert_eq!(account(&stranger).await, None);
    assert!(account(&host).await.is_some());
}
