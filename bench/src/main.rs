//! Measures a server that it starts itself, and prints what it found.
//!
//! Everything is measured in one run, so that ratios hold whatever the machine is doing. What each
//! figure means stands in docs/PERFORMANCE.md.

#![expect(clippy::print_stdout, reason = "a benchmark speaks on the terminal")]

mod bare;
mod client;
mod closed;
mod memory;
mod open;
mod report;
mod server;

use std::{error::Error, time::Duration};

use crate::{client::Request, closed::closed_loop, memory::Memory, open::flood, report::Report, server::Server};

/// Whatever goes wrong ends the run with its words.
pub type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// How long each part runs.
struct Lengths {
    bare: Duration,
    closed: Duration,
    flood: Duration,
    starts: usize,
}

impl Lengths {
    fn chosen() -> Self {
        let seconds = Duration::from_secs;
        if std::env::args().any(|argument| argument == "--quick") {
            Self { bare: seconds(1), closed: seconds(2), flood: seconds(3), starts: 2 }
        } else {
            Self { bare: seconds(5), closed: seconds(10), flood: seconds(15), starts: 5 }
        }
    }
}

#[tokio::main]
async fn main() -> Outcome<()> {
    let lengths = Lengths::chosen();
    let mut report = Report::default();
    start_up(&lengths, &mut report).await?;

    let server = Server::start().await?;
    let at_rest = Memory::of(server.id())?;
    let bare = bare::rate(lengths.bare)?;
    report.add("bare aws-lc, all cores", format!("{bare:.0} signatures/s"));

    let mut best = 0.0_f64;
    for connections in [1, 8, 64] {
        let found = closed_loop(&server.address, &Server::token_request(), connections, lengths.closed).await?;
        best = best.max(found.rate());
        report.add(
            &format!("POST /api/jitsi/jwt, {connections} at a time"),
            format!("{}; {:.2} of bare", found.words(), found.rate() / bare),
        );
    }
    let again = bare::rate(lengths.bare)?;
    report.add("bare aws-lc again", format!("{again:.0} signatures/s ({:+.1} %)", (again / bare - 1.0) * 100.0));

    let link = server.open_session().await?;
    let page = Request::get(&link);
    for connections in [1, 8] {
        let found = closed_loop(&server.address, &page, connections, lengths.closed).await?;
        report.add(&format!("join page, {connections} at a time"), found.words());
    }
    overload(&server, best, &page, &lengths, &mut report).await?;
    let after = Memory::of(server.id())?;
    report.add("memory at rest", at_rest.words());
    report.add("memory after all of it", after.words());
    report.print();
    Ok(())
}

async fn start_up(lengths: &Lengths, report: &mut Report) -> Outcome<()> {
    let folder = server::Folder::new()?;
    let mut times = Vec::new();
    for _ in 0..=lengths.starts {
        times.push(Server::start_in(folder.path()).await?.1.as_millis());
    }
    let first = times.remove(0);
    times.sort_unstable();
    let again = times[times.len() / 2];
    report.add("start to first answer", format!("{again} ms (the first start, which makes a key: {first} ms)"));
    Ok(())
}

/// Ten times what it can carry, and pages meanwhile.
async fn overload(server: &Server, best: f64, page: &Request, lengths: &Lengths, report: &mut Report) -> Outcome<()> {
    let before = Memory::of(server.id())?;
    let token = Server::token_request();
    let (flooded, pages) = tokio::join!(
        flood(&server.address, &token, best * 10.0, lengths.flood),
        closed::every(&server.address, page, Duration::from_millis(100), lengths.flood),
    );
    let (found, pages) = (flooded?, pages?);
    let after = Memory::of(server.id())?;
    let share = |rate: f64| format!("{rate:.0}/s, {:.2} times the best rate", rate / best);
    report.add("overload: offered", share(found.offered_rate()));
    report.add("overload: tokens given", share(found.good_rate()));
    report.add("overload: 503", found.busy_words());
    report.add("overload: the join page meanwhile", pages.words());
    report.add("overload: memory", format!("{}; before: {}", after.words(), before.words()));
    Ok(())
}
