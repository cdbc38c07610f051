//! How much memory a process has, as Linux counts it.

use std::fs;

use crate::{Outcome, report::Figure};

/// What is in memory of a process, in MB.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    all: f64,
    own: f64,
    peak: f64,
}

impl Memory {
    /// Of that process, now. `smaps_rollup` walks the pages; the counters in `status` are kept for
    /// each thread and lag behind, but only they know the peak.
    pub fn of(process: u32) -> Outcome<Self> {
        let pages = fs::read_to_string(format!("/proc/{process}/smaps_rollup"))?;
        let status = fs::read_to_string(format!("/proc/{process}/status"))?;
        let (all, own) = (megabytes(&pages, "Rss:")?, megabytes(&pages, "Anonymous:")?);
        Ok(Self { all, own, peak: megabytes(&status, "VmHWM:")? })
    }

    /// What `count` of something took, each, since `before`.
    pub fn each_since(&self, before: &Self, count: f64) -> [Figure; 2] {
        let kilobytes = |now: f64, before: f64| (now - before) * 1024.0 / count;
        [
            Figure::new("each: in all", kilobytes(self.all, before.all), "kB"),
            Figure::new("each: its own", kilobytes(self.own, before.own), "kB"),
        ]
    }

    /// All of it, what is the process's own, and what is the program's file, which the system
    /// drops and reads again as it likes.
    pub fn figures(&self) -> [Figure; 4] {
        [
            Figure::new("in all", self.all, "MB"),
            Figure::new("its own", self.own, "MB"),
            Figure::new("from the program's file", self.all - self.own, "MB"),
            Figure::new("at its peak", self.peak, "MB"),
        ]
    }
}

fn megabytes(text: &str, name: &str) -> Outcome<f64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name)).ok_or("a field about memory is missing")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse::<f64>()? / 1024.0)
}
