//! The real program with everything wrong that an operator can get wrong: it ends with 1 and one
//! sentence for each thing, and shows no secret.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

mod full_disk;
mod keys;
mod postgres;
mod program;
mod storage;
mod variables;
