//! A page of one sentence, for people who meet an error outside the pages proper: where a form was
//! refused, and where nothing else works any more. It needs no style sheet and no script.

use axum::{
    body::Body,
    http::{HeaderValue, Response, header},
};

use crate::wire::{ApiError, ErrorCode};

/// Puts the page in place of what the response would have said. Its status and headers stay.
pub(super) fn put_into(response: &mut Response<Body>, error: &ApiError) {
    *response.body_mut() = Body::from(page(error));
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
}

fn page(error: &ApiError) -> String {
    let headline = match error.code {
        ErrorCode::Internal => "Something went wrong on our side",
        ErrorCode::NotReady | ErrorCode::Overloaded | ErrorCode::RateLimited => "Very busy",
        _ => "That did not work",
    };
    let sentence = escaped(&error.error);
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{headline} · Greenroom</title></head>\
         <body><main><h1>{headline}</h1><p>{sentence}</p><p><a href=\"/\">To the start page</a></p></main></body></html>"
    )
}

/// The sentence may repeat what was sent.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
