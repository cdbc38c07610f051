//! Tokens and messages that nobody would write: refused, and never a panic.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    KID, NOW, ROOM, TENANT, TestKey,
    key::{claims, header},
};
use crate::{
    jaas::RoomName,
    sandbox::{
        keys::PublishedKeys,
        protocol::{Command, Join},
        token::{Door, verify},
    },
};

fn opens(token: &str) -> bool {
    let keys = PublishedKeys::read([(KID.to_owned(), TestKey::new().public_pem())]).unwrap();
    let room = RoomName::try_from(ROOM.to_owned()).unwrap();
    verify(token, &keys, Door { tenant: TENANT, room: &room }, NOW).is_ok()
}

/// Any JSON, not too deep.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(".*", inner, 0..4).prop_map(|map| json!(map)),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_text_is_no_token(text in ".*", parts in "[A-Za-z0-9_.-]{0,300}") {
        prop_assert!(!opens(&text));
        prop_assert!(!opens(&parts));
    }

    #[test]
    fn a_token_with_one_letter_changed_opens_nothing(place in any::<prop::sample::Index>(), letter in "[A-Za-z0-9_.-]") {
        let good = TestKey::new().sign(&header(), &claims());
        let place = place.index(good.len());
        prop_assume!(good[place..=place] != letter);
        let changed = format!("{}{letter}{}", &good[..place], &good[place + 1..]);
        prop_assert!(opens(&good) && !opens(&changed));
    }

    #[test]
    fn whatever_a_needed_claim_says_only_the_right_one_opens(
        name in prop::sample::select(vec!["aud", "iss", "sub", "room", "context"]),
        value in any_json(),
    ) {
        let mut claims = claims();
        claims[name] = value;
        prop_assert!(!opens(&TestKey::new().sign(&header(), &claims)), "{claims}");
    }

    #[test]
    fn any_message_is_understood_or_not(value in any_json(), text in ".*") {
        let _ = serde_json::from_str::<Command>(&text);
        let _ = serde_json::from_str::<Join>(&text);
        prop_assert!(serde_json::from_value::<Join>(value.clone()).is_err());
        prop_assert!(serde_json::from_value::<Command>(value).is_err());
    }
}
