//! Which tokens open a room. Every acceptance has a refusing twin.

use serde_json::{Value, json};

use super::{
    KID, NOW, ROOM, TENANT, TestKey,
    key::{claims, header},
};
use crate::{
    jaas::{RoomClaim, RoomName},
    sandbox::{
        keys::PublishedKeys,
        refusal::Refusal,
        token::{Admitted, Door, verify},
    },
};

fn check(token: &str) -> Result<Admitted, Refusal> {
    let keys = PublishedKeys::read([(KID.to_owned(), TestKey::new().public_pem())]).unwrap();
    let room = RoomName::try_from(ROOM.to_owned()).unwrap();
    verify(token, &keys, Door { tenant: TENANT, room: &room }, NOW)
}

/// A good token but for one place; `null` takes the place away.
fn changed(mut whole: Value, pointer: &str, value: Value) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = whole.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    if value.is_null() {
        parent.remove(name);
    } else {
        parent.insert(name.to_owned(), value);
    }
    whole
}

fn with_claim(pointer: &str, value: Value) -> Result<Admitted, Refusal> {
    check(&TestKey::new().sign(&header(), &changed(claims(), pointer, value)))
}

fn with_header(pointer: &str, value: Value) -> Result<Admitted, Refusal> {
    check(&TestKey::new().sign(&changed(header(), pointer, value), &claims()))
}

#[test]
fn a_good_token_says_who_comes() {
    let admitted = check(&TestKey::new().sign(&header(), &claims())).unwrap();
    assert_eq!(
        admitted,
        Admitted {
            moderator: true,
            user_id: Some("u1".to_owned()),
            name: Some("Ada".to_owned()),
            avatar: Some("https://example.com/a.png".to_owned()),
            form: Some(RoomClaim::Name),
        }
    );
}

#[test]
fn header_and_signature_are_checked() {
    let table = [
        ("/typ", json!("JWT"), None),
        ("/typ", json!("jwt"), Some(Refusal::Type)),
        ("/typ", json!(null), Some(Refusal::Type)),
        ("/alg", json!("RS256"), None),
        ("/alg", json!("HS256"), Some(Refusal::Algorithm)),
        ("/alg", json!("RS512"), Some(Refusal::Algorithm)),
        ("/alg", json!("none"), Some(Refusal::Header)),
        ("/kid", json!(KID), None),
        ("/kid", json!(KID.to_uppercase()), Some(Refusal::Kid)),
        ("/kid", json!(TENANT), Some(Refusal::Kid)),
        ("/kid", json!(null), Some(Refusal::Kid)),
    ];
    for (pointer, value, refusal) in table {
        assert_eq!(with_header(pointer, value.clone()).err(), refusal, "{pointer} {value}");
    }
    let forged = TestKey::of_a_stranger().sign(&header(), &claims());
    assert_eq!(check(&forged), Err(Refusal::Signature));
    let good = TestKey::new().sign(&header(), &claims());
    let other = TestKey::new().sign(&header(), &changed(claims(), "/room", json!("*")));
    let spliced = format!("{}.{}", other.rsplit_once('.').unwrap().0, good.rsplit_once('.').unwrap().1);
    assert_eq!(check(&spliced), Err(Refusal::Signature));
    assert_eq!(check(&TestKey::new().sign(&header(), &json!([1]))), Err(Refusal::Payload));
    for text in ["", "a.b.c", "no token"] {
        assert_eq!(check(text), Err(Refusal::Header), "{text}");
    }
}

#[test]
fn audience_issuer_and_times_are_checked() {
    let table = [
        ("/aud", json!("jitsi"), None),
        ("/aud", json!(["jitsi"]), Some(Refusal::Audience)),
        ("/aud", json!("Jitsi"), Some(Refusal::Audience)),
        ("/aud", json!(null), Some(Refusal::Audience)),
        ("/iss", json!("chat"), None),
        ("/iss", json!("other"), Some(Refusal::Issuer)),
        ("/iss", json!(null), Some(Refusal::Issuer)),
        ("/exp", json!(NOW + 1), None),
        ("/exp", json!(NOW), Some(Refusal::Expired)),
        ("/exp", json!(NOW - 1), Some(Refusal::Expired)),
        ("/exp", json!((NOW + 60).to_string()), Some(Refusal::Expiry)),
        ("/exp", json!(null), Some(Refusal::Expiry)),
        ("/nbf", json!(NOW), None),
        ("/nbf", json!(null), None),
        ("/nbf", json!(NOW + 1), Some(Refusal::TooEarly)),
        ("/nbf", json!(NOW.to_string()), Some(Refusal::NotBefore)),
    ];
    for (pointer, value, refusal) in table {
        assert_eq!(with_claim(pointer, value.clone()).err(), refusal, "{pointer} {value}");
    }
}

#[test]
fn tenant_and_room_are_checked_in_either_form() {
    let other = TENANT.replace('0', "f");
    let table = [
        ("/sub", json!(TENANT), Ok(Some(RoomClaim::Name))),
        ("/sub", json!(other), Err(Refusal::Tenant)),
        ("/sub", json!(null), Err(Refusal::Tenant)),
        ("/room", json!(ROOM.to_uppercase()), Ok(Some(RoomClaim::Name))),
        ("/room", json!(format!("{TENANT}/{ROOM}")), Ok(Some(RoomClaim::Qualified))),
        ("/room", json!(format!("{TENANT}/{ROOM}").to_uppercase()), Ok(Some(RoomClaim::Qualified))),
        ("/room", json!("*"), Ok(None)),
        ("/room", json!(format!("{TENANT}/*")), Err(Refusal::Room)),
        ("/room", json!(format!("{other}/{ROOM}")), Err(Refusal::Room)),
        ("/room", json!(format!("{TENANT}/{ROOM}/x")), Err(Refusal::Room)),
        ("/room", json!(format!("{ROOM}x")), Err(Refusal::Room)),
        ("/room", json!([ROOM]), Err(Refusal::Room)),
        ("/room", json!(null), Err(Refusal::Room)),
    ];
    for (pointer, value, expected) in table {
        let form = with_claim(pointer, value.clone()).map(|admitted| admitted.form);
        assert_eq!(form, expected, "{pointer} {value}");
    }
}

#[test]
fn only_literal_booleans_make_a_moderator() {
    let invalid = || Err(Refusal::Value("moderator".to_owned()));
    let table = [
        (json!(true), Ok(true)),
        (json!("true"), Ok(true)),
        (json!(false), Ok(false)),
        (json!("false"), Ok(false)),
        (json!(null), Ok(false)),
        (json!("True"), invalid()),
        (json!(1), invalid()),
        (json!("yes"), invalid()),
    ];
    for (value, expected) in table {
        let moderator = with_claim("/context/user/moderator", value.clone()).map(|admitted| admitted.moderator);
        assert_eq!(moderator, expected, "{value}");
    }
}

#[test]
fn context_and_features_are_checked() {
    let invalid = |name: &str| Some(Refusal::Value(name.to_owned()));
    let table = [
        ("/context", json!(null), Some(Refusal::Context)),
        ("/context", json!("x"), Some(Refusal::Context)),
        ("/context/features", json!(null), Some(Refusal::Features)),
        ("/context/features", json!({}), None),
        ("/context/features/recording", json!("true"), None),
        ("/context/features/recording", json!("True"), invalid("recording")),
        ("/context/features/recording", json!(1), invalid("recording")),
        ("/context/features/outbound-call", json!(false), None),
        ("/context/features/telepathy", json!(true), Some(Refusal::Feature("telepathy".to_owned()))),
        ("/context/user", json!(null), None),
    ];
    for (pointer, value, refusal) in table {
        assert_eq!(with_claim(pointer, value.clone()).err(), refusal, "{pointer} {value}");
    }
}
