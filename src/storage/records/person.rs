//! One person: by what they are known, and what is kept of them outside of the record.

use std::collections::BTreeSet;

use super::{Account, Grant, HostLink, Invite, InviteUse, Person, Session, SessionHost, SignIn, Waiting};

/// By what one person is known.
#[derive(Clone, Default)]
pub struct Identity {
    /// By which e-mail address, in lower case.
    pub email: Option<String>,
    /// As whom in which session: the session's id, and their user id there.
    pub in_sessions: BTreeSet<(String, String)>,
    /// By which user ids, in sessions and outside of them.
    pub user_ids: BTreeSet<String>,
    /// The ids of tokens that were issued to them.
    pub tokens: BTreeSet<String>,
    /// The ids of invites that they used.
    pub invites: BTreeSet<String>,
}

/// What is kept of one person outside of the record.
#[derive(Clone, Default)]
pub struct PersonalRows {
    /// Their account.
    pub account: Option<Account>,
    /// Where they are, and were, signed in.
    pub sign_ins: Vec<SignIn>,
    /// One-time links that were made for them.
    pub host_links: Vec<HostLink>,
    /// The sessions that they lead, and how.
    pub sessions: Vec<(Session, SessionHost)>,
    /// Where they were let in.
    pub people: Vec<Person>,
    /// At which doors they knocked.
    pub waiting: Vec<Waiting>,
    /// By which invites they came, in which browsers.
    pub invite_uses: Vec<InviteUse>,
    /// Invites for them alone, with what hosts called them.
    pub invites: Vec<Invite>,
    /// The tokens that were issued to them.
    pub grants: Vec<Grant>,
}

impl PersonalRows {
    /// How many rows that are.
    pub fn count(&self) -> usize {
        usize::from(self.account.is_some())
            + self.sign_ins.len()
            + self.host_links.len()
            + self.sessions.len()
            + self.people.len()
            + self.waiting.len()
            + self.invite_uses.len()
            + self.invites.len()
            + self.grants.len()
    }
}
