//! The rows of a deployment, table by table, as the server would have written them.

use super::{
    comers::{Comer, USER_AGENT, comers},
    world::{Draw, GUESTS, Host, World},
};

/// One value.
pub enum Cell {
    Text(String),
    Number(u64),
    Flag(bool),
    Nothing,
}

/// The values of one row.
pub type Row = Vec<Cell>;

/// A table with its columns, and the rows of one session in it.
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns, in the order of the rows' values.
    pub columns: &'static [&'static str],
}

/// A table, and what makes its rows of one session.
type OfSession = (Table, fn(&World, u64) -> Vec<Row>);
/// A table, and what makes its row of one host.
type OfHost = (Table, fn(&World, Host) -> Row);

/// A text.
pub fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

/// The tables that have rows of each session, in the order in which they need each other.
pub static BY_SESSION: [OfSession; 6] =
    [(SESSIONS, session), (INVITES, invites), (HOSTS, hosts), (PEOPLE, people), (USES, uses), (GRANTS, grants)];

/// The tables that have rows of each host.
pub static BY_HOST: [OfHost; 2] = [(ACCOUNTS, account), (SIGN_INS, sign_in)];

const ACCOUNTS: Table = Table { name: "accounts", columns: &["id", "email", "name", "created_at"] };
const SIGN_INS: Table = Table {
    name: "sign_ins",
    columns: &["id", "account_id", "secret_hash", "way", "created_at", "last_seen_at", "expires_at"],
};
const SESSIONS: Table = Table {
    name: "sessions",
    columns: &[
        "id",
        "title",
        "session_type",
        "room",
        "features",
        "opened_at",
        "owner",
        "starts_at",
        "ends_at",
        "time_zone",
        "guests",
    ],
};
const INVITES: Table = Table {
    name: "invites",
    columns: &["id", "session_id", "role", "secret_hash", "shown_to_host", "created_at", "uses"],
};
const HOSTS: Table =
    Table { name: "session_hosts", columns: &["email", "session_id", "owner", "title_folded", "starts_at", "over_at"] };
const PEOPLE: Table = Table {
    name: "people",
    columns: &["session_id", "user_id", "name", "role", "invite_id", "participant_id", "first_at", "last_at"],
};
const USES: Table =
    Table { name: "invite_uses", columns: &["invite_id", "device", "user_id", "name", "first_at", "last_at"] };
const GRANTS: Table = Table {
    name: "grants",
    columns: &[
        "id",
        "session_id",
        "invite_id",
        "user_id",
        "user_name",
        "room",
        "role",
        "features",
        "kid",
        "client_address",
        "user_agent",
        "issued_at",
        "expires_at",
        "room_claim",
    ],
};
fn account(world: &World, host: Host) -> Row {
    let name = format!("Host {}", host.number() % 1_000_000);
    vec![text(account_id(world, host)), text(host.email()), text(name), Cell::Number(begun(world))]
}

fn sign_in(world: &World, host: Host) -> Row {
    let (begun, account) = (begun(world), account_id(world, host));
    let id = world.id(Draw::SignIn, host.number(), begun);
    let secret = greenroom::service::HeldSecret::parse(&host.cookie_secret(world));
    let hash = secret.map_or_else(String::new, |secret| secret.hash().0);
    // Nobody has to sign in while this is measured, and none of the measured requests has to write.
    let [seen, until] = [world.now, world.now + 7 * 24 * 3600].map(Cell::Number);
    vec![text(id), text(account), text(hash), text("link"), Cell::Number(begun), seen, until]
}

fn account_id(world: &World, host: Host) -> String {
    world.id(Draw::Account, host.number(), begun(world))
}

fn begun(world: &World) -> u64 {
    world.at(0)
}

/// When a session starts, and ends if that is known.
fn times(world: &World, session: u64) -> (u64, Option<u64>) {
    if world.is_open(session) {
        return (world.now - 600, None);
    }
    let at = world.at(session);
    // Some are still to come.
    let starts = if session % 50 == 7 { world.now + 24 * 3600 + session } else { at };
    (starts, Some(starts + 3000))
}

fn session(world: &World, session: u64) -> Vec<Row> {
    let (starts, ends) = times(world, session);
    let guests = comers(world, session).filter(|comer| !comer.is_host).count();
    vec![vec![
        text(world.session_id(session)),
        text(world.title(session)),
        text("video"),
        text(world.room(session)),
        text("recording"),
        Cell::Number(world.at(session)),
        text(world.owner(session).email()),
        Cell::Number(starts),
        ends.map_or(Cell::Nothing, Cell::Number),
        text("Europe/Berlin"),
        Cell::Number(guests as u64),
    ]]
}

/// A guests' link of each, and one more for a host of every fourth.
fn invites(world: &World, session: u64) -> Vec<Row> {
    let guests = (world.guest_invite_id(session), "guest");
    let host = (world.id(Draw::HostInvite, session, world.at(session)), "host");
    let all = [Some(guests), (session.is_multiple_of(4)).then_some(host)];
    let row = |(id, role): (String, &str)| {
        let (hash, uses) = (world.secret(&id).hash().0, if role == "guest" { GUESTS } else { 0 });
        vec![
            text(id),
            text(world.session_id(session)),
            text(role),
            text(hash),
            Cell::Flag(role == "guest"),
            Cell::Number(world.at(session)),
            Cell::Number(uses),
        ]
    };
    all.into_iter().flatten().map(row).collect()
}

/// The owner, and a co-host of every fifth.
fn hosts(world: &World, session: u64) -> Vec<Row> {
    let (starts, ends) = times(world, session);
    let owner = world.owner(session);
    let second = Host::Usual(world.draw(Draw::Account, session) % world.hosts());
    let all = [Some((owner, true)), (session.is_multiple_of(5) && second != owner).then_some((second, false))];
    let row = |(host, owner): (Host, bool)| {
        vec![
            text(host.email()),
            text(world.session_id(session)),
            Cell::Flag(owner),
            text(world.title(session).to_lowercase()),
            Cell::Number(starts),
            Cell::Number(ends.unwrap_or(i64::MAX as u64)),
        ]
    };
    all.into_iter().flatten().map(row).collect()
}

fn people(world: &World, session: u64) -> Vec<Row> {
    let row = |comer: Comer| {
        let invite = if comer.is_host { Cell::Nothing } else { text(world.guest_invite_id(session)) };
        let role = if comer.is_host { "host" } else { "guest" };
        let [first, last] = [comer.at, comer.at].map(Cell::Number);
        let id = text(world.session_id(session));
        vec![id, text(comer.user_id), text(comer.name), text(role), invite, text(comer.participant), first, last]
    };
    comers(world, session).map(row).collect()
}

fn uses(world: &World, session: u64) -> Vec<Row> {
    let guests = comers(world, session).filter(|comer| !comer.is_host);
    let row = |comer: Comer| {
        let [first, last] = [comer.at, comer.at].map(Cell::Number);
        vec![
            text(world.guest_invite_id(session)),
            text(comer.device),
            text(comer.user_id),
            text(comer.name),
            first,
            last,
        ]
    };
    guests.map(row).collect()
}

fn grants(world: &World, session: u64) -> Vec<Row> {
    let row = |comer: Comer| {
        let (role, invite, features) = if comer.is_host {
            ("host", Cell::Nothing, "recording")
        } else {
            ("guest", text(world.guest_invite_id(session)), "")
        };
        vec![
            text(comer.grant),
            text(world.session_id(session)),
            invite,
            text(comer.user_id),
            text(comer.name),
            text(world.room(session)),
            text(role),
            text(features),
            text("vpaas-magic-cookie-0123456789abcdef/4f4910"),
            text(comer.address),
            text(USER_AGENT),
            Cell::Number(comer.at),
            Cell::Number(comer.at + 3600),
            text("qualified"),
        ]
    };
    comers(world, session).map(row).collect()
}
