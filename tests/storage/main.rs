//! The storage's contract, on the real database.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

mod accounts;
mod admit;
mod basics;
mod doors;
mod lists;
mod record;
mod signing_in;
mod support;
