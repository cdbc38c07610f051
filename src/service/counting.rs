//! Who pays for a question: finds the caller behind what a request shows, and counts it.
//!
//! The rules are said in `limits`. Whether somebody is known is all that is asked here; whether they
//! may do what they ask for, the use cases ask anew.

use aws_lc_rs::digest;

use super::{
    HeldSecret, Line, Refusal, Service, Visitor,
    hosts::HostBy,
    invites::known_by,
    limits::{Caller, Mark, Payer, Purpose, from},
};
use crate::{
    jaas::Role,
    storage::{Invite, Session},
    wire::Door,
};

/// Where somebody stands, by which they may be known.
#[derive(Clone, Copy, Debug)]
pub(super) enum At<'a> {
    /// At the door behind a link, with its secret as it came.
    Link(&'a str),
    /// At a host's page, with the session's id.
    Session(&'a str),
    /// At a one-time link, with its secret as it came.
    OneTimeLink(&'a str),
    /// At the page to sign in.
    SignIn,
}

impl<'a> From<&'a Door> for At<'a> {
    fn from(door: &'a Door) -> Self {
        match door {
            Door::Invite { secret } => Self::Link(secret),
            Door::Host { session_id } => Self::Session(session_id),
        }
    }
}

impl Service {
    /// Counts one question of this visitor, and says who paid for it.
    ///
    /// # Errors
    ///
    /// [`Refusal::RateLimited`], and a storage that fails.
    pub(super) async fn count(&self, purpose: Purpose, at: At<'_>, visitor: &Visitor) -> Result<Payer, Refusal> {
        let mark = mark(at, visitor);
        if let Some(caller) = self.limits.recognised(&mark) {
            return self.paid_by(purpose, Payer::Caller(caller));
        }
        let turn = self.limits.turn(purpose, visitor.address).await?;
        let known = self.known(at, visitor).await?;
        drop(turn);
        match known {
            Some(caller) => {
                self.limits.recognise(mark, caller.clone());
                self.paid_by(purpose, Payer::Caller(caller))
            }
            None => self.paid_by(purpose, from(visitor.address)),
        }
    }

    /// Counts one look at the door behind a link.
    ///
    /// # Errors
    ///
    /// [`Refusal::RateLimited`], and a storage that fails.
    pub async fn count_look(&self, secret: &str, visitor: &Visitor) -> Result<(), Refusal> {
        self.count(Purpose::Doors, At::Link(secret), visitor).await.map(drop)
    }

    /// The right to hold a line of a door's events open: as a guest with that secret.
    ///
    /// # Errors
    ///
    /// Too many of them, or too often.
    pub async fn line_as_guest(&self, secret: &str, visitor: &Visitor) -> Result<Line, Refusal> {
        self.limits.line(&self.count(Purpose::Doors, At::Link(secret), visitor).await?)
    }

    /// The same, as a host of that session.
    ///
    /// # Errors
    ///
    /// Too many of them, or too often.
    pub async fn line_as_host(&self, session_id: &str, visitor: &Visitor) -> Result<Line, Refusal> {
        self.limits.line(&self.count(Purpose::Doors, At::Session(session_id), visitor).await?)
    }

    /// This visitor was let in there just now, or used a link up: next time they are looked up anew.
    pub(super) fn look_anew(&self, at: At<'_>, visitor: &Visitor) {
        self.limits.look_again(&mark(at, visitor));
    }

    fn paid_by(&self, purpose: Purpose, payer: Payer) -> Result<Payer, Refusal> {
        self.limits.count(purpose, &payer).map(|()| payer)
    }

    /// The caller, if the storage knows them: by the place where they stand, else by their account.
    async fn known(&self, at: At<'_>, visitor: &Visitor) -> Result<Option<Caller>, Refusal> {
        let by_place = match at {
            At::Link(secret) => self.known_by_link(secret, visitor).await?,
            At::Session(id) => self.known_as_host(id, visitor).await?,
            At::OneTimeLink(secret) => self.known_by_one_time_link(secret).await?,
            At::SignIn => None,
        };
        match by_place {
            Some(caller) => Ok(Some(caller)),
            None => Ok(self.account(visitor).await?.map(|account| Caller::Account(account.id))),
        }
    }

    async fn known_by_link(&self, secret: &str, visitor: &Visitor) -> Result<Option<Caller>, Refusal> {
        let Some(secret) = HeldSecret::parse(secret) else { return Ok(None) };
        match found(self.invite_in_force(&secret, visitor).await)? {
            Some((invite, session)) => self.known_by_invite(invite, &session, visitor).await,
            None => Ok(None),
        }
    }

    async fn known_as_host(&self, session_id: &str, visitor: &Visitor) -> Result<Option<Caller>, Refusal> {
        let Some(host) = found(self.host(session_id, visitor).await)? else { return Ok(None) };
        match host.by {
            HostBy::Account(account) => Ok(Some(Caller::Account(account.id))),
            HostBy::Invite(invite) => self.known_by_invite(invite, &host.session, visitor).await,
        }
    }

    async fn known_by_one_time_link(&self, secret: &str) -> Result<Option<Caller>, Refusal> {
        let Some(secret) = HeldSecret::parse(secret) else { return Ok(None) };
        Ok(found(self.usable(&secret).await)?.map(|link| Caller::OneTimeLink(link.id)))
    }

    /// A browser that was let in by the invite is known before whoever else holds it: so who gets at
    /// somebody's own link uses up nothing of theirs.
    async fn known_by_invite(
        &self,
        invite: Invite,
        session: &Session,
        visitor: &Visitor,
    ) -> Result<Option<Caller>, Refusal> {
        let browser = Caller::Browser { invite: invite.id.clone(), device: visitor.device.clone() };
        if self.store.invite_use(&invite.id, &visitor.device).await?.is_some() {
            return Ok(Some(browser));
        }
        if invite.personal || invite.role == Role::Host {
            return Ok(Some(Caller::Invite(invite.id)));
        }
        let user_id = known_by(&invite, visitor).user_id(&session.id, Role::Guest);
        let was_here = self.store.waiting_person(&session.id, &user_id).await?.is_some()
            || self.store.person(&session.id, &user_id).await?.is_some();
        Ok(was_here.then_some(browser))
    }
}

/// What somebody shows that does not hold makes them nobody; a fault of ours is one.
fn found<T>(outcome: Result<T, Refusal>) -> Result<Option<T>, Refusal> {
    match outcome {
        Ok(found) => Ok(Some(found)),
        Err(refusal) if refusal.is_ours() => Err(refusal),
        Err(_) => Ok(None),
    }
}

/// All that a caller may be known by, in one digest: the place stands last, since it may be any text.
fn mark(at: At<'_>, visitor: &Visitor) -> Mark {
    let (kind, place) = match at {
        At::Link(secret) => ("link", secret),
        At::Session(id) => ("session", id),
        At::OneTimeLink(secret) => ("one-time", secret),
        At::SignIn => ("sign-in", ""),
    };
    let text = |secret: Option<&HeldSecret>| secret.map(HeldSecret::text).unwrap_or_default();
    let sign_in = text(visitor.sign_in.as_ref());
    let host = match at {
        At::Session(id) => text(visitor.host_secret(id)),
        _ => String::new(),
    };
    let shown = [kind, &visitor.device, &sign_in, &host, place].join("\n");
    digest::digest(&digest::SHA256, shown.as_bytes()).as_ref().try_into().expect("SHA-256 has 32 bytes")
}
