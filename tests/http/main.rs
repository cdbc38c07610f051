//! The app through its real router: what every caller gets, and what is refused.
//!
//! The database is in memory (`servers` has one of PostgreSQL), the clock stands still and randomness is counted, so answers can be
//! compared letter by letter.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

mod api_keys;
mod audit;
mod bad_callers;
mod bad_input;
mod bad_requests;
mod commands;
mod door;
mod forms;
mod headers;
mod invites;
mod jitsi_jwt;
mod languages;
mod limits;
mod matrix;
mod meeting_token;
mod openapi;
mod operations;
mod operator;
mod removal;
mod room_claim;
mod rotation;
mod servers;
mod sessions;
mod sign_in;
mod support;
