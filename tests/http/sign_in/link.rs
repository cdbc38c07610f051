//! By a one-time link.

use super::{account, by_link, failed, link};
use crate::support::{Browser, TestApp};

#[tokio::test]
async fn a_link_signs_in_by_its_button_and_looking_at_it_uses_nothing_up() {
    let app = TestApp::jaas().await;
    let browser = Browser::new(&app);
    let path = link(&app, "Hanna@Example.com").await;
    for _ in 0..3 {
        let page = Browser::new(&app).get(&path).await;
        assert_eq!(page.status, 200);
        assert!(page.text.contains("hanna@example.com") && page.text.contains(&format!("action=\"{path}\"")));
        assert_eq!((page.cookies(), page.header("referrer-policy")), (String::new(), "no-referrer"));
    }
    let answer = browser.form(&path, "").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/sessions"));
    assert_eq!(account(&browser).await.as_deref(), Some("hanna@example.com"));
}

#[tokio::test]
async fn a_link_works_once_and_for_fifteen_minutes() {
    let app = TestApp::jaas().await;
    let used = link(&app, "hanna@example.com").await;
    assert_eq!(Browser::new(&app).form(&used, "").await.header("location"), "/sessions");
    let late = link(&app, "hanna@example.com").await;
    app.world.pass(15 * 60 - 1);
    assert_eq!(Browser::new(&app).get(&late).await.status, 200);
    app.world.pass(1);
    let none = "/sign-in/link/AAAAAAAAAAAAAAAAAAAAAA".to_owned();
    let table = [
        (used, "link-used", 410, "was used before"),
        (late, "link-expired", 410, "15 minutes"),
        (none, "link-unknown", 404, "does not lead anywhere"),
        ("/sign-in/link/nonsense".to_owned(), "link-unknown", 404, "does not lead anywhere"),
    ];
    for (path, why, status, words) in table {
        let browser = Browser::new(&app);
        let page = browser.get(&path).await;
        assert_eq!(page.status.as_u16(), status, "{why}");
        assert!(page.text.contains(words) && !page.text.contains(&format!("action=\"{path}\"")), "{}", page.text);
        let answer = browser.form(&path, "").await;
        failed(&browser, &answer, why, status).await;
    }
}

#[tokio::test]
async fn of_two_who_use_a_link_at_once_one_is_signed_in() {
    let app = TestApp::jaas().await;
    let path = link(&app, "hanna@example.com").await;
    let browsers: Vec<_> = (0..8).map(|_| Browser::new(&app)).collect();
    let answers = futures::future::join_all(browsers.iter().map(|browser| browser.form(&path, ""))).await;
    let signed_in = answers.iter().filter(|answer| answer.header("location") == "/sessions").count();
    assert_eq!(signed_in, 1);
    assert_eq!(browsers.iter().filter(|browser| browser.cookie("greenroom_sign_in").is_some()).count(), 1);
}

#[tokio::test]
async fn revoking_a_host_ends_sign_ins_and_links() {
    let app = TestApp::jaas().await;
    let (browser, other) = (Browser::new(&app), Browser::new(&app));
    by_link(&app, &browser, "hanna@example.com").await;
    by_link(&app, &other, "grace@example.com").await;
    let unused = link(&app, "hanna@example.com").await;
    assert_eq!(app.service.revoke_host("HANNA@example.com").await.unwrap(), Some(1));
    assert_eq!(account(&browser).await, None);
    let page = browser.get(&unused).await;
    assert_eq!(page.status, 410);
    assert_eq!(account(&other).await.as_deref(), Some("grace@example.com"));
    assert_eq!(app.service.revoke_host("nobody@example.com").await.unwrap(), None);
}
