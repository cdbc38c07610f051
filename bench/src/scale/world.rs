//! A deployment that has run for two years: who led which session when, and by which links guests came.
//!
//! Everything follows from a seed and a number, so nothing of it is kept in memory.

use greenroom::service::{HeldSecret, LinkKey};

/// How long it has run, in seconds.
const AGE: u64 = 2 * 365 * 24 * 3600;
/// How many sessions the usual host leads.
const SESSIONS_OF_A_HOST: u64 = 200;
/// How many the busiest one leads, where there are enough.
const SESSIONS_OF_THE_BUSY: u64 = 5000;
/// How many sessions are open now, where there are enough.
pub const OPEN: u64 = 200;
/// How many guests came to each session that is over.
pub const GUESTS: u64 = 2;
/// The bytes of the key from which the links follow.
const LINKS: [u8; 32] = [0x17; 32];

/// The words of titles.
const FIRST: [&str; 8] = ["Weekly", "Monthly", "First", "Quiet", "Open", "Second", "Late", "Early"];
const SECOND: [&str; 8] =
    ["check-in", "lesson", "interview", "consultation", "review", "workshop", "rehearsal", "visit"];

/// What a number is drawn for: two draws for one number are nothing to each other.
#[derive(Clone, Copy)]
pub enum Draw {
    Session = 1,
    Room,
    Owner,
    GuestInvite,
    HostInvite,
    Device,
    Person,
    Grant,
    Event,
    Request,
    Salt,
    Account,
    SignIn,
    SignInSecret,
}

/// The deployment.
pub struct World {
    /// How many sessions it has seen.
    pub sessions: u64,
    /// The present, in seconds since 1970.
    pub now: u64,
    seed: u64,
    links: LinkKey,
}

impl World {
    /// One of that size.
    pub fn new(sessions: u64, now: u64) -> Self {
        Self { sessions, now, seed: 0x6772_6565_6e72_6f6f, links: LinkKey::new(&LINKS) }
    }

    /// What stands in the file of the key from which the links follow.
    pub fn link_key_file() -> String {
        format!("{:02x}", LINKS[0]).repeat(LINKS.len())
    }

    /// A random number (`SplitMix64`).
    pub fn draw(&self, what: Draw, number: u64) -> u64 {
        let mut mixed = self.seed ^ (what as u64).wrapping_mul(0xd6e8_feb8_6659_fd93);
        mixed = mixed.wrapping_add(number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A UUID of version 7 from that second.
    pub fn id(&self, what: Draw, number: u64, at: u64) -> String {
        let random = self.draw(what, number);
        // The number orders what is of one second.
        let millis = at * 1000 + number % 1000;
        format!(
            "{:08x}-{:04x}-7{:03x}-8{:03x}-{:012x}",
            millis >> 16,
            millis & 0xffff,
            random >> 52,
            (random >> 40) & 0xfff,
            self.draw(what, !number) >> 16
        )
    }

    /// When the session happened.
    pub fn at(&self, session: u64) -> u64 {
        self.now - 3600 - AGE + session * AGE / self.sessions
    }

    /// Whether it is open now; then nobody was in yet.
    pub fn is_open(&self, session: u64) -> bool {
        let every = self.sessions / OPEN.min(self.sessions / 5).max(1);
        session % every == every / 2
    }

    /// The sessions that are open now.
    pub fn open(&self) -> impl Iterator<Item = u64> {
        (0..self.sessions).filter(|session| self.is_open(*session))
    }

    /// Its id.
    pub fn session_id(&self, session: u64) -> String {
        self.id(Draw::Session, session, self.at(session))
    }

    /// A guest's invite to it.
    pub fn guest_invite_id(&self, session: u64) -> String {
        self.id(Draw::GuestInvite, session, self.at(session))
    }

    /// The secret of an invite's link.
    pub fn secret(&self, invite_id: &str) -> HeldSecret {
        self.links.secret_of(invite_id)
    }

    /// Its title.
    pub fn title(&self, session: u64) -> String {
        let random = self.draw(Draw::Session, session);
        let word = |words: [&'static str; 8], bits: u64| words[usize::from(bits.to_le_bytes()[0] & 7)];
        format!("{} {} {}", word(FIRST, random), word(SECOND, random >> 8), random % 10_000)
    }

    /// Its room: 24 characters of `a-z2-7`.
    pub fn room(&self, session: u64) -> String {
        let random = u128::from(self.draw(Draw::Room, session)) << 64 | u128::from(self.draw(Draw::Room, !session));
        let letter = |place: u32| {
            char::from(b"abcdefghijklmnopqrstuvwxyz234567"[usize::from((random >> (5 * place)).to_le_bytes()[0] & 31)])
        };
        (0..24).map(letter).collect()
    }

    /// How many hosts there are beside the busy one.
    pub fn hosts(&self) -> u64 {
        self.sessions.div_ceil(SESSIONS_OF_A_HOST)
    }

    /// Who owns it: a host's number, or the busy one.
    pub fn owner(&self, session: u64) -> Host {
        let busy = SESSIONS_OF_THE_BUSY.min(self.sessions / 5).max(1);
        if session.is_multiple_of(self.sessions / busy) {
            return Host::Busy;
        }
        Host::Usual(self.draw(Draw::Owner, session) % self.hosts())
    }
}

/// Who leads sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// One of many.
    Usual(u64),
    /// The one with thousands of sessions.
    Busy,
}

impl Host {
    /// Their address.
    pub fn email(self) -> String {
        match self {
            Self::Usual(number) => format!("host-{number}@example.com"),
            Self::Busy => "busy@example.com".to_owned(),
        }
    }

    /// A number that no other host has.
    pub const fn number(self) -> u64 {
        match self {
            Self::Usual(number) => number,
            Self::Busy => u64::MAX / 2,
        }
    }

    /// The text of the secret in the cookie of their sign-in.
    pub fn cookie_secret(self, world: &World) -> String {
        // The secret of a link that does not exist is as good as any.
        world.secret(&format!("sign-in {}", world.draw(Draw::SignInSecret, self.number()))).text()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn ids_are_unique_and_grow_with_time_and_everything_is_the_same_the_next_time() {
        let (world, again) = (World::new(5000, 2_000_000_000), World::new(5000, 2_000_000_000));
        let ids: Vec<String> = (0..5000).map(|session| world.session_id(session)).collect();
        assert!(ids.is_sorted());
        assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 5000);
        assert_eq!(ids[17], again.session_id(17));
        assert_eq!(ids[0].len(), 36);
        assert_eq!(world.room(1).len(), 24);
    }

    #[test]
    fn hosts_have_about_as_many_sessions_as_they_should() {
        for sessions in [200, 1000, 100_000] {
            let world = World::new(sessions, 2_000_000_000);
            let busy = (0..sessions).filter(|session| world.owner(*session) == Host::Busy).count();
            let usual = (0..sessions).filter(|session| world.owner(*session) == Host::Usual(0)).count();
            assert_eq!(busy as u64, (sessions / 5).min(5000), "{sessions}");
            assert!((100..300).contains(&usual), "{sessions}: {usual}");
            assert_eq!(world.open().count() as u64, (sessions / 5).min(OPEN), "{sessions}");
        }
    }
}
