//! Accounts and sign-ins.

use greenroom::storage::{Account, SecretHash, SignIn, SignInWay};

use crate::support::{Kind, NOW, at, empty};

fn account(id: &str, email: &str, name: Option<&str>) -> Account {
    Account { id: id.to_owned(), email: email.to_owned(), name: name.map(str::to_owned), created_at: NOW }
}

fn sign_in(id: &str, account_id: &str) -> SignIn {
    SignIn {
        id: id.to_owned(),
        account_id: account_id.to_owned(),
        hash: SecretHash(format!("hash-of-{id}")),
        way: SignInWay::Oidc,
        client_address: Some("192.0.2.1".to_owned()),
        user_agent: Some("browser".to_owned()),
        created_at: NOW,
        last_seen_at: NOW,
        expires_at: NOW + 60,
        revoked_at: None,
    }
}

async fn one_address_is_one_account_and_keeps_the_name_it_is_known_by(on: Kind) {
    let store = empty(on).await;
    let first = store.account_of(&account("a1", "hanna@example.com", None)).await.unwrap();
    assert_eq!(first.id, "a1");
    let named = store.account_of(&account("a2", "hanna@example.com", Some("Hanna"))).await.unwrap();
    assert_eq!((named.id.as_str(), named.name.as_deref()), ("a1", Some("Hanna")));
    let again = store.account_of(&account("a3", "hanna@example.com", None)).await.unwrap();
    assert_eq!(again.name.as_deref(), Some("Hanna"));
    assert_eq!(store.account_of(&account("a4", "ben@example.com", None)).await.unwrap().id, "a4");
}

async fn a_sign_in_is_found_by_its_hash_and_ends_the_one_before(on: Kind) {
    let store = empty(on).await;
    let hanna = store.account_of(&account("a1", "hanna@example.com", None)).await.unwrap();
    store.add_sign_in(&sign_in("1", "a1"), None, &at(NOW)).await.unwrap();
    let found = store.sign_in_by_hash(&SecretHash("hash-of-1".to_owned())).await.unwrap();
    assert_eq!(found, Some((sign_in("1", "a1"), hanna)));
    assert_eq!(store.sign_in_by_hash(&SecretHash("hash".to_owned())).await.unwrap(), None);

    let before = SecretHash("hash-of-1".to_owned());
    store.add_sign_in(&SignIn { created_at: NOW + 5, ..sign_in("2", "a1") }, Some(&before), &at(NOW)).await.unwrap();
    let (old, _) = store.sign_in_by_hash(&before).await.unwrap().unwrap();
    assert_eq!(old.revoked_at, Some(NOW + 5));
}

async fn a_sign_in_is_revoked_by_its_own_account_alone_and_once(on: Kind) {
    let store = empty(on).await;
    store.account_of(&account("a1", "hanna@example.com", None)).await.unwrap();
    store.add_sign_in(&sign_in("1", "a1"), None, &at(NOW)).await.unwrap();
    let revoked =
        async || store.sign_in_by_hash(&SecretHash("hash-of-1".to_owned())).await.unwrap().unwrap().0.revoked_at;
    store.revoke_sign_in("a2", "1", &at(NOW + 1)).await.unwrap();
    assert_eq!(revoked().await, None);
    store.revoke_sign_in("a1", "1", &at(NOW + 2)).await.unwrap();
    store.revoke_sign_in("a1", "1", &at(NOW + 3)).await.unwrap();
    assert_eq!(revoked().await, Some(NOW + 2));
    store.touch_sign_in("1", NOW + 9).await.unwrap();
    let (touched, _) = store.sign_in_by_hash(&SecretHash("hash-of-1".to_owned())).await.unwrap().unwrap();
    assert_eq!(touched.last_seen_at, NOW + 9);
}

on_each_database!(
    one_address_is_one_account_and_keeps_the_name_it_is_known_by,
    a_sign_in_is_found_by_its_hash_and_ends_the_one_before,
    a_sign_in_is_revoked_by_its_own_account_alone_and_once,
);
