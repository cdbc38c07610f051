//! Personal data: how long it is kept, and one person's, on a database in a file.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

mod person;
mod retention;
mod support;
