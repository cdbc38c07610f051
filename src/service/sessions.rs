//! Opening, changing, ending and listing sessions.

use super::{
    Backend, DoorHours, HeldSecret, Host, PlanForm, PolicyBreach, Refusal, Service, SessionState, Told, Visitor,
    hosts::HostBy,
    ids::{new_id, new_room},
    metrics::By,
    plan::{Checked, Plan},
};
use crate::{
    jaas::{Feature, Role},
    record::{Actor, ActorKind, EventKind},
    storage::{Grant, Invite, Scope, Session, SessionHost, SessionsPage, When},
};

/// How many sessions a page of a list has.
const PAGE: usize = 20;
/// How many grants a page of the record has.
const GRANTS: u64 = 50;
/// The longest text that is searched for, in characters.
const LONGEST_SEARCH: usize = 120;

/// The right to open sessions.
#[derive(Clone, Debug)]
pub struct Opener {
    /// Whose they will be; nobody's where a backend opens them.
    owner: Option<String>,
    actor: Actor,
}

impl TryFrom<&Backend> for Opener {
    type Error = Refusal;

    fn try_from(by: &Backend) -> Result<Self, Refusal> {
        by.may(Scope::SessionsWrite)?;
        Ok(Self { owner: None, actor: by.actor.clone() })
    }
}

/// A session that was just opened, with its links.
#[derive(Debug)]
pub struct Opened {
    /// The session.
    pub session: Session,
    /// The secret of the host's link, where a backend opened it.
    pub host: Option<HeldSecret>,
    /// The secret of the guest's link.
    pub guest: HeldSecret,
    /// The id of the guest's invite.
    pub guest_invite_id: String,
}

/// One page of a host's sessions.
#[derive(Debug)]
pub struct Listed {
    /// The sessions, and whether each is the host's own.
    pub sessions: Vec<(Session, bool)>,
    /// The key of the next page, if there is one.
    pub next: Option<String>,
}

impl Service {
    /// The right to open sessions, for who is signed in; in the sandbox one click signs in.
    ///
    /// # Errors
    ///
    /// Nobody is signed in, anywhere but in the sandbox.
    pub async fn opener(&self, visitor: &Visitor) -> Result<Opener, Refusal> {
        let account = match self.account(visitor).await? {
            Some(account) => account,
            None => self.sandbox_sign_in(visitor).await?,
        };
        let actor = visitor.actor(ActorKind::Host, Some(&account.email));
        Ok(Opener { owner: Some(account.email), actor })
    }

    /// Opens a session, with a guest's link, and a host's where nobody's account leads it.
    ///
    /// # Errors
    ///
    /// A plan against the rules.
    pub async fn open_session(&self, by: &Opener, plan: &Plan) -> Result<Opened, Refusal> {
        let now = self.world.now();
        let checked = plan.checked(now, None)?;
        let hosts = hosts(by.owner.as_deref(), &checked);
        let session = Session {
            id: new_id(&*self.world),
            title: checked.title,
            session_type: plan.session_type,
            room: new_room(&*self.world),
            features: plan.features.clone(),
            owner: by.owner.clone(),
            opened_at: now,
            starts_at: checked.starts_at,
            ends_at: checked.ends_at,
            time_zone: checked.time_zone,
            capacity: checked.capacity,
            waits_for_host: plan.waits_for_host,
            admits_each: plan.admits_each,
            host_in_at: None,
            ended_at: None,
            cancelled_at: None,
            sequence: 0,
            guests: 0,
        };
        let (host, host_secret) = self.new_invite(&session.id, Role::Host);
        let (guest, guest_secret) = self.new_shown_invite(&session.id);
        let guest_invite_id = guest.id.clone();
        let by_backend = by.owner.is_none();
        let invites: Vec<Invite> = by_backend.then_some(host).into_iter().chain([guest]).collect();
        let event = self.event(EventKind::SessionOpened, &by.actor).in_session(&session.id);
        self.store.open_session(&session, &invites, &hosts, &event).await?;
        self.metrics.opened(if by_backend { By::Backend } else { By::Page });
        Ok(Opened { session, host: by_backend.then_some(host_secret), guest: guest_secret, guest_invite_id })
    }

    /// The session of that id, for a backend.
    ///
    /// # Errors
    ///
    /// A key that may not, or there is none.
    pub async fn session(&self, by: &Backend, id: &str) -> Result<Session, Refusal> {
        by.may(Scope::SessionsRead)?;
        self.any_session(id).await
    }

    /// The session of that id, whoever asks: the caller has checked who may.
    pub(super) async fn any_session(&self, id: &str) -> Result<Session, Refusal> {
        self.store.session(id).await?.ok_or(Refusal::UnknownSession)
    }

    /// The tokens that were issued for a session, for a backend: newest first, after the one with that
    /// id.
    ///
    /// # Errors
    ///
    /// A key that may not, or there is no such session.
    pub async fn grants(&self, by: &Backend, id: &str, before: Option<&str>) -> Result<Vec<Grant>, Refusal> {
        by.may_either([Scope::SessionsRead, Scope::AuditRead])?;
        self.any_session(id).await?;
        Ok(self.store.grants(id, before, GRANTS).await?)
    }

    /// Changes a session to another plan. `sequence` is that of the session as its host saw it.
    ///
    /// # Errors
    ///
    /// Not the owner's; a plan against the rules; over; changed by somebody else meanwhile.
    pub async fn change_session(&self, host: Host, plan: &Plan, sequence: u32) -> Result<Session, Refusal> {
        if !host.owner {
            return Err(Refusal::NotOwner);
        }
        let now = self.world.now();
        if let Some(refusal) = over(self.doors, &host.session, now) {
            return Err(refusal);
        }
        let checked = plan.checked(now, Some(host.session.starts_at))?;
        let hosts = hosts(host.session.owner.as_deref(), &checked);
        // Where the door is closed again, it waits for its host again.
        let opens_later = checked.starts_at.saturating_sub(self.doors.opens_before) > now;
        let changed = Session {
            host_in_at: host.session.host_in_at.filter(|_| !opens_later),
            title: checked.title,
            session_type: plan.session_type,
            features: plan.features.clone(),
            starts_at: checked.starts_at,
            ends_at: checked.ends_at,
            time_zone: checked.time_zone,
            capacity: checked.capacity,
            waits_for_host: plan.waits_for_host,
            admits_each: plan.admits_each,
            sequence,
            ..host.session
        };
        let event = self.event(EventKind::SessionChanged, &host.actor).in_session(&changed.id);
        if !self.store.change_session(&changed, &hosts, &event).await? {
            return Err(Refusal::ChangedMeanwhile);
        }
        self.bells.ring(&changed.id);
        Ok(Session { sequence: sequence + 1, ..changed })
    }

    /// Ends the session, for a backend. From now on no token is given for it. Says what the meeting
    /// service did.
    ///
    /// # Errors
    ///
    /// A key that may not, or there is none.
    pub async fn end_session(&self, by: &Backend, id: &str) -> Result<(Session, Told), Refusal> {
        by.may(Scope::SessionsWrite)?;
        let session = self.any_session(id).await?;
        let event = self.event(EventKind::SessionEnded, &by.actor).in_session(id);
        self.store.end_session(id, &event).await?;
        self.bells.ring(id);
        let told = self.close_meeting(&session).await;
        Ok((self.any_session(id).await?, told))
    }

    /// Calls the session off: whoever opens a link of it reads that. Only what is not over can be.
    ///
    /// # Errors
    ///
    /// Not the owner's, or over already.
    pub async fn cancel_session(&self, host: &Host) -> Result<(), Refusal> {
        if !host.owner {
            return Err(Refusal::NotOwner);
        }
        let now = self.world.now();
        if let Some(refusal) = over(self.doors, &host.session, now) {
            return Err(refusal);
        }
        let event = self.event(EventKind::SessionCancelled, &host.actor).in_session(&host.session.id);
        if !self.store.cancel_session(&host.session.id, &event).await? {
            return Err(Refusal::SessionEnded);
        }
        self.bells.ring(&host.session.id);
        // Somebody may be in already. If it fails, who is inside reads nothing else than before.
        self.close_meeting(&host.session).await;
        Ok(())
    }

    /// One page of the sessions that this visitor leads.
    ///
    /// # Errors
    ///
    /// Nobody is signed in.
    pub async fn sessions_of(
        &self,
        visitor: &Visitor,
        when: When,
        search: &str,
        after: Option<&str>,
    ) -> Result<Listed, Refusal> {
        let account = self.signed_in(visitor).await?;
        let search: String = search.trim().chars().take(LONGEST_SEARCH).collect();
        let page = SessionsPage {
            email: &account.email,
            when,
            search: Some(search.as_str()).filter(|text| !text.is_empty()),
            after,
            limit: PAGE as u64 + 1,
            now: self.world.now(),
        };
        let mut found = self.store.sessions_of(&page).await?;
        let more = found.len() > PAGE;
        found.truncate(PAGE);
        let next = found.last().filter(|_| more).map(|(session, _)| session.id.clone());
        Ok(Listed { sessions: found.into_iter().map(|(session, host)| (session, host.owner)).collect(), next })
    }

    /// The co-hosts of a session, by their e-mail addresses.
    ///
    /// # Errors
    ///
    /// The storage fails.
    pub async fn co_hosts(&self, host: &Host) -> Result<Vec<String>, Refusal> {
        let hosts = self.store.hosts(&host.session.id).await?;
        Ok(hosts.into_iter().filter(|host| !host.owner).map(|host| host.email).collect())
    }

    /// What is wrong with a form, if anything is. `before` is the session that it changes.
    pub fn problem(&self, form: &PlanForm, before: Option<&Session>) -> Option<PolicyBreach> {
        let begun_at = before.map(|session| session.starts_at);
        form.plan(before).and_then(|plan| plan.checked(self.world.now(), begun_at)).err()
    }

    /// Says whether the session's door is open to its host.
    ///
    /// # Errors
    ///
    /// It is not open yet, or over.
    pub fn open_to_host(&self, host: &Host) -> Result<(), Refusal> {
        let door = self.doors.door(&host.session, Role::Host, None, None, self.world.now());
        door.refusal().map_or(Ok(()), Err)
    }

    /// Where a session is on its way now.
    pub fn state(&self, session: &Session) -> SessionState {
        self.doors.state(session, self.world.now())
    }

    /// When doors are open.
    pub const fn door_hours(&self) -> DoorHours {
        self.doors
    }

    /// The present, in seconds since 1970.
    pub fn now(&self) -> i64 {
        self.world.now()
    }
}

impl Host {
    /// The e-mail address of the account that leads the session.
    pub fn email(&self) -> Option<&str> {
        match &self.by {
            HostBy::Account(account) => Some(&account.email),
            HostBy::Invite(_) => None,
        }
    }
}

/// The refusal of a change to a session that is over.
pub(super) fn over(hours: DoorHours, session: &Session, now: i64) -> Option<Refusal> {
    match hours.state(session, now) {
        SessionState::Ended => Some(Refusal::SessionEnded),
        SessionState::Cancelled => Some(Refusal::SessionCancelled),
        SessionState::Planned | SessionState::Open => None,
    }
}

fn hosts(owner: Option<&str>, checked: &Checked) -> Vec<SessionHost> {
    let owner = owner.map(str::to_owned);
    let co_hosts = checked.co_hosts.iter().map(|email| email.as_str().to_owned());
    let co_hosts = co_hosts.filter(|email| Some(email) != owner.as_ref()).collect::<Vec<_>>();
    let owner = owner.into_iter().map(|email| SessionHost { email, owner: true });
    owner.chain(co_hosts.into_iter().map(|email| SessionHost { email, owner: false })).collect()
}

/// The features by their names.
///
/// # Errors
///
/// A name that no feature has.
pub fn features(names: impl IntoIterator<Item = String>) -> Result<Vec<Feature>, PolicyBreach> {
    names.into_iter().map(|name| Feature::try_from(name).map_err(PolicyBreach::from)).collect()
}
