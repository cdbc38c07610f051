//! Headers that decide who may do what, one a line: Authorization, Origin, Sec-Fetch-Site, Host,
//! Content-Type, Accept, X-Forwarded-For.
#![no_main]

use axum::{body::Body, http::Request};
use greenroom_fuzz::{API_KEY, ask};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 7] =
    ["authorization", "origin", "sec-fetch-site", "host", "content-type", "accept", "x-forwarded-for"];

fuzz_target!(|data: &[u8]| {
    let mut request = Request::post("/api/sessions");
    for (name, value) in NAMES.into_iter().zip(data.split(|byte| *byte == b'\n')) {
        request = request.header(name, value);
    }
    let Ok(request) = request.body(Body::from(r#"{"title":"Weekly"}"#)) else { return };
    let knows_key = data.windows(API_KEY.len()).any(|part| part == API_KEY.as_bytes());
    let (status, text) = ask(request);
    assert!(knows_key || !status.is_success(), "{text}");
});
