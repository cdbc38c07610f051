//! Measures a server that it starts itself, and prints what it found.
//!
//! Everything is measured in one run, so that ratios hold whatever the machine is doing. What each
//! figure means stands in docs/PERFORMANCE.md.
//!
//! `greenroom-bench [--quick]` measures the server; `scale` and `waiting` measure what their files say;
//! `greenroom-bench report` makes one report of all that and of what the browser's part wrote.

#![expect(clippy::print_stdout, reason = "a benchmark speaks on the terminal")]

mod bare;
mod client;
mod closed;
mod ledger;
mod lengths;
mod memory;
mod open;
mod orders;
mod overload;
mod place;
mod processor;
mod report;
mod scale;
mod sealing;
mod server;
mod tokens;
mod waiting;

use std::{error::Error, thread};

use tokio::signal::unix::{SignalKind, signal};

use crate::{
    bare::BareKey,
    client::Request,
    closed::closed_loop,
    lengths::Lengths,
    memory::Memory,
    orders::{Order, Part},
    report::{Figure, Report},
    server::{Folder, Server},
};

/// Whatever goes wrong ends the run with its words.
pub type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

#[tokio::main]
async fn main() -> Outcome<()> {
    let order = Order::read(std::env::args().skip(1))?;
    let mut terminate = signal(SignalKind::terminate())?;
    // Whatever ends this, the servers are dropped, and with that stopped.
    tokio::select! {
        done = obey(order) => done,
        _ = tokio::signal::ctrl_c() => Err("stopped".into()),
        _ = terminate.recv() => Err("stopped".into()),
    }
}

async fn obey(Order { part, quick }: Order) -> Outcome<()> {
    let lengths = if quick { Lengths::QUICK } else { Lengths::FULL };
    let mut report = Report::default();
    match &part {
        Part::Server => measure(lengths, &mut report).await?,
        Part::Scale(scale) => scale.measure(lengths, &mut report).await?,
        Part::Waiting(crowd) => crowd.measure(&mut report).await?,
        Part::Report => return report::join(),
    }
    report.save(part.name())
}

async fn measure(lengths: Lengths, report: &mut Report) -> Outcome<()> {
    start_up(lengths, report).await?;
    let server = Server::start().await?;
    let since = processor::Since::now(server.id())?;
    report.row("memory at rest", Memory::of(server.id())?.figures());

    let key = BareKey::new()?;
    let before = key.measure(lengths.bare)?;
    let tokens = tokens::measure(&server, lengths, report).await?;
    let page = format!("/j/{}", server.open_session(false).await?.guest);
    join_page(&server, &page, lengths, report).await?;
    let after = key.measure(lengths.bare)?;
    tokens::compare(&tokens, &[before, after], report);

    sealing::measure(&server, lengths, report).await?;
    report.row("memory after tokens and pages", Memory::of(server.id())?.figures());
    overload::measure(&server, tokens.best_rate(), &page, lengths, report).await?;
    report.row("memory at the end", Memory::of(server.id())?.figures());
    let cores = u32::try_from(thread::available_parallelism()?.get())?;
    let machine = [Figure::new("cores", cores.into(), "")];
    report.row("the machine, over all of it", machine.into_iter().chain(since.shares()?.rest()));
    Ok(())
}

/// From the start of the program to its first answer.
async fn start_up(lengths: Lengths, report: &mut Report) -> Outcome<()> {
    let folder = Folder::new()?;
    let mut times = Vec::new();
    for _ in 0..=lengths.starts {
        times.push(Server::start_in(folder.path(), "").await?.1.as_secs_f64() * 1000.0);
    }
    let first = times.remove(0);
    times.sort_by(f64::total_cmp);
    let figures = [
        Figure::new("median", times[times.len() / 2], "ms"),
        Figure::new("the very first, which makes a key and the database", first, "ms"),
    ];
    report.row("start to first answer", figures);
    Ok(())
}

async fn join_page(server: &Server, path: &str, lengths: Lengths, report: &mut Report) -> Outcome<()> {
    let page = [Request::get(path)];
    let one = closed_loop(&server.address, &page, 1, lengths.closed).await?;
    report.row("join page, 1 at a time", one.figures());
    report.row("join page, 1 at a time: first byte", one.first_bytes());
    let eight = closed_loop(&server.address, &page, 8, lengths.closed).await?;
    report.row("join page, 8 at a time", eight.figures());
    Ok(())
}
