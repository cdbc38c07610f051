//! At a provider: the way there and back, and everything that can be wrong with it.

use serde_json::json;

use super::{account, begin, come_back, example_com, failed};
use crate::support::{Browser, Fault, TestApp, TestProvider};

#[tokio::test]
async fn a_host_signs_in_and_gets_where_they_wanted() {
    let (provider, _up) = TestProvider::up().await;
    let app = TestApp::signing_in(&provider, example_com()).await;
    let browser = Browser::new(&app);
    let page = browser.get("/sign-in?to=/sessions?after=1").await;
    assert!(page.text.contains("name=\"to\" value=\"/sessions?after=1\""), "{}", page.text);
    let url = begin(&browser, "%2Fsessions%3Fafter%3D1").await;
    assert!(url.contains("redirect_uri=https%3A%2F%2Fmeet.example.com%2Fsign-in%2Fcallback"), "{url}");
    let answer = browser.get(&provider.sign_in_at(&url)).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/sessions?after=1"), "{}", answer.text);
    assert_eq!(account(&browser).await.as_deref(), Some("ada@example.com"));
    let cookie = answer.headers.get_all("set-cookie").iter().next().unwrap().to_str().unwrap();
    for part in ["greenroom_sign_in=", "HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
}

#[tokio::test]
async fn nobody_is_sent_to_another_site() {
    let (provider, _up) = TestProvider::up().await;
    let app = TestApp::signing_in(&provider, example_com()).await;
    for to in ["https://evil.example", "//evil.example", "/\\evil.example", "/%09/evil.example", "javascript:alert(1)"]
    {
        let browser = Browser::new(&app);
        let url = begin(&browser, to).await;
        let answer = browser.get(&provider.sign_in_at(&url)).await;
        assert_eq!(answer.header("location"), "/sessions", "{to}");
        let page = browser.get(&format!("/sign-in?to={to}")).await;
        assert!(
            page.text.contains("action=\"/sign-in\"><input type=\"hidden\" name=\"to\" value=\"/sessions\">"),
            "{to}"
        );
        assert!(page.text.contains("href=\"/sessions\" class=\"button\""), "{to}: {}", page.text);
    }
}

#[tokio::test]
async fn an_answer_that_does_not_hold_signs_nobody_in() {
    let (provider, _up) = TestProvider::up().await;
    let app = TestApp::signing_in(&provider, example_com()).await;
    for (fault, why, status) in [
        (Fault::WrongNonce, "unproved", 400),
        (Fault::NoNonce, "unproved", 400),
        (Fault::OtherAudience, "unproved", 400),
        (Fault::OtherIssuer, "unproved", 400),
        (Fault::Expired, "unproved", 400),
        (Fault::UnknownKid, "unproved", 400),
        (Fault::ForeignSignature, "unproved", 400),
        (Fault::Unsigned, "unproved", 400),
        (Fault::SharedSecret, "unproved", 400),
        (Fault::OtherSubject, "unproved", 400),
        (Fault::RedirectsTheCode, "provider-down", 503),
        (Fault::RefusesTheClient, "provider-down", 503),
        (Fault::NoIdToken, "provider-down", 503),
    ] {
        provider.fault(fault);
        let browser = Browser::new(&app);
        let answer = come_back(&browser, &provider).await;
        failed(&browser, &answer, why, status).await;
    }
    assert_eq!(provider.asked("elsewhere"), 0);
    provider.fault(None);
    let browser = Browser::new(&app);
    assert_eq!(come_back(&browser, &provider).await.header("location"), "/sessions");
}

#[tokio::test]
async fn a_state_is_worth_something_once() {
    let (provider, _up) = TestProvider::up().await;
    let app = TestApp::signing_in(&provider, example_com()).await;
    let browser = Browser::new(&app);
    let back = provider.sign_in_at(&begin(&browser, "").await);
    assert_eq!(browser.get(&back).await.header("location"), "/sessions");
    browser.form("/sign-out", "").await;
    let again = browser.get(&back).await;
    failed(&browser, &again, "not-on-its-way", 400).await;
    assert_eq!(provider.asked("token"), 1);
}

#[tokio::test]
async fn a_code_that_was_used_is_refused_also_with_a_new_state() {
    let (provider, _up) = TestProvider::up().await;
    let app = TestApp::signing_in(&provider, example_com()).await;
    let thief = Browser::new(&app);
    let owner = Browser::new(&app);
    let back = provider.sign_in_at(&begin(&owner, "").await);
    let code = back.split_once("code=").unwrap().1.split('&').next().unwrap();
    assert_eq!(owner.get(&back).await.header("location"), "/sessions");
    let own = provider.sign_in_at(&begin(&thief, "").await);
    let state = own.split_once("state=").unwrap().1;
    let answer = thief.get(&format!("/sign-in/callback?code={code}&state={state}")).await;
    failed(&thief, &answer, "unproved", 400).await;
}

#[tokio::test]
async fn a_code_of_anothers_sign_in_is_refused_for_its_challenge() {
    let (provider, _up) = TestProvider::up().await;
    let app = TestApp::signing_in(&provider, example_com()).await;
    let (thief, owner) = (Browser::new(&app), Browser::new(&app));
    let back = provider.sign_in_at(&begin(&owner, "").await);
    let code = back.split_once("code=").unwrap().1.split('&').next().unwrap();
    let own = provider.sign_in_at(&begin(&thief, "").await);
    let state = own.split_once("state=").unwrap().1;
    let answer = thief.get(&format!("/sign-in/callback?code={code}&state={state}")).await;
    failed(&thief, &answer, "unproved", 400).await;
}

#[tokio::test]
async fn only_the_browser_that_began_a_sign_in_can_finish_it() {
    let (provider, _up) = TestProvider::up().await;
    let app = TestApp::signing_in(&provider, example_com()).await;
    let (victim, began) = (Browser::new(&app), Browser::new(&app));
    let back = provider.sign_in_at(&begin(&began, "").await);
    let answer = victim.get(&back).await;
    failed(&victim, &answer, "not-on-its-way", 400).await;
    assert_eq!(began.get(&back).await.header("location"), "/sessions");
}

#[tokio::test]
async fn a_sign_in_takes_ten_minutes_at_most_and_needs_a_state_and_a_code() {
    let (provider, _up) = TestProvider::up().await;
    let app = TestApp::signing_in(&provider, example_com()).await;
    let browser = Browser::new(&app);
    let back = provider.sign_in_at(&begin(&browser, "/sessions?q=1").await);
    app.world.pass(600);
    let answer = browser.get(&back).await;
    failed(&browser, &answer, "not-on-its-way", 400).await;
    for query in ["", "?state=made-up&code=code-1", "?code=code-1", "?state=a&state=b", "?state=%FF"] {
        let answer = browser.get(&format!("/sign-in/callback{query}")).await;
        failed(&browser, &answer, "not-on-its-way", 400).await;
    }
    let url = begin(&browser, "/sessions?q=1").await;
    let state = url.split_once("&state=").unwrap().1.split('&').next().unwrap();
    let answer = browser.get(&format!("/sign-in/callback?error=access_denied&state={state}")).await;
    assert_eq!(answer.header("location"), "/sign-in/failed/declined?to=%2Fsessions%3Fq%3D1");
    failed(&browser, &answer, "declined", 403).await;
}

#[tokio::test]
async fn keys_that_the_provider_rotated_are_fetched_once_and_no_more() {
    let (provider, _up) = TestProvider::up().await;
    let app = TestApp::signing_in(&provider, example_com()).await;
    assert_eq!(come_back(&Browser::new(&app), &provider).await.header("location"), "/sessions");
    assert_eq!((provider.asked("document"), provider.asked("jwks")), (1, 1));
    // A new key of a new name, and one that took over the old one's name.
    for (kid, fetched) in [("second", 2), ("second", 3)] {
        provider.rotate(kid);
        for _ in 0..2 {
            assert_eq!(come_back(&Browser::new(&app), &provider).await.header("location"), "/sessions");
            assert_eq!(provider.asked("jwks"), fetched);
        }
    }
    provider.fault(Fault::UnknownKid);
    let browser = Browser::new(&app);
    let answer = come_back(&browser, &provider).await;
    failed(&browser, &answer, "unproved", 400).await;
    assert_eq!((provider.asked("document"), provider.asked("jwks")), (1, 4));
}

#[tokio::test]
async fn the_document_is_kept_for_an_hour() {
    let (provider, _up) = TestProvider::up().await;
    let app = TestApp::signing_in(&provider, example_com()).await;
    let browser = Browser::new(&app);
    for (pass, asked) in [(0, 1), (3599, 1), (1, 2), (10, 2)] {
        app.world.pass(pass);
        begin(&browser, "").await;
        assert_eq!(provider.asked("document"), asked);
    }
}

#[tokio::test]
async fn a_provider_that_is_down_at_the_start_is_asked_again_at_the_next_sign_in() {
    let provider = TestProvider::down().await;
    let app = TestApp::signing_in(&provider, example_com()).await;
    let browser = Browser::new(&app);
    let answer = browser.form("/sign-in", "to=/sessions?q=1").await;
    assert_eq!(answer.header("location"), "/sign-in/failed/provider-down?to=%2Fsessions%3Fq%3D1");
    failed(&browser, &answer, "provider-down", 503).await;
    let page = browser.get(answer.header("location")).await;
    assert!(page.text.contains("value=\"/sessions?q=1\""), "{}", page.text);

    let up = provider.listen().await;
    provider.fault(Fault::Fails);
    let answer = browser.form("/sign-in", "").await;
    failed(&browser, &answer, "provider-down", 503).await;
    provider.fault(None);
    let back = provider.sign_in_at(&begin(&browser, "").await);

    drop(up);
    let answer = browser.get(&back).await;
    failed(&browser, &answer, "provider-down", 503).await;
}

#[tokio::test]
async fn a_form_on_another_site_begins_nothing() {
    let (provider, _up) = TestProvider::up().await;
    let app = TestApp::signing_in(&provider, example_com()).await;
    let answer = app.json(axum::http::Method::POST, "/sign-in", &[("sec-fetch-site", "cross-site")], &json!({})).await;
    assert_eq!(answer.status, 403);
    assert_eq!(provider.asked("document"), 0);
}

#[tokio::test]
async fn without_a_provider_the_page_tells_of_links_and_the_form_of_nothing() {
    let app = TestApp::jaas().await;
    let browser = Browser::new(&app);
    let page = browser.get("/sign-in").await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("one-time link") && !page.text.contains("action=\"/sign-in\""), "{}", page.text);
    let answer = browser.form("/sign-in", "").await;
    failed(&browser, &answer, "no-provider", 404).await;
    assert_eq!(browser.get("/sign-in/failed/made-up").await.status, 404);
}

#[tokio::test]
async fn every_failure_has_a_page_with_its_status_in_each_language() {
    let app = TestApp::jaas().await;
    let table = [
        ("no-provider", 404, "one-time link", "Einmal-Link"),
        ("provider-down", 503, "does not answer", "antwortet nicht"),
        ("declined", 403, "nothing was changed", "nichts wurde geändert"),
        ("not-on-its-way", 400, "ten minutes", "zehn Minuten"),
        ("unproved", 400, "stand by its answer", "zu seiner Antwort"),
        ("email-not-verified", 403, "is verified", "bestätigt ist"),
        ("not-allowed", 403, "may not host", "kein Gastgeber"),
        ("link-unknown", 404, "does not lead anywhere", "führt nirgendwohin"),
        ("link-used", 410, "used before", "schon benutzt"),
        ("link-expired", 410, "15 minutes", "15 Minuten"),
    ];
    for (why, status, english, german) in table {
        for (language, title, words) in
            [("en", "You are not signed in", english), ("de", "Sie sind nicht angemeldet", german)]
        {
            let page = app.get(&format!("/sign-in/failed/{why}"), &format!("greenroom_language={language}")).await;
            assert_eq!(page.status.as_u16(), status, "{why}");
            assert!(page.text.contains(title) && page.text.contains(words), "{why} {language}: {}", page.text);
        }
    }
}

#[tokio::test]
async fn a_new_sign_in_has_a_new_cookie_and_ends_the_one_before() {
    let (provider, _up) = TestProvider::up().await;
    let app = TestApp::signing_in(&provider, example_com()).await;
    let (browser, thief) = (Browser::new(&app), Browser::new(&app));
    come_back(&browser, &provider).await;
    let before = browser.cookie("greenroom_sign_in").unwrap();
    thief.put("greenroom_sign_in", &before);
    assert_eq!(account(&thief).await.as_deref(), Some("ada@example.com"));
    come_back(&browser, &provider).await;
    assert_ne!(browser.cookie("greenroom_sign_in").unwrap(), before);
    assert_eq!(account(&browser).await.as_deref(), Some("ada@example.com"));
    assert_eq!(account(&thief).await, None);
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_again() {
    let (provider, _up) = TestProvider::up().await;
    let app = TestApp::signing_in(&provider, example_com()).await;
    let browser = Browser::new(&app);
    for _ in 0..60 {
        begin(&browser, "").await;
    }
    for answer in [browser.form("/sign-in", "").await, browser.get("/sign-in/callback?state=a&code=b").await] {
        assert_eq!(answer.status, 429, "{}", answer.text);
        assert_eq!(answer.header("retry-after"), "1");
    }
}

#[tokio::test]
async fn only_the_page_that_leads_to_the_provider_lets_its_form_out() {
    let app = TestApp::jaas().await;
    for (path, out) in [("/", false), ("/sign-in/failed/declined", false), ("/sign-in?to=/sessions", true)] {
        let policy = app.get(path, "").await.header("content-security-policy").to_owned();
        let (_, action) = policy.split_once("form-action ").unwrap();
        assert_eq!(action.split(';').next().unwrap() != "'self'", out, "{path}: {policy}");
    }
}
