//! The real program with everything wrong that an operator can get wrong: it ends with 1 and one
//! sentence for each thing, and shows no secret. And what an operator does beside the running server.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

mod backup;
mod full_disk;
mod health;
mod keys;
mod migrate_to;
mod postgres;
mod program;
mod rotation;
mod server;
mod serving;
mod storage;
mod variables;
