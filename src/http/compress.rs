//! What is compressed on its way: pages. Assets lie compressed on disk; JSON is small, and some of it
//! bears a token.
//!
//! A compressed page that mixes a secret with words of an attacker's choice gives the secret away by
//! its length (BREACH). Ours mix none: what a page shows is the session's, the visitor's own name
//! comes from their cookie, and of an address only its link's secret gets into the page, which whoever
//! chose the address knows.

use axum::http::{Extensions, HeaderMap, StatusCode, Version};
use tower_http::compression::{CompressionLayer, CompressionLevel, predicate::Predicate};

use super::headers::is_page;

/// Compresses pages.
pub(super) fn pages() -> CompressionLayer<impl Predicate> {
    // Brotli's higher levels take longer than the network saves.
    CompressionLayer::new().quality(CompressionLevel::Precise(6)).compress_when(worth_it)
}

fn worth_it(_status: StatusCode, _version: Version, headers: &HeaderMap, _extensions: &Extensions) -> bool {
    is_page(headers)
}
