//! `POST /api/jitsi/jwt`: how many, how fast, and where the time of one goes.

use crate::{
    Outcome,
    bare::Bare,
    closed::{Found, closed_loop},
    ledger::Ledger,
    lengths::Lengths,
    processor::{Shares, Since},
    report::{Figure, Report},
    server::Server,
};

/// The share of the bare signature's rate that the API shall reach.
const SHARE_OF_BARE: f64 = 0.85;

/// What was found with so many connections.
struct Run {
    connections: usize,
    found: Found,
    shares: Shares,
}

/// All runs.
pub struct Served(Vec<Run>);

impl Served {
    /// The best rate of tokens that was seen.
    pub fn best_rate(&self) -> f64 {
        self.0.iter().map(|run| run.found.rate()).fold(0.0, f64::max)
    }
}

/// Asks for tokens, one, eight and sixty-four at a time.
pub async fn measure(server: &Server, lengths: Lengths, report: &mut Report) -> Outcome<Served> {
    let (request, mut runs) = ([Server::token_request()], Vec::new());
    for connections in [1, 8, 64] {
        let (since, before) = (Since::now(server.id())?, Ledger::of(server).await?);
        let found = closed_loop(&server.address, &request, connections, lengths.closed).await?;
        let (shares, ledger) = (since.shares()?, Ledger::of(server).await?.since(&before));
        report.row(&format!("tokens, {connections} at a time"), found.figures());
        if connections == 1 {
            report.row("one token: where its time goes", way_of_one(&found, &ledger));
        }
        runs.push(Run { connections, found, shares });
    }
    Ok(Served(runs))
}

/// Nothing waits for anything else here, so the parts add up to the whole.
fn way_of_one(found: &Found, ledger: &Ledger) -> [Figure; 4] {
    let millis = |seconds: f64| seconds * 1000.0 / found.answers();
    let (signing, answer) = (millis(ledger.signing), millis(ledger.answers));
    let whole = 1000.0 / found.rate();
    [
        Figure::new("signature", signing, "ms"),
        Figure::new("checks, storage, answer", answer - signing, "ms"),
        Figure::new("HTTP and network, both ends", whole - answer, "ms"),
        Figure::new("in all", whole, "ms"),
    ]
}

/// In the processor's time. The signature's is the bare one's: the server cannot tell it apart.
fn cost_of_one(shares: Shares, answers: f64, signature: f64) -> [Figure; 5] {
    let millis = |seconds: f64| seconds * 1000.0 / answers;
    let (server, storage) = (millis(shares.server), millis(shares.storage));
    [
        Figure::new("server", server, "ms of a core"),
        Figure::new("of that the signature", signature, "ms"),
        Figure::new("storage", storage, "ms"),
        Figure::new("HTTP, checks, handing over", server - signature - storage, "ms"),
        Figure::new("generator", millis(shares.generator), "ms"),
    ]
}

/// Sets the runs beside what the signature alone does, before and after them. The highest of the
/// rates counts: a bare rate that another program disturbed would flatter us.
pub fn compare(served: &Served, bare: &[Bare; 2], report: &mut Report) {
    let [before, after] = bare;
    let cost = f64::midpoint(before.cost, after.cost);
    let undisturbed = f64::midpoint(before.undisturbed(), after.undisturbed());
    let figures = [
        Figure::new("before", before.rate, "/s"),
        Figure::new("after", after.rate, "/s"),
        Figure::new("undisturbed", undisturbed, "/s"),
        Figure::new("one takes", cost, "ms of a core"),
    ];
    report.row("bare RSA-4096 signature, all cores", figures);
    let rate = before.rate.max(after.rate).max(undisturbed);
    for Run { connections, found, shares } in &served.0 {
        let ratio = Figure::new("rate", found.rate() / rate, "of the bare signature's");
        // One at a time keeps one core busy: the target is about a server that is used in full.
        let ratio = if *connections == 1 { ratio } else { ratio.at_least(SHARE_OF_BARE) };
        let name = format!("tokens, {connections} at a time");
        report.row(&format!("{name}: beside bare"), [ratio].into_iter().chain(shares.rest()));
        report.row(&format!("{name}: what one costs"), cost_of_one(*shares, found.answers(), cost));
    }
}
