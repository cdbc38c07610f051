//! Who came to a session: its host, and guests with their browsers.

use super::world::{Draw, GUESTS, World};

/// What guests come with.
pub const USER_AGENT: &str = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36";

/// One who came to a session: the first is its host.
pub struct Comer {
    /// Their id there.
    pub user_id: String,
    /// What they are called.
    pub name: String,
    /// Whether they lead it.
    pub is_host: bool,
    /// The id of their grant.
    pub grant: String,
    /// Their browser.
    pub device: String,
    /// From where.
    pub address: String,
    /// Jitsi's id of them.
    pub participant: String,
    /// When.
    pub at: u64,
}

/// Who came to a session that is over.
pub fn comers(world: &World, session: u64) -> impl Iterator<Item = Comer> {
    let count = if world.is_open(session) { 0 } else { 1 + GUESTS };
    (0..count).map(move |place| {
        let number = session * (1 + GUESTS) + place;
        let (person, device) = (world.draw(Draw::Person, number), world.draw(Draw::Device, number));
        let is_host = place == 0;
        let role = if is_host { "host" } else { "guest" };
        let at = world.at(session) + 1 + place;
        Comer {
            user_id: format!("{role}-{person:016x}{:04x}", device >> 48),
            name: format!("Person {}", person % 50_000),
            is_host,
            grant: world.id(Draw::Grant, number, at),
            device: format!("{device:016x}{person:016x}"),
            address: format!("10.{}.{}.{}", person >> 56, (person >> 48) & 255, (person >> 40) & 255),
            participant: format!("{:08x}", person >> 32),
            at,
        }
    })
}
