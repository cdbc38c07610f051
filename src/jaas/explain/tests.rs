//! Each rule broken alone, starting from a good token.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

const NOW: i64 = 1_767_225_600;
const TENANT: &str = "vpaas-magic-cookie-0123456789abcdef0123456789abcdef";
const OTHER: &str = "vpaas-magic-cookie-ffffffffffffffffffffffffffffffff";

fn good() -> Value {
    json!({
        "header": { "alg": "RS256", "kid": format!("{TENANT}/4f4910"), "typ": "JWT" },
        "payload": {
            "aud": "jitsi", "iss": "chat", "sub": TENANT, "room": "physics-101",
            "exp": NOW + 3600, "nbf": NOW - 60, "iat": NOW,
            "context": {
                "user": { "id": "u1", "name": "Ada", "moderator": "true" },
                "features": { "recording": "true", "livestreaming": "false" },
            },
        },
    })
}

fn self_hosted() -> Value {
    let mut token = good();
    token["header"] = json!({ "alg": "HS256", "typ": "JWT" });
    for (name, value) in [("aud", "meet"), ("iss", "meet"), ("sub", "meet.example.com")] {
        token["payload"][name] = json!(value);
    }
    token
}

fn written(token: &Value) -> String {
    let part = |name: &str| BASE64_URL_SAFE_NO_PAD.encode(token[name].to_string());
    format!("{}.{}.c2lnbmF0dXJl", part("header"), part("payload"))
}

/// The good token with one place changed; `null` takes it out.
fn with(mut token: Value, pointer: &str, value: Value) -> String {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let object = token.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    if value.is_null() {
        object.remove(name);
    } else {
        object.insert(name.to_owned(), value);
    }
    written(&token)
}

fn rules(token: &str) -> Vec<Rule> {
    explain(token, NOW, None).unwrap().findings.into_iter().map(|finding| finding.rule).collect()
}

#[test]
fn a_good_token_breaks_nothing() {
    for token in [good(), self_hosted()] {
        assert_eq!(rules(&written(&token)), [], "{token}");
    }
}

/// The name of the row, where it is changed, to what, and the rule that is then broken.
type Row = (&'static str, &'static str, Value, Rule);

#[rustfmt::skip]
fn table() -> Vec<Row> {
    vec![
        ("aud is another", "/payload/aud", json!("jitsu"), Rule::AudInvalid),
        ("aud is a list", "/payload/aud", json!(["jitsi"]), Rule::AudInvalid),
        ("aud is missing", "/payload/aud", json!(null), Rule::AudInvalid),
        ("iss is another", "/payload/iss", json!("me"), Rule::IssInvalid),
        ("iss is no text", "/payload/iss", json!(7), Rule::IssInvalid),
        ("sub is a domain", "/payload/sub", json!("meet.example.com"), Rule::SubInvalid),
        ("sub is the bare app id", "/payload/sub", json!("0123456789abcdef0123456789abcdef"), Rule::SubInvalid),
        ("sub is a short tenant", "/payload/sub", json!("vpaas-magic-cookie-0123"), Rule::SubInvalid),
        ("sub is missing", "/payload/sub", json!(null), Rule::SubInvalid),
        ("typ is in lower case", "/header/typ", json!("jwt"), Rule::TypInvalid),
        ("typ is missing", "/header/typ", json!(null), Rule::TypInvalid),
        ("alg is none", "/header/alg", json!("none"), Rule::AlgInvalid),
        ("alg is HS256", "/header/alg", json!("HS256"), Rule::AlgInvalid),
        ("alg is no text", "/header/alg", json!(256), Rule::AlgInvalid),
        ("kid is missing", "/header/kid", json!(null), Rule::KidNotFound),
        ("kid is no text", "/header/kid", json!(4), Rule::KidNotFound),
        ("kid is another tenant's", "/header/kid", json!(format!("{OTHER}/4f4910")), Rule::KidMismatch),
        ("kid is the key's id alone", "/header/kid", json!("4f4910"), Rule::KidMismatch),
        ("kid has an empty id", "/header/kid", json!(format!("{TENANT}/")), Rule::KidMismatch),
        ("kid is the tenant alone", "/header/kid", json!(TENANT), Rule::KidWithoutKeyId),
        ("exp is missing", "/payload/exp", json!(null), Rule::ExpInvalid),
        ("exp is text", "/payload/exp", json!("1767229200"), Rule::ExpInvalid),
        ("exp is past", "/payload/exp", json!(NOW - 1), Rule::TokenExpired),
        ("exp is now", "/payload/exp", json!(NOW), Rule::TokenExpired),
        ("nbf is text", "/payload/nbf", json!("1767225540"), Rule::NbfInvalid),
        ("nbf is a minute ahead", "/payload/nbf", json!(NOW + 60), Rule::NbfFuture),
        ("it lasts two days", "/payload/exp", json!(NOW + 172_800), Rule::LifetimeTooLong),
        ("exp is in milliseconds", "/payload/exp", json!((NOW + 3600) * 1000), Rule::LifetimeTooLong),
        ("exp is out of range", "/payload/exp", json!(1e300), Rule::LifetimeTooLong),
        ("room is missing", "/payload/room", json!(null), Rule::RoomInvalid),
        ("room is no text", "/payload/room", json!(["a"]), Rule::RoomInvalid),
        ("room is every room", "/payload/room", json!("*"), Rule::RoomWildcard),
        ("room is a pattern", "/payload/context/room", json!({ "regex": true }), Rule::RoomRegex),
        ("room has the tenant", "/payload/room", json!(format!("{TENANT}/physics-101")), Rule::RoomQualified),
        ("room has another tenant", "/payload/room", json!(format!("{OTHER}/a")), Rule::RoomOtherTenant),
        ("room has a stripped character", "/payload/room", json!("what?"), Rule::RoomStripped),
        ("room has an encoded character", "/payload/room", json!("physics 101"), Rule::RoomEncoded),
        ("context is missing", "/payload/context", json!(null), Rule::ContextNotFound),
        ("context is no object", "/payload/context", json!("x"), Rule::ContextNotFound),
        ("features are missing", "/payload/context/features", json!(null), Rule::FeaturesNotFound),
        ("features are a list", "/payload/context/features", json!(["recording"]), Rule::FeaturesNotFound),
        ("a feature is unknown", "/payload/context/features/record", json!(true), Rule::FeatureInvalid),
        ("a feature is 1", "/payload/context/features/recording", json!(1), Rule::FeatureValueInvalid),
        ("a feature is True", "/payload/context/features/recording", json!("True"), Rule::FeatureValueInvalid),
        ("moderator is True", "/payload/context/user/moderator", json!("True"), Rule::ModeratorInvalid),
        ("moderator is 1", "/payload/context/user/moderator", json!(1), Rule::ModeratorInvalid),
        ("user is no object", "/payload/context/user", json!("Ada"), Rule::UserInvalid),
        ("a name is a number", "/payload/context/user/name", json!(5), Rule::UserInvalid),
    ]
}

/// Rules that a change of one claim cannot break: each has a test of its own below.
const ELSEWHERE: [Rule; 4] =
    [Rule::HeaderNotFound, Rule::PayloadNotFound, Rule::SignatureInvalid, Rule::SignatureMissing];

#[test]
fn each_rule_is_broken_alone() {
    for (name, pointer, value, rule) in table() {
        assert_eq!(rules(&with(good(), pointer, value)), [rule], "{name}");
    }
}

#[test]
fn every_rule_has_a_row() {
    for rule in Rule::ALL {
        let found = table().iter().any(|(.., broken)| *broken == rule) || ELSEWHERE.contains(&rule);
        assert!(found, "{} has no row", rule.key());
    }
}

#[test]
fn what_a_self_hosted_jitsi_takes_or_not_is_judged_by_its_own_rules() {
    let table: [(&str, &str, Value, &[Rule]); 9] = [
        ("no features", "/payload/context/features", json!(null), &[]),
        ("no sub", "/payload/sub", json!(null), &[]),
        ("RS256", "/header/alg", json!("RS256"), &[]),
        ("alg is none", "/header/alg", json!("None"), &[Rule::AlgInvalid]),
        ("aud is a list", "/payload/aud", json!(["meet"]), &[Rule::AudInvalid]),
        ("no iss", "/payload/iss", json!(null), &[Rule::IssInvalid]),
        ("sub is no text", "/payload/sub", json!(1), &[Rule::SubInvalid]),
        ("a qualified room", "/payload/room", json!("meet/physics"), &[Rule::RoomStripped]),
        ("an unknown feature", "/payload/context/features/x", json!(true), &[Rule::FeatureInvalid]),
    ];
    for (name, pointer, value, expected) in table {
        let token = with(self_hosted(), pointer, value);
        assert_eq!(rules(&token), expected, "{name}");
        assert_eq!(explain(&token, NOW, None).unwrap().judged_as, Kind::SelfHosted, "{name}");
    }
}

#[test]
fn cut_tokens_are_findings_and_other_text_is_no_token() {
    let token = written(&good());
    let parts: Vec<_> = token.split('.').collect();
    assert_eq!(rules(&format!("%.{}.{}", parts[1], parts[2])), [Rule::HeaderNotFound]);
    assert_eq!(rules(&format!("{}.%.{}", parts[0], parts[2])), [Rule::PayloadNotFound]);
    assert_eq!(rules(&format!("{}.{}.", parts[0], parts[1])), [Rule::SignatureMissing]);
    for (text, expected) in [
        ("", NotAToken::Parts),
        ("hello", NotAToken::Parts),
        (&format!("{}.{}", parts[0], parts[1]), NotAToken::Parts),
        ("a.b.c", NotAToken::Unreadable),
    ] {
        assert_eq!(explain(text, NOW, None), Err(expected), "{text}");
    }
}

#[test]
fn it_says_in_words_what_a_token_allows() {
    let explanation = explain(&written(&good()), NOW, None).unwrap();
    let said = |topic| explanation.says.iter().find(|saying| saying.topic == topic).unwrap().words.clone();
    assert_eq!(said("token"), format!("for JaaS, tenant `{TENANT}`; signed by the key `{TENANT}/4f4910`"));
    assert_eq!(said("who"), "`Ada` (id `u1`)");
    assert_eq!(said("role"), "moderator");
    assert_eq!(said("room"), "`physics-101`");
    assert_eq!(said("features"), "`recording`");
    assert_eq!(said("from"), "2025-12-31 23:59:00 UTC (60 seconds ago)");
    assert_eq!(said("until"), "2026-01-01 01:00:00 UTC (in 60 minutes)");
    assert_eq!(said("signature"), "not checked");
}

#[test]
fn what_is_in_a_token_cannot_command_a_terminal() {
    let token = with(good(), "/payload/context/user/name", json!("\u{1b}[31mred\u{202e}`\n"));
    let explanation = explain(&token, NOW, None).unwrap();
    let who = &explanation.says[1].words;
    assert!(who.starts_with("`\\u{1b}[31mred\\u{202e}'\\n` "), "{who}");
}

#[test]
fn a_signature_is_checked_with_the_right_key_alone() {
    let key = crate::jaas::PrivateKey::generate().unwrap();
    let right = Verifier::from_public_pem(&key.public_pem().unwrap()).unwrap();
    let signer = crate::jaas::Signer::rs256(key, None);
    let claims = crate::jaas::Claims {
        aud: "jitsi".to_owned(),
        iss: "chat".to_owned(),
        sub: TENANT.to_owned(),
        room: "physics-101".to_owned(),
        exp: NOW + 60,
        nbf: NOW,
        iat: NOW,
        jti: "1".to_owned(),
        context: crate::jaas::Context {
            user: crate::jaas::User {
                id: "u1".to_owned(),
                name: "Ada".to_owned(),
                email: None,
                avatar: None,
                moderator: false,
            },
            features: crate::jaas::Features::new([]),
        },
    };
    let token = signer.sign(&claims).unwrap();
    let verdict = |token: &str, key: &Verifier| {
        let findings = explain(token, NOW, Some(key)).unwrap().findings;
        findings.iter().any(|finding| finding.rule == Rule::SignatureInvalid)
    };
    assert!(!verdict(&token, &right));
    assert!(!verdict(&token, &signer.verifier().unwrap()));
    let (head, _) = token.rsplit_once('.').unwrap();
    assert!(verdict(&format!("{head}.c2lnbmF0dXJl"), &right), "another signature");
    assert!(verdict(&written(&self_hosted()), &right), "HS256");
    let other = crate::jaas::PrivateKey::generate().unwrap();
    let other = Verifier::from_public_pem(&other.public_pem().unwrap()).unwrap();
    assert!(verdict(&token, &other), "another key");
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,90}".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,4}", inner, 0..3)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn no_text_is_a_crash(text in ".*") {
        let _ = explain(&text, NOW, None);
    }

    #[test]
    fn no_claim_of_any_type_is_a_crash(row in 0..48_usize, value in any_json(), now in any::<i64>()) {
        let (_, pointer, ..) = table().swap_remove(row);
        for token in [good(), self_hosted()] {
            let token = if token.pointer(pointer.rsplit_once('/').unwrap().0).is_some() { token } else { good() };
            prop_assert!(explain(&with(token, pointer, value.clone()), now, None).is_ok());
        }
    }

    #[test]
    fn no_change_of_one_character_is_a_crash(place in any::<prop::sample::Index>(), c in any::<char>()) {
        let token = written(&good());
        let at = place.index(token.len());
        let _ = explain(&format!("{}{c}{}", &token[..at], &token[at + 1..]), NOW, None);
    }
}
