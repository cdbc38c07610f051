//! Cookies: whatever a browser sends, it is nobody's host by it, and the page comes.
#![no_main]

use axum::{body::Body, http::Request};
use greenroom_fuzz::ask;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for (path, expected) in [("/", 200), ("/s/0198c0de/room", 403)] {
        let Ok(request) = Request::get(path).header("cookie", data).body(Body::empty()) else { return };
        let (status, text) = ask(request);
        assert_eq!(status, expected, "{text}");
    }
});
