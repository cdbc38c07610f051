//! The storage's contract, on both of the real databases.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

#[macro_use]
mod support;

mod accounts;
mod admit;
mod api_keys;
mod basics;
mod days;
mod doors;
mod lists;
mod record;
mod servers;
mod signing_in;
mod transfer;
