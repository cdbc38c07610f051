//! Who of the provider's people may host.

use greenroom::service::HostRules;
use serde_json::{Value, json};

use super::{account, come_back, example_com, failed};
use crate::support::{Browser, TestApp, TestProvider};

fn verified(email: &str) -> Value {
    json!({ "sub": "ada", "email": email, "email_verified": true })
}

#[tokio::test]
async fn who_fits_no_rule_or_has_no_verified_address_does_not_host() {
    let (provider, _up) = TestProvider::up().await;
    let app = TestApp::signing_in(&provider, example_com()).await;
    for (person, why) in [
        (verified("ada@example.org"), "not-allowed"),
        (verified("ada@mail.example.com"), "not-allowed"),
        (verified("ada@example.com@evil.example"), "not-allowed"),
        (json!({ "sub": "ada", "email": "ada@example.com", "email_verified": false }), "email-not-verified"),
        (json!({ "sub": "ada", "email": "ada@example.com" }), "email-not-verified"),
        (json!({ "sub": "ada", "email_verified": true }), "email-not-verified"),
        (json!({ "sub": "ada", "email": "nobody", "email_verified": true }), "email-not-verified"),
        (json!({ "sub": "ada" }), "email-not-verified"),
    ] {
        provider.person(person);
        let browser = Browser::new(&app);
        let answer = come_back(&browser, &provider).await;
        failed(&browser, &answer, why, 403).await;
    }
}

#[tokio::test]
async fn an_address_or_a_claim_lets_somebody_host_in_the_token_or_in_the_userinfo() {
    let (provider, _up) = TestProvider::up().await;
    let rules = HostRules {
        domains: Vec::new(),
        emails: vec!["ada@example.com".to_owned()],
        claim: Some(("groups".to_owned(), "hosts".to_owned())),
    };
    let app = TestApp::signing_in(&provider, rules).await;
    let nothing = json!({ "sub": "ada" });
    let grouped = json!({ "sub": "ada", "email": "g@example.net", "email_verified": true, "groups": ["a", "hosts"] });
    for (token, userinfo, email) in [
        (verified("ADA@example.com"), &nothing, "ada@example.com"),
        (grouped.clone(), &nothing, "g@example.net"),
        (nothing.clone(), &grouped, "g@example.net"),
    ] {
        provider.person(token);
        provider.says(userinfo.clone());
        let browser = Browser::new(&app);
        assert_eq!(come_back(&browser, &provider).await.header("location"), "/sessions", "{email}");
        assert_eq!(account(&browser).await.as_deref(), Some(email));
    }
    // A claim does not stand in for a verified address: accounts are told apart by it.
    provider.person(json!({ "sub": "eve", "email": "ada@example.com", "groups": ["hosts"] }));
    provider.says(json!({ "sub": "eve" }));
    let browser = Browser::new(&app);
    let answer = come_back(&browser, &provider).await;
    failed(&browser, &answer, "email-not-verified", 403).await;
}
