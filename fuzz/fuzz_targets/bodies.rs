//! Every JSON body and every form: the first byte says for which address, the rest is the body.
#![no_main]

use axum::{body::Body, http::Request};
use greenroom_fuzz::{API_KEY, ask};
use libfuzzer_sys::fuzz_target;

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const ADDRESSES: [(&str, &str); 8] = [
    ("/api/jitsi/jwt", JSON),
    ("/api/sessions", JSON),
    ("/api/sessions/none/invites", JSON),
    ("/api/pages/meeting-token", JSON),
    ("/api/pages/joined", JSON),
    ("/sessions", FORM),
    ("/s/none/name", FORM),
    ("/j/none/name", FORM),
];

fuzz_target!(|data: &[u8]| {
    let Some((choice, body)) = data.split_first() else { return };
    let (path, kind) = ADDRESSES[usize::from(*choice) % ADDRESSES.len()];
    let request = Request::post(path)
        .header("authorization", format!("Bearer {API_KEY}"))
        .header("content-type", kind)
        .body(Body::from(body.to_vec()))
        .unwrap();
    let (status, text) = ask(request);
    if status.is_client_error() {
        let refusal: serde_json::Value = serde_json::from_str(&text).expect("a refusal is JSON");
        assert!(refusal["error"].is_string() && refusal["code"].is_string(), "{refusal}");
    }
});
