//! What a token, a list, a page and a search cost when there is much in the database.
//!
//! The smallest database stays beside each larger one, with a server of its own, and both are measured in
//! turns: so their ratio holds whatever the machine does meanwhile.

mod comers;
mod database;
mod fill;
mod filled;
mod history;
mod probes;
mod rows;
mod sealing;
mod space;
mod world;

use std::{sync::Arc, time::Duration};

use crate::{
    Outcome,
    closed::{Found, closed_loop},
    lengths::Lengths,
    place::{Kind, Place},
    processor::Since,
    report::{Figure, Report},
};

use self::{
    filled::Filled,
    probes::{Probe, Target},
};

/// How much dearer a token may be with the largest database than with the smallest.
const DEARER: f64 = 1.1;

/// What is measured.
pub struct Scale {
    /// The numbers of sessions, the smallest first.
    pub sizes: Vec<u64>,
    /// The databases.
    pub kinds: Vec<Kind>,
}

impl Scale {
    /// Measures all of it.
    pub async fn measure(&self, lengths: Lengths, report: &mut Report) -> Outcome<()> {
        for kind in &self.kinds {
            self.on(*kind, lengths, report).await?;
        }
        Ok(())
    }

    async fn on(&self, kind: Kind, lengths: Lengths, report: &mut Report) -> Outcome<()> {
        let place = Arc::new(Place::start(kind));
        let [smallest, larger @ ..] = &self.sizes[..] else { return Ok(()) };
        let small = Filled::new(&place, kind, *smallest, report).await?;
        for probe in &small.probes {
            let found = closed_loop(&small.server.address, &probe.requests, probe.connections, lengths.scale).await?;
            report.row(&name(kind, *smallest, probe), found.figures());
        }
        for size in larger {
            if let Some(why) = space::lacks_for(kind, *size)? {
                report.skipped(&format!("{}, {size} sessions", kind.name()), &why);
                continue;
            }
            let large = Filled::new(&place, kind, *size, report).await?;
            let beside = Beside { kind, place: &place, small: &small, large: &large, length: lengths.scale };
            beside.measure(report).await?;
            sealing::measure(&large, &sealed(kind, *size), report).await?;
        }
        // Last: afterwards there are more events in it than in the others.
        sealing::measure(&small, &sealed(kind, *smallest), report).await
    }
}

fn name(kind: Kind, sessions: u64, probe: &Probe) -> String {
    format!("{}, {sessions} sessions: {}", kind.name(), probe.name)
}

fn sealed(kind: Kind, sessions: u64) -> String {
    format!("{}, {sessions} sessions: events get their places", kind.name())
}

/// A large database and the smallest one.
struct Beside<'a> {
    kind: Kind,
    place: &'a Place,
    small: &'a Filled,
    large: &'a Filled,
    length: Duration,
}

impl Beside<'_> {
    async fn measure(&self, report: &mut Report) -> Outcome<()> {
        for large in &self.large.probes {
            // What one of them lacks was said.
            if let Some(small) = self.small.probes.iter().find(|small| small.name == large.name) {
                self.compare(small, large, report).await?;
            }
        }
        Ok(())
    }

    async fn compare(&self, small: &Probe, large: &Probe, report: &mut Report) -> Outcome<()> {
        for (filled, probe) in [(self.small, small), (self.large, large)] {
            run(filled, probe, self.length / 4).await?;
        }
        let mut at_small = run(self.small, small, self.length).await?;
        let (since, used) = (Since::now(self.large.server.id())?, self.place.used()?);
        let mut at_large = run(self.large, large, self.length).await?;
        let (shares, used) = (since.shares()?, self.place.used()? - used);
        let each = |seconds: f64| seconds * 1000.0 / at_large.answers();
        let costs = [
            Figure::new("server", each(shares.server), "ms of a core each"),
            Figure::new("storage", each(shares.storage + used), "ms"),
        ];
        // In turns: what changes slowly is the same for both.
        at_large.and(&run(self.large, large, self.length).await?)?;
        at_small.and(&run(self.small, small, self.length).await?)?;
        let name = name(self.kind, self.large.world.sessions, large);
        let ratio =
            Figure::new("takes", at_large.seconds_each() / at_small.seconds_each(), "times as long as the smallest");
        let ratio = if large.target == Target::AsTheSmallest { ratio.at_most(DEARER) } else { ratio };
        // The database is not one of them.
        let others = (shares.others - used / shares.all).max(0.0);
        let rest = [Figure::new("share of other programs", others, "")];
        report.row(&name, at_large.figures().into_iter().chain([ratio]).chain(costs).chain(rest));
        Ok(())
    }
}

async fn run(filled: &Filled, probe: &Probe, length: Duration) -> Outcome<Found> {
    closed_loop(&filled.server.address, &probe.requests, probe.connections, length).await
}
