//! Who used the processor: of a process, of the whole machine, as Linux counts it.
//!
//! Times on the clock depend on what else the machine does; these hardly do.

use std::{fs, path::Path};

use crate::{Outcome, report::Figure};

/// What the threads are called that speak with the database.
const STORAGE: &str = "sqlx-sqlite";

/// The unit of these counters, fixed for programs whatever the kernel's own is (`proc(5)`).
const TICKS_PER_SECOND: f64 = 100.0;

/// Seconds of one core that the process has used so far, in user code and in the kernel.
pub fn used_by(process: u32) -> Outcome<f64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The program's name comes second, in brackets, and may hold spaces.
    let after_name = stat.rsplit_once(") ").ok_or("no name in the process's counters")?.1;
    let fields: Vec<&str> = after_name.split(' ').collect();
    let [user, kernel] = [fields.get(11), fields.get(12)].map(|field| field.ok_or("a counter is missing"));
    Ok((user?.parse::<f64>()? + kernel?.parse::<f64>()?) / TICKS_PER_SECOND)
}

/// The same of all processes that work in that folder. One that has ended is not counted.
pub fn used_in(folder: &Path) -> Outcome<f64> {
    let processes = fs::read_dir("/proc")?.flatten().filter_map(|one| one.file_name().to_str()?.parse().ok());
    let there = processes.filter(|id: &u32| fs::read_link(format!("/proc/{id}/cwd")).is_ok_and(|cwd| cwd == folder));
    // One may end meanwhile.
    Ok(there.filter_map(|id| used_by(id).ok()).sum())
}

/// Seconds of one core that those threads of the process have used so far whose name starts so. Linux
/// keeps fifteen letters of a name.
fn used_by_threads(process: u32, name: &str) -> Outcome<f64> {
    let mut nanoseconds = 0.0;
    for thread in fs::read_dir(format!("/proc/{process}/task"))? {
        let folder = thread?.path();
        // A thread that ends meanwhile has neither.
        let read = |file| fs::read_to_string(folder.join(file)).unwrap_or_default();
        if read("comm").starts_with(name) {
            let counters = read("schedstat");
            nanoseconds += counters.split(' ').next().unwrap_or_default().parse().unwrap_or(0.0);
        }
    }
    Ok(nanoseconds / 1e9)
}

/// Seconds of one core that were used on the whole machine, and those that there were.
fn machine() -> Outcome<(f64, f64)> {
    let stat = fs::read_to_string("/proc/stat")?;
    let line = stat.lines().next().ok_or("no line about the machine")?;
    let ticks: Result<Vec<f64>, _> = line.split_whitespace().skip(1).take(8).map(str::parse).collect();
    let ticks = ticks?;
    let all: f64 = ticks.iter().sum();
    let [idle, waiting] = [3, 4].map(|field| ticks.get(field).copied().unwrap_or_default());
    Ok(((all - idle - waiting) / TICKS_PER_SECOND, all / TICKS_PER_SECOND))
}

/// What the processor did during a part of the run.
#[derive(Clone, Copy, Debug)]
pub struct Shares {
    /// Seconds of one core that the server used.
    pub server: f64,
    /// What of that its storage used.
    pub storage: f64,
    /// The same of this program.
    pub generator: f64,
    /// The share of all cores, from 0 to 1, that anything else on this machine used.
    pub others: f64,
    /// The share of all cores that nothing used.
    pub idle: f64,
    /// Seconds of one core that there were.
    pub all: f64,
}

impl Shares {
    /// What neither the server nor the generator had: without it their times cannot be judged.
    pub fn rest(&self) -> [Figure; 2] {
        [Figure::new("share of other programs", self.others, ""), Figure::new("idle", self.idle, "")]
    }
}

/// Counters at the beginning of a part.
pub struct Since {
    process: u32,
    server: f64,
    storage: f64,
    generator: f64,
    machine: (f64, f64),
}

impl Since {
    /// From now on.
    pub fn now(server: u32) -> Outcome<Self> {
        Ok(Self {
            process: server,
            server: used_by(server)?,
            storage: used_by_threads(server, STORAGE)?,
            generator: used_by(std::process::id())?,
            machine: machine()?,
        })
    }

    /// Until now.
    pub fn shares(&self) -> Outcome<Shares> {
        let server = used_by(self.process)? - self.server;
        let storage = used_by_threads(self.process, STORAGE)? - self.storage;
        let generator = used_by(std::process::id())? - self.generator;
        let (busy, all) = machine()?;
        let (busy, all) = (busy - self.machine.0, all - self.machine.1);
        let others = ((busy - server - generator) / all).clamp(0.0, 1.0);
        Ok(Shares { server, storage, generator, others, idle: 1.0 - busy / all, all })
    }
}
