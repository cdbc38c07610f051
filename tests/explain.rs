//! `greenroom explain` from outside.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use greenroom::{
    clock::{SystemWorld, World},
    jaas::{AppId, Claims, Context, Features, KeyId, PrivateKey, Signer, User, Validity},
};
use serde_json::Value;

const APP_ID: &str = "0123456789abcdef0123456789abcdef";

/// A fresh token, and the PEM of the public half of its key.
fn fresh() -> (String, String) {
    static MADE: std::sync::OnceLock<(String, String)> = std::sync::OnceLock::new();
    MADE.get_or_init(|| {
        let app_id: AppId = APP_ID.parse().unwrap();
        let key = PrivateKey::generate().unwrap();
        let public = key.public_pem().unwrap();
        let signer = Signer::rs256(key, Some(KeyId::parse("4f4910", &app_id).unwrap()));
        let validity = Validity::lasting(3600, SystemWorld.now());
        let user = User { id: "u1".to_owned(), name: "Ada".to_owned(), email: None, avatar: None, moderator: true };
        let claims = Claims {
            aud: "jitsi".to_owned(),
            iss: "chat".to_owned(),
            sub: app_id.tenant(),
            room: "physics-101".to_owned(),
            exp: validity.exp,
            nbf: validity.nbf,
            iat: validity.iat,
            jti: "1".to_owned(),
            context: Context { user, features: Features::new([]) },
        };
        (signer.sign(&claims).unwrap(), public)
    })
    .clone()
}

fn explain(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_greenroom"))
        .arg("explain")
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that asks for no input may be gone before it is written.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn a_good_token_is_explained_and_its_signature_checked() {
    let folder = tempfile::tempdir().unwrap();
    let (token, public) = fresh();
    fs::write(folder.path().join("public.pem"), public).unwrap();
    let output = explain(folder.path(), &["--public-key", "public.pem", "-"], &format!("{token}\n"));
    let said = said(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    for words in ["`Ada`", "moderator", "`physics-101`", " UTC (in ", "holds", "It breaks no rule."] {
        assert!(said.contains(words), "{words} is not in: {said}");
    }
    for part in token.split('.') {
        assert!(!said.contains(part), "{said}");
    }
}

#[test]
fn a_token_that_breaks_rules_ends_with_1_and_names_them() {
    let folder = tempfile::tempdir().unwrap();
    let part = |json: &str| BASE64_URL_SAFE_NO_PAD.encode(json);
    let token = format!("{}.{}.c2lnbmF0dXJl", part(r#"{"alg":"none"}"#), part(r#"{"iss":"chat","aud":["jitsi"]}"#));
    let output = explain(folder.path(), &["--json", &token], "");
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&answer["ok"], &answer["judgedAs"]), (&Value::Bool(false), &Value::from("jaas")));
    let rules: Vec<_> = answer["findings"].as_array().unwrap().iter().map(|f| f["rule"].as_str().unwrap()).collect();
    let expected = [
        "typInvalid",
        "algInvalid",
        "kidNotFound",
        "audInvalid",
        "subInvalid",
        "expInvalid",
        "roomInvalid",
        "contextNotFound",
    ];
    assert_eq!(rules, expected);
    assert!(!said(&output).contains("c2lnbmF0dXJl"));
}

#[test]
fn another_key_breaks_the_signature_and_a_private_key_is_not_taken() {
    let folder = tempfile::tempdir().unwrap();
    let (token, _) = fresh();
    let other = PrivateKey::generate().unwrap();
    fs::write(folder.path().join("other.pem"), other.public_pem().unwrap()).unwrap();
    fs::write(folder.path().join("private.pem"), other.to_pkcs1_pem().unwrap().as_bytes()).unwrap();
    let output = explain(folder.path(), &["-", "--public-key", "other.pem"], &token);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("signatureInvalid"), "{}", said(&output));
    for (file, words) in [("private.pem", "this is a private key"), ("none.pem", "cannot be read")] {
        let output = explain(folder.path(), &["-", "--public-key", file], &token);
        assert_eq!(output.status.code(), Some(2), "{file}");
        assert!(said(&output).contains(words), "{}", said(&output));
    }
}

#[test]
fn what_is_no_token_ends_with_2() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, input) in [(&["-"][..], ""), (&["hello"], ""), (&["-"], "a.b.c"), (&["--json", "-"], "x")] {
        let output = explain(folder.path(), arguments, input);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(said(&output).contains("no token"), "{}", said(&output));
    }
}

#[test]
fn what_is_merely_unwise_is_said_and_ends_with_0() {
    let folder = tempfile::tempdir().unwrap();
    let (token, _) = fresh();
    let [header, payload, _] = token.split('.').collect::<Vec<_>>()[..] else { panic!("three parts") };
    let payload = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap();
    let every_room = BASE64_URL_SAFE_NO_PAD.encode(payload.replace("physics-101", "*"));
    let output = explain(folder.path(), &["-"], &format!("{header}.{every_room}.c2lnbmF0dXJl"));
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    for words in ["roomWildcard", "It breaks no rule, and yet:"] {
        assert!(said(&output).contains(words), "{}", said(&output));
    }
}

#[test]
fn the_help_warns_of_the_shells_history() {
    let folder = tempfile::tempdir().unwrap();
    assert!(said(&explain(folder.path(), &["--help"], "")).contains("history"));
}
