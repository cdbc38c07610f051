//! The storage's contract, on the real database.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

mod accounts;
mod admit;
mod api_keys;
mod basics;
mod doors;
mod lists;
mod signing_in;
mod support;
