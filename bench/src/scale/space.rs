//! Whether the disk has room for a database.

use std::{env, process::Command};

use crate::{Outcome, closed::count, place::Kind};

/// What stays free for others, in bytes.
const RESERVE: u64 = 2_000_000_000;

/// What a session with all that belongs to it takes while it is filled in, in bytes: as it was seen, and a third
/// more for what is sorted and logged meanwhile.
const fn bytes_of_a_session(kind: Kind) -> u64 {
    match kind {
        Kind::Sqlite => 14_000,
        Kind::Postgres => 16_000,
    }
}

/// Why there is no room, where there is none.
pub fn lacks_for(kind: Kind, sessions: u64) -> Outcome<Option<String>> {
    let said = Command::new("df").args(["--output=avail", "-B1"]).arg(env::temp_dir()).output()?;
    let said = String::from_utf8(said.stdout)?;
    let free: u64 = said.lines().nth(1).ok_or("df says nothing")?.trim().parse()?;
    let wanted = sessions * bytes_of_a_session(kind) + RESERVE;
    let gigabytes = |bytes: u64| count(bytes / 1_000_000) / 1000.0;
    let why = || format!("it needs {:.1} GB, and {:.1} GB are free", gigabytes(wanted), gigabytes(free));
    Ok((free < wanted).then(why))
}
