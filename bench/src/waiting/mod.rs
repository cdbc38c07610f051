//! Guests who wait at a door: what each costs the server, how soon they hear that it opens, and how soon all have
//! the tokens that they then ask for.
//!
//! One session, one link, and as many browsers as guests. On PostgreSQL there are two servers with half of the
//! guests each, and the host comes to the first one.

mod guest;
mod tokens;

use std::{
    fs,
    time::{Duration, Instant},
};

use hdrhistogram::Histogram;
use serde_json::json;
use tokio::{task::JoinSet, time::sleep};

use self::{
    guest::{Guest, Line},
    tokens::Rush,
};
use crate::{
    Outcome,
    client::{Connection, Request},
    closed::{closed_loop, count, histogram, micros, quantiles},
    memory::Memory,
    place::{Kind, Place},
    report::{Figure, Report},
    server::{Server, Session},
};

/// So many files this program and a server need beside those of the guests.
const OTHER_FILES: usize = 100;
/// So many guests arrive at a time.
const AT_ONCE: usize = 32;
/// So long as many ask for a page first.
const WARM_UP: Duration = Duration::from_secs(1);
/// So long nothing happens before the memory is looked at.
const REST: Duration = Duration::from_secs(3);

/// What is measured.
pub struct Crowd {
    /// How many guests.
    pub guests: usize,
    /// The databases.
    pub kinds: Vec<Kind>,
}

impl Crowd {
    /// Measures all of it.
    pub async fn measure(&self, report: &mut Report) -> Outcome<()> {
        let allowed = open_files()?;
        report.row("open files that a process may have", [Figure::new("", count(allowed as u64), "")]);
        if allowed < self.guests + OTHER_FILES {
            let wanted = self.guests + OTHER_FILES;
            return Err(format!("{allowed} open files are allowed and {wanted} are needed: ulimit -n {wanted}").into());
        }
        for kind in &self.kinds {
            let place = Place::start(*kind);
            let servers = Servers::start(*kind, &place).await?;
            servers.measure(self.guests, report).await?;
        }
        Ok(())
    }
}

/// How many this process may have, and with it the servers that it starts.
fn open_files() -> Outcome<usize> {
    let limits = fs::read_to_string("/proc/self/limits")?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files")).ok_or("no limit of open files")?;
    // The first of the two is the one that holds.
    let limit = line.split_whitespace().next().unwrap_or_default();
    Ok(limit.parse().unwrap_or(usize::MAX))
}

/// The servers on one database.
struct Servers {
    kind: Kind,
    all: Vec<Server>,
}

impl Servers {
    async fn start(kind: Kind, place: &Place) -> Outcome<Self> {
        let address = place.database();
        let mut all = vec![Server::start_on(&address).await?];
        if kind == Kind::Postgres {
            all.push(Server::start_on(&address).await?);
        }
        Ok(Self { kind, all })
    }

    async fn measure(&self, guests: usize, report: &mut Report) -> Outcome<()> {
        let session = self.all[0].open_session(true).await?;
        let name = |what: &str| format!("{}, {guests} waiting: {what}", self.kind.name());
        self.warm_up(&session).await?;
        let before = self.looks()?;
        let arrived = Instant::now();
        let lines = self.arrive(guests, &session).await?;
        report.row(&name("until all wait"), [Figure::new("", arrived.elapsed().as_secs_f64(), "s")]);
        sleep(REST).await;
        for (place, (before, now)) in before.iter().zip(self.looks()?).enumerate() {
            let waiting = lines.iter().filter(|line| line.guest.server == place).count();
            report.row(&name(&format!("server {}", place + 1)), now.figures(before, waiting));
        }
        let (guests, told) = self.open_door(&session, lines).await?;
        for (place, told) in told.iter().enumerate() {
            report.row(&name(&format!("server {}: open door heard", place + 1)), told_figures(told));
        }
        report.row(&name("their tokens"), Rush::of(guests).await?.figures());
        Ok(())
    }

    /// What each server does once, as on its first page or for its connections to the database, is no guest's cost.
    async fn warm_up(&self, session: &Session) -> Outcome<()> {
        let page = [Request::get(&format!("/j/{}", session.guest))];
        for server in &self.all {
            closed_loop(&server.address, &page, AT_ONCE, WARM_UP).await?;
        }
        Ok(())
    }

    fn looks(&self) -> Outcome<Vec<Look>> {
        self.all.iter().map(Look::at).collect()
    }

    /// All knock first, a few at a time, and then follow the door: each knock rings at every line.
    async fn arrive(&self, guests: usize, session: &Session) -> Outcome<Vec<Line>> {
        let guest = |number: usize| {
            let server = number % self.all.len();
            Guest { number, server, address: self.all[server].address.clone(), secret: session.guest.clone() }
        };
        let all: Vec<Guest> = (0..guests).map(guest).collect();
        few_at_a_time(all.clone(), |guest| async move { guest.knock().await }).await?;
        few_at_a_time(all, Guest::wait).await
    }

    /// The host joins at the first server. Says how long it took until each guest heard, by server.
    async fn open_door(&self, session: &Session, lines: Vec<Line>) -> Outcome<(Vec<Guest>, Vec<Histogram<u64>>)> {
        let mut tasks: JoinSet<_> = lines.into_iter().map(Line::opened).collect();
        let body = json!({ "door": { "by": "host", "sessionId": session.id }, "room_claim": "qualified" });
        let cookies = format!("greenroom_host_{}={}", session.id, session.host);
        let joined = Request::post_with("/api/pages/joined", &cookies, "application/json", &body.to_string());
        let mut host = Connection::open(&self.all[0].address).await?;
        let started = Instant::now();
        let status = host.send(&joined).await?.status;
        if status != 200 {
            return Err(format!("status {status} for a host who joined").into());
        }
        let mut told = self.all.iter().map(|_| histogram()).collect::<Outcome<Vec<_>>>()?;
        let mut guests = Vec::new();
        while let Some(opened) = tasks.join_next().await {
            let (guest, heard) = opened??;
            told[guest.server].saturating_record(micros(heard.saturating_duration_since(started)));
            guests.push(guest);
        }
        Ok((guests, told))
    }
}

/// What a server holds.
struct Look {
    memory: Memory,
    files: usize,
}

impl Look {
    fn at(server: &Server) -> Outcome<Self> {
        let files = fs::read_dir(format!("/proc/{}/fd", server.id()))?.count();
        Ok(Self { memory: Memory::of(server.id())?, files })
    }

    /// What each of those who wait took since `before`, and what is held in all.
    fn figures(&self, before: &Self, waiting: usize) -> Vec<Figure> {
        let guests = count(waiting as u64);
        let files = count((self.files - before.files) as u64) / guests;
        let mut all = self.memory.each_since(&before.memory, guests).to_vec();
        all.push(Figure::new("each: files", files, ""));
        all.extend(self.memory.figures());
        all
    }
}

fn told_figures(told: &Histogram<u64>) -> Vec<Figure> {
    let mut all = vec![Figure::new("the first", count(told.min()) / 1000.0, "ms")];
    all.extend(quantiles(told));
    all.push(Figure::new("the last", count(told.max()) / 1000.0, "ms"));
    all
}

/// Does something for each of them, not all at the same time.
async fn few_at_a_time<T, F, D>(all: Vec<Guest>, does: D) -> Outcome<Vec<T>>
where
    T: Send + 'static,
    F: Future<Output = Outcome<T>> + Send + 'static,
    D: Fn(Guest) -> F,
{
    let (mut rest, mut tasks, mut done) = (all.into_iter(), JoinSet::new(), Vec::new());
    loop {
        while tasks.len() < AT_ONCE
            && let Some(guest) = rest.next()
        {
            tasks.spawn(does(guest));
        }
        match tasks.join_next().await {
            Some(one) => done.push(one??),
            None => return Ok(done),
        }
    }
}
