//! Ten times what the server can carry, and who else wants something meanwhile.

use std::{thread, time::Duration};

use crate::{
    Outcome,
    client::Request,
    closed::{Found, every},
    lengths::Lengths,
    memory::Memory,
    open::{Flood, flood},
    processor::{Shares, Since},
    report::{Figure, Report},
    server::Server,
};

/// How many times the best rate is offered.
const TIMES: f64 = 10.0;
/// A generator that comes this close to its schedule keeps it.
const ON_SCHEDULE: f64 = 0.95;
/// So much of what could be offered at most can be offered on schedule.
const WITHOUT_HASTE: f64 = 0.8;
/// How often somebody else asks for something.
const PERIOD: Duration = Duration::from_millis(100);

/// What was found.
struct Outage {
    flood: Flood,
    page: Found,
    health: Found,
    memory: Memory,
    shares: Shares,
}

/// Floods the server. The generator has the same cores as the server: where ten times the rate
/// cannot be offered, the flood is repeated with less, so that requests are sent when they are due.
pub async fn measure(server: &Server, best: f64, page: &str, lengths: Lengths, report: &mut Report) -> Outcome<()> {
    let wanted = best * TIMES;
    let outage = run(server, wanted, page, lengths).await?;
    outage.tell("overload, ten times", wanted, best, report);
    let offered = outage.flood.offered_rate();
    if offered < wanted * ON_SCHEDULE {
        let less = offered * WITHOUT_HASTE;
        let outage = run(server, less, page, lengths).await?;
        outage.tell("overload, what can be offered", less, best, report);
    }
    Ok(())
}

async fn run(server: &Server, rate: f64, page: &str, lengths: Lengths) -> Outcome<Outage> {
    let since = Since::now(server.id())?;
    let pages = watch(server, Request::get(page), lengths.flood);
    let health = watch(server, Request::get("/healthz"), lengths.flood);
    let token = Server::token_request();
    let (flood, memory) = tokio::join!(flood(&server.address, &token, rate, lengths.flood), midway(server, lengths));
    let lost = |_| "the watch over a page died";
    let (page, health) = (pages.join().map_err(lost)??, health.join().map_err(lost)??);
    Ok(Outage { flood: flood?, page, health, memory: memory?, shares: since.shares()? })
}

/// Asks again and again from a thread of its own: its times must not hold the flood's own delays.
fn watch(server: &Server, request: Request, length: Duration) -> thread::JoinHandle<Outcome<Found>> {
    let address = server.address.clone();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(every(&address, &request, PERIOD, length))
    })
}

async fn midway(server: &Server, lengths: Lengths) -> Outcome<Memory> {
    tokio::time::sleep(lengths.flood / 2).await;
    Memory::of(server.id())
}

impl Outage {
    fn tell(&self, name: &str, wanted: f64, best: f64, report: &mut Report) {
        let Self { flood, page, health, memory, shares } = self;
        let offered = flood.offered_rate();
        let offered = [
            Figure::new("wanted", wanted, "/s"),
            Figure::new("rate", offered, "/s"),
            Figure::new("times the best rate", offered / best, ""),
        ];
        report.row(&format!("{name}: offered"), offered.into_iter().chain(late(flood)));
        let good = flood.good_rate();
        let good = [Figure::new("rate", good, "/s"), Figure::new("of the best rate", good / best, "")];
        report.row(&format!("{name}: tokens"), good.into_iter().chain(flood.good_times()));
        report.row(&format!("{name}: 503"), flood.refusals());
        report.row(&format!("{name}: join page"), page.figures());
        report.row(&format!("{name}: /healthz"), health.figures());
        report.row(&format!("{name}: memory"), memory.figures());
        let used = [
            Figure::new("server", shares.server, "s of a core"),
            Figure::new("generator", shares.generator, "s of a core"),
        ];
        report.row(&format!("{name}: processor"), used.into_iter().chain(shares.rest()));
    }
}

fn late(flood: &Flood) -> [Figure; 2] {
    flood.lateness().map(|figure| figure.of("behind schedule"))
}
