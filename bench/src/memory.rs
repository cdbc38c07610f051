//! How much memory a process has, as Linux counts it.

use std::fs;

use crate::Outcome;

/// What is in memory of a process, in kB (`/proc/{pid}/status`).
pub struct Memory {
    all: u64,
    own: u64,
}

impl Memory {
    /// Of that process, now.
    pub fn of(process: u32) -> Outcome<Self> {
        let status = fs::read_to_string(format!("/proc/{process}/status"))?;
        let field = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).ok_or("a field is missing")?;
            Outcome::Ok(line.trim().trim_end_matches("kB").trim().parse()?)
        };
        Ok(Self { all: field("VmRSS:")?, own: field("RssAnon:")? })
    }

    /// In words: all of it, and what is the process's own rather than the program's file.
    pub fn words(&self) -> String {
        format!("{} MB ({} MB of its own, the rest is the program's file)", self.all / 1024, self.own / 1024)
    }
}
