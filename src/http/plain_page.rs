//! A page of one sentence, for people who meet an error outside the pages proper: where a form was
//! refused, and where nothing else works any more. It needs no style sheet and no script.

use axum::{
    body::Body,
    http::{HeaderValue, Response, header},
};

use crate::{
    wire::{ApiError, ErrorCode},
    words::{Language, text},
};

/// Puts the page in place of what the response would have said. Its status and headers stay.
pub(super) fn put_into(response: &mut Response<Body>, error: &ApiError, language: Language) {
    *response.body_mut() = Body::from(page(error, language));
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
}

fn page(error: &ApiError, language: Language) -> String {
    let headline = match error.code {
        ErrorCode::Internal => "plain-internal",
        ErrorCode::NotReady | ErrorCode::Overloaded | ErrorCode::RateLimited => "plain-busy",
        _ => "plain-other",
    };
    let (headline, start, code) = (text(language, headline), text(language, "plain-start"), language.code());
    let sentence = escaped(&error.error);
    format!(
        "<!DOCTYPE html><html lang=\"{code}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{headline} · Greenroom</title></head>\
         <body><main><h1>{headline}</h1><p>{sentence}</p><p><a href=\"/\">{start}</a></p></main></body></html>"
    )
}

/// The sentence may repeat what was sent.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
