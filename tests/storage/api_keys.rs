//! API keys.

use greenroom::storage::{ApiKeyRecord, Scope, SecretHash};

use crate::support::{Kind, NOW, at, empty};

fn hash(of: &str) -> SecretHash {
    SecretHash(format!("hash-of-{of}"))
}

fn key(id: &str) -> ApiKeyRecord {
    ApiKeyRecord {
        id: id.to_owned(),
        name: "Course portal".to_owned(),
        prefix: format!("gr_{id}"),
        hash: hash(id),
        scopes: vec![Scope::TokensMint, Scope::AuditRead],
        created_at: NOW,
        expires_at: Some(NOW + 600),
        last_used_at: None,
        revoked_at: None,
    }
}

async fn a_key_is_found_by_its_hash_as_it_was_written(on: Kind) {
    let store = empty(on).await;
    let lasting = ApiKeyRecord { expires_at: None, scopes: Scope::ALL.to_vec(), ..key("k2") };
    for key in [&key("k1"), &lasting] {
        store.add_api_key(key, &at(NOW)).await.unwrap();
    }
    assert_eq!(store.api_key_by_hash(&hash("k1")).await.unwrap(), Some(key("k1")));
    assert_eq!(store.api_key_by_hash(&hash("k2")).await.unwrap(), Some(lasting));
    assert_eq!(store.api_key_by_hash(&hash("none")).await.unwrap(), None);
    let same = ApiKeyRecord { hash: hash("k1"), ..key("k3") };
    assert!(store.add_api_key(&same, &at(NOW)).await.is_err(), "two keys share a hash");
}

async fn keys_are_listed_newest_first_page_by_page(on: Kind) {
    let store = empty(on).await;
    for id in ["k1", "k2", "k3"] {
        store.add_api_key(&key(id), &at(NOW)).await.unwrap();
    }
    store.revoke_api_key("k2", &at(NOW)).await.unwrap();
    let ids = |keys: Vec<ApiKeyRecord>| keys.into_iter().map(|key| key.id).collect::<Vec<_>>();
    assert_eq!(ids(store.api_keys(None, 2).await.unwrap()), ["k3", "k2"]);
    assert_eq!(ids(store.api_keys(Some("k2"), 2).await.unwrap()), ["k1"]);
    assert!(store.api_keys(Some("k1"), 2).await.unwrap().is_empty());
}

async fn a_key_is_revoked_once_and_no_other_with_it(on: Kind) {
    let store = empty(on).await;
    for id in ["k1", "k2"] {
        store.add_api_key(&key(id), &at(NOW)).await.unwrap();
    }
    assert!(store.revoke_api_key("k1", &at(NOW + 1)).await.unwrap());
    assert!(store.revoke_api_key("k1", &at(NOW + 2)).await.unwrap());
    assert!(!store.revoke_api_key("none", &at(NOW)).await.unwrap());
    let revoked = async |id| store.api_key_by_hash(&hash(id)).await.unwrap().unwrap().revoked_at;
    assert_eq!((revoked("k1").await, revoked("k2").await), (Some(NOW + 1), None));
}

async fn the_last_use_is_the_latest_in_whichever_order_uses_are_noted(on: Kind) {
    let store = empty(on).await;
    for id in ["k1", "k2"] {
        store.add_api_key(&key(id), &at(NOW)).await.unwrap();
    }
    let used = async |id| store.api_key_by_hash(&hash(id)).await.unwrap().unwrap().last_used_at;
    for (at, last) in [(NOW + 5, NOW + 5), (NOW + 3, NOW + 5), (NOW + 9, NOW + 9)] {
        store.touch_api_key("k1", at).await.unwrap();
        assert_eq!(used("k1").await, Some(last));
    }
    assert_eq!(used("k2").await, None);
}

#[test]
fn a_key_shows_no_hash() {
    let shown = format!("{:?}", key("k1"));
    assert!(shown.contains("gr_k1") && !shown.contains("hash-of"), "{shown}");
}

on_each_database!(
    a_key_is_found_by_its_hash_as_it_was_written,
    keys_are_listed_newest_first_page_by_page,
    a_key_is_revoked_once_and_no_other_with_it,
    the_last_use_is_the_latest_in_whichever_order_uses_are_noted,
);
