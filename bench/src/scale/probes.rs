//! What is asked of a filled server.

use super::{
    comers::comers,
    world::{Host, OPEN, World},
};
use crate::{
    Outcome,
    client::{Connection, Request},
    report::Report,
    server::Server,
};

/// So many different hosts, sessions and people are asked about in turns.
const DIFFERENT: u64 = 50;
/// A number that is in hardly any title: all of a host's titles are looked at.
const RARE: &str = "7777";
/// How far back a search by kind begins, in seconds.
const MONTH: u64 = 30 * 24 * 3600;
/// Where the record is searched.
const EVENTS: &str = "/api/audit/events";

/// What is wanted of the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The same cost as with the smallest database.
    AsTheSmallest,
    /// Nothing: it is to be seen.
    None,
}

/// One kind of question.
pub struct Probe {
    /// What is asked.
    pub name: String,
    /// The questions, which are asked in turns.
    pub requests: Vec<Request>,
    /// By so many at a time.
    pub connections: usize,
    /// What is wanted.
    pub target: Target,
}

impl Probe {
    fn new(name: &str, requests: Vec<Request>) -> Self {
        Self { name: name.to_owned(), requests, connections: 1, target: Target::None }
    }

    /// All kinds that this server can be asked.
    pub async fn all(world: &World, server: &Server, report: &mut Report) -> Outcome<Vec<Self>> {
        let tokens = |connections| Self {
            connections,
            target: Target::AsTheSmallest,
            ..Self::new(&format!("guest's token, {connections} at a time"), tokens(world))
        };
        let mut all = vec![tokens(1), tokens(8), Self::new("join page", join_pages(world))];
        let usual: Vec<Host> = (0..DIFFERENT.min(world.hosts())).map(Host::Usual).collect();
        for (whose, hosts) in [("a host's list", usual), ("the busiest host's list", vec![Host::Busy])] {
            all.extend(lists(world, server, whose, &hosts, report).await?);
        }
        let searches = searches(world);
        let mut connection = Connection::open(&server.address).await?;
        if connection.send(&Server::backend_request(EVENTS)).await?.status == 404 {
            report.skipped("event search", "this server has no such address");
            return Ok(all);
        }
        all.extend(searches);
        Ok(all)
    }
}

/// From browsers that have been there once, to sessions that are open.
fn tokens(world: &World) -> Vec<Request> {
    let browser = |session: u64| format!("greenroom_device={session:032x}; greenroom_name=Ada");
    let token = |session| Server::guest_token_request(&secret(world, session), &browser(session));
    world.open().take(usize::try_from(OPEN).unwrap_or_default()).map(token).collect()
}

fn join_pages(world: &World) -> Vec<Request> {
    world.open().map(|session| Request::get(&format!("/j/{}", secret(world, session)))).collect()
}

fn secret(world: &World, session: u64) -> String {
    world.secret(&world.guest_invite_id(session)).text()
}

/// The first page of what is past, the second, and a search that finds next to nothing.
async fn lists(
    world: &World,
    server: &Server,
    whose: &str,
    hosts: &[Host],
    report: &mut Report,
) -> Outcome<Vec<Probe>> {
    let (mut first, mut second, mut search) = (Vec::new(), Vec::new(), Vec::new());
    let mut connection = Connection::open(&server.address).await?;
    for host in hosts {
        let cookies = format!("greenroom_sign_in={}", host.cookie_secret(world));
        let path = "/sessions?part=past";
        let page = connection.send(&Request::get_with(path, &cookies)).await?;
        if page.status != 200 {
            return Err(format!("{whose}: status {}", page.status).into());
        }
        if let Some(after) = next_page(&String::from_utf8_lossy(&page.body)) {
            second.push(Request::page(&format!("{path}&after={after}"), &cookies));
        }
        first.push(Request::page(path, &cookies));
        search.push(Request::page(&format!("{path}&search={RARE}"), &cookies));
    }
    let named = [("", first), (", page 2", second), (", search", search)];
    let (all, none): (Vec<_>, Vec<_>) = named.into_iter().partition(|(_, requests)| !requests.is_empty());
    for (what, _) in none {
        report.skipped(&format!("{whose}{what}"), "there are too few sessions");
    }
    Ok(all.into_iter().map(|(what, requests)| Probe::new(&format!("{whose}{what}"), requests)).collect())
}

/// What the link to the next page says.
fn next_page(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once("after=")?;
    rest.get(..36)
}

/// By an API key, for what is spread over the record.
fn searches(world: &World) -> Vec<Probe> {
    let all = || (0..DIFFERENT).map(|place| place * world.sessions / DIFFERENT);
    let ask = |query: String| Server::backend_request(&format!("{EVENTS}?{query}"));
    let of_session = all().map(|session| ask(format!("session={}", world.session_id(session))));
    let guests = all().filter_map(|session| comers(world, session).last());
    let of_guest = guests.map(|guest| ask(format!("person={}", guest.user_id)));
    let hosts = all().map(|place| Host::Usual(place % world.hosts()).email());
    let of_host = hosts.map(|email| ask(format!("person={email}")));
    let kinds = ["token_issued", "session_opened", "joined", "signed_in"];
    let of_kind = kinds.iter().map(|kind| ask(format!("kind={kind}&from={}", world.now - MONTH)));
    vec![
        Probe::new("events of a session", of_session.collect()),
        Probe::new("events about a guest", of_guest.collect()),
        Probe::new("events about a host", of_host.collect()),
        Probe::new("events of a kind, of the last month", of_kind.collect()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_to_the_next_page_is_found() {
        let id = "0198c2a0-0000-7000-8000-000000000001";
        let page = format!("<a class=\"button\" href=\"/sessions?part=past&amp;after={id}\">More</a>");
        assert_eq!(next_page(&page), Some(id));
        assert_eq!(next_page("<p>none</p>"), None);
    }
}
