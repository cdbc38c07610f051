//! Sign-ins on their way, one-time links, and the lists of sign-ins.

use greenroom::storage::{Account, HostLink, PendingSignIn, SecretHash, SignIn, SignInWay};

use crate::support::{Kind, NOW, at, empty};

fn hash(of: &str) -> SecretHash {
    SecretHash(format!("hash-of-{of}"))
}

fn pending(state: &str) -> PendingSignIn {
    PendingSignIn {
        state: hash(state),
        browser: hash("browser"),
        nonce: "nonce".to_owned(),
        verifier: "verifier".to_owned(),
        to: "/sessions?q=1".to_owned(),
        expires_at: NOW + 600,
    }
}

fn link(id: &str, email: &str) -> HostLink {
    HostLink {
        id: id.to_owned(),
        email: email.to_owned(),
        hash: hash(id),
        created_at: NOW,
        expires_at: NOW + 900,
        used_at: None,
    }
}

fn account(name: &str) -> Account {
    Account { id: format!("id-{name}"), email: format!("{name}@example.com"), name: None, created_at: NOW }
}

fn sign_in(id: &str, account: &str) -> SignIn {
    SignIn {
        id: id.to_owned(),
        account_id: format!("id-{account}"),
        hash: hash(id),
        way: SignInWay::Link,
        client_address: Some("192.0.2.1".to_owned()),
        user_agent: None,
        created_at: NOW,
        last_seen_at: NOW,
        expires_at: NOW + 1000,
        revoked_at: None,
    }
}

async fn a_sign_in_on_its_way_is_taken_once_and_by_its_browser_alone(on: Kind) {
    let store = empty(on).await;
    store.add_pending_sign_in(&pending("s1"), NOW).await.unwrap();
    let (state, browser) = (hash("s1"), hash("browser"));
    assert_eq!(store.take_pending_sign_in(&state, &hash("another")).await.unwrap(), None);
    assert_eq!(store.take_pending_sign_in(&hash("s2"), &browser).await.unwrap(), None);
    assert_eq!(store.take_pending_sign_in(&state, &browser).await.unwrap(), Some(pending("s1")));
    assert_eq!(store.take_pending_sign_in(&state, &browser).await.unwrap(), None);
}

async fn a_sign_in_that_never_came_back_is_forgotten_when_the_next_one_begins(on: Kind) {
    let store = empty(on).await;
    store.add_pending_sign_in(&pending("s1"), NOW).await.unwrap();
    store.add_pending_sign_in(&PendingSignIn { expires_at: NOW + 1200, ..pending("s2") }, NOW + 600).await.unwrap();
    assert_eq!(store.take_pending_sign_in(&hash("s1"), &hash("browser")).await.unwrap(), None);
    assert!(store.take_pending_sign_in(&hash("s2"), &hash("browser")).await.unwrap().is_some());
}

async fn a_link_is_used_once_and_in_time(on: Kind) {
    let store = empty(on).await;
    for id in ["l1", "l2"] {
        store.add_host_link(&link(id, "ada@example.com"), NOW - 1, &at(NOW)).await.unwrap();
    }
    assert_eq!(store.host_link(&hash("l1")).await.unwrap(), Some(link("l1", "ada@example.com")));
    assert!(!store.use_host_link(&hash("none"), NOW).await.unwrap());
    assert!(store.use_host_link(&hash("l1"), NOW + 899).await.unwrap());
    assert!(!store.use_host_link(&hash("l1"), NOW + 899).await.unwrap());
    assert!(!store.use_host_link(&hash("l2"), NOW + 900).await.unwrap());
    assert_eq!(store.host_link(&hash("l1")).await.unwrap().unwrap().used_at, Some(NOW + 899));
    assert_eq!(store.host_link(&hash("l2")).await.unwrap().unwrap().used_at, None);
    // Later ones let those go that nobody asks for any more.
    store.add_host_link(&link("l3", "ada@example.com"), NOW + 901, &at(NOW)).await.unwrap();
    assert_eq!(store.host_link(&hash("l2")).await.unwrap(), None);
}

async fn revoking_makes_the_unused_links_of_one_address_useless(on: Kind) {
    let store = empty(on).await;
    store.add_host_link(&link("l1", "ada@example.com"), 0, &at(NOW)).await.unwrap();
    store.add_host_link(&link("l2", "grace@example.com"), 0, &at(NOW)).await.unwrap();
    store.revoke_host_links("ada@example.com", &at(NOW)).await.unwrap();
    assert!(!store.use_host_link(&hash("l1"), NOW).await.unwrap());
    assert!(store.use_host_link(&hash("l2"), NOW).await.unwrap());
}

async fn accounts_are_listed_by_their_addresses_page_by_page(on: Kind) {
    let store = empty(on).await;
    for name in ["grace", "ada", "hanna"] {
        store.account_of(&account(name)).await.unwrap();
    }
    let first = store.accounts(None, 2).await.unwrap();
    assert_eq!(first, [account("ada"), account("grace")]);
    assert_eq!(store.accounts(Some("grace@example.com"), 2).await.unwrap(), [account("hanna")]);
    assert_eq!(store.account_by_email("ada@example.com").await.unwrap(), Some(account("ada")));
    assert_eq!(store.account_by_email("ADA@example.com").await.unwrap(), None);
}

async fn sign_ins_in_force_are_listed_and_revoked_for_one_account(on: Kind) {
    let store = empty(on).await;
    for name in ["ada", "grace"] {
        store.account_of(&account(name)).await.unwrap();
    }
    for (id, name) in [("1", "ada"), ("2", "ada"), ("3", "ada"), ("4", "grace")] {
        store.add_sign_in(&sign_in(id, name), None, &at(NOW)).await.unwrap();
    }
    store.revoke_sign_in("id-ada", "2", &at(NOW)).await.unwrap();
    let ids = |found: Vec<SignIn>| found.into_iter().map(|sign_in| sign_in.id).collect::<Vec<_>>();
    assert_eq!(ids(store.sign_ins("id-ada", NOW, 9).await.unwrap()), ["3", "1"]);
    assert_eq!(ids(store.sign_ins("id-ada", NOW, 1).await.unwrap()), ["3"]);
    assert!(store.sign_ins("id-ada", NOW + 1000, 9).await.unwrap().is_empty());
    assert_eq!(store.revoke_sign_ins("id-ada", &at(NOW)).await.unwrap(), 2);
    assert_eq!(store.revoke_sign_ins("id-ada", &at(NOW)).await.unwrap(), 0);
    assert!(store.sign_ins("id-ada", NOW, 9).await.unwrap().is_empty());
    assert_eq!(ids(store.sign_ins("id-grace", NOW, 9).await.unwrap()), ["4"]);
}

#[test]
fn what_is_on_its_way_shows_no_secret() {
    let shown = format!("{:?} {:?}", pending("s1"), link("l1", "ada@example.com"));
    for secret in ["nonce\"", "\"verifier", "hash-of"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

on_each_database!(
    a_sign_in_on_its_way_is_taken_once_and_by_its_browser_alone,
    a_sign_in_that_never_came_back_is_forgotten_when_the_next_one_begins,
    a_link_is_used_once_and_in_time,
    revoking_makes_the_unused_links_of_one_address_useless,
    accounts_are_listed_by_their_addresses_page_by_page,
    sign_ins_in_force_are_listed_and_revoked_for_one_account,
);
