//! Real servers that are killed, and databases that go away under them: what was acknowledged is there afterwards, and
//! the record holds.
//!
//! Each test starts processes of its own, with the files of their own folder. `GREENROOM_KILLS` says how many kills
//! there are on each database, `GREENROOM_KILLS_SEED` at which moments.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

mod chance;
mod journal;
mod one_server;
mod place;
mod two_servers;
mod writers;
