//! Invites: making, showing and withdrawing them, and who enters by them.

use super::{
    Backend, DoorState, HeldSecret, Host, Memory, PolicyBreach, Refusal, Service, Visitor,
    counting::At,
    ids::new_id,
    limits::Purpose,
    plan::{label, within},
    sessions::over,
    visitor::KnownBy,
};
use crate::{
    jaas::Role,
    record::{Actor, ActorKind, EventKind},
    storage::{Admitted, Invite, InviteUse, Scope, Session},
};

/// The most uses that an invite can be limited to.
pub const MOST_USES: i64 = 1000;
/// The longest label, in characters.
pub const MAX_LABEL: usize = 80;
/// How far ahead an invite may expire, in seconds: two years.
const FARTHEST: i64 = 2 * 366 * 24 * 3600;
/// How many invites a host's page shows.
const SHOWN_INVITES: u64 = 100;
/// How many uses of them, all together.
const SHOWN_USES: u64 = 300;

/// What a new invite shall allow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewInvite {
    /// The role that it carries; guest where nothing is said.
    pub role: Option<Role>,
    /// For whom it is, in the host's words.
    pub label: String,
    /// Whether it is for one person.
    pub personal: bool,
    /// Until when it lets anybody in, in seconds since 1970.
    pub expires_at: Option<i64>,
    /// How many browsers may come in by it.
    pub max_uses: Option<i64>,
}

/// An invite as its session's hosts see it.
#[derive(Debug)]
pub struct ShownInvite {
    /// The invite.
    pub invite: Invite,
    /// The secret of its link, while it is in force and the key is the one that it was made with.
    pub secret: Option<HeldSecret>,
    /// Who came by it, newest first.
    pub uses: Vec<InviteUse>,
}

/// What a link opens.
#[derive(Debug)]
pub enum Entry {
    /// A guest, at the door.
    Guest {
        /// The session.
        session: Session,
        /// The door as they find it.
        door: DoorState,
        /// The name with which they knocked, if they did.
        knocked_as: Option<String>,
    },
    /// The link is a host's; the browser holds the right from now on.
    Host(Session),
    /// The link is a host's and counts its uses: it is used when a person says so, not by whoever
    /// looks what is behind it.
    HostToBe(Session),
}

impl Service {
    /// Makes another invite, for a backend.
    ///
    /// # Errors
    ///
    /// A key that may not; there is no such session, it is over, or the invite is against the rules.
    pub async fn add_invite(&self, by: &Backend, id: &str, new: &NewInvite) -> Result<(Invite, HeldSecret), Refusal> {
        by.may(Scope::SessionsWrite)?;
        let session = self.any_session(id).await?;
        self.add_to(&session, new, &by.actor).await
    }

    /// Makes another invite, for a host.
    ///
    /// # Errors
    ///
    /// The session is over, or the invite is against the rules.
    pub async fn invite_as_host(&self, host: &Host, new: &NewInvite) -> Result<(Invite, HeldSecret), Refusal> {
        self.add_to(&host.session, new, &host.actor).await
    }

    async fn add_to(&self, session: &Session, new: &NewInvite, actor: &Actor) -> Result<(Invite, HeldSecret), Refusal> {
        let now = self.world.now();
        if let Some(refusal) = over(self.doors, session, now) {
            return Err(refusal);
        }
        let (mut invite, secret) = self.new_invite(&session.id, new.role.unwrap_or(Role::Guest));
        invite.label = label("label", &new.label, MAX_LABEL)?;
        invite.personal = new.personal;
        invite.max_uses = match new.max_uses {
            Some(uses) => u32::try_from(within("maxUses", uses, 1, MOST_USES)?).ok(),
            None => None,
        };
        if let Some(at) = new.expires_at {
            if !(now + 1..now + FARTHEST).contains(&at) {
                return Err(PolicyBreach::Moment { field: "expiresAt" }.into());
            }
            invite.expires_at = Some(at);
        }
        let event = self.event(EventKind::InviteMade, actor).in_session(&session.id).on(&invite.id);
        self.store.add_invite(&invite, &event.saying(invite.role.as_str())).await?;
        Ok((invite, secret))
    }

    /// The session's invites, newest first, each with its link and who used it.
    ///
    /// # Errors
    ///
    /// The storage fails.
    pub async fn shown_invites(&self, host: &Host) -> Result<Vec<ShownInvite>, Refusal> {
        let invites = self.store.invites(&host.session.id, None, SHOWN_INVITES).await?;
        let ids: Vec<String> = invites.iter().map(|invite| invite.id.clone()).collect();
        let mut uses = self.store.invite_uses(&ids, SHOWN_USES).await?;
        let shown = invites.into_iter().map(|invite| {
            let (own, rest) = std::mem::take(&mut uses).into_iter().partition(|one| one.invite_id == invite.id);
            uses = rest;
            ShownInvite { secret: self.shown_secret(&invite), invite, uses: own }
        });
        Ok(shown.collect())
    }

    /// The one link for all guests that is in force.
    ///
    /// # Errors
    ///
    /// The storage fails.
    pub async fn guest_link(&self, host: &Host) -> Result<Option<HeldSecret>, Refusal> {
        if over(self.doors, &host.session, self.world.now()).is_some() {
            return Ok(None);
        }
        let shown = self.store.shown_invite(&host.session.id).await?;
        Ok(shown.and_then(|invite| self.shown_secret(&invite)))
    }

    /// A link made under another key cannot be computed; then none is shown.
    fn shown_secret(&self, invite: &Invite) -> Option<HeldSecret> {
        let secret = self.links.secret_of(&invite.id);
        let in_force = invite.revoked_at.is_none() && invite.closed_at.is_none();
        (in_force && secret.hash() == invite.hash).then_some(secret)
    }

    /// Revokes an invite, for a backend. From now on no token is given for it.
    ///
    /// # Errors
    ///
    /// A key that may not; there is no such session, or no such invite in it.
    pub async fn revoke_invite(&self, by: &Backend, session_id: &str, invite_id: &str) -> Result<(), Refusal> {
        by.may(Scope::SessionsWrite)?;
        let session = self.any_session(session_id).await?;
        self.revoke_in(&session, invite_id, &by.actor).await
    }

    /// Revokes an invite, for a host.
    ///
    /// # Errors
    ///
    /// There is no such invite in the session.
    pub async fn revoke_as_host(&self, host: &Host, invite_id: &str) -> Result<(), Refusal> {
        self.revoke_in(&host.session, invite_id, &host.actor).await
    }

    async fn revoke_in(&self, session: &Session, invite_id: &str, actor: &Actor) -> Result<(), Refusal> {
        self.store.invite(&session.id, invite_id).await?.ok_or(Refusal::UnknownInvite)?;
        let event = self.event(EventKind::InviteRevoked, actor).in_session(&session.id).on(invite_id);
        self.store.revoke_invite(&session.id, invite_id, &event).await?;
        self.bells.ring(&session.id);
        Ok(())
    }

    /// Revokes every guest's link of the session.
    ///
    /// # Errors
    ///
    /// The storage fails.
    pub async fn revoke_all(&self, host: &Host) -> Result<(), Refusal> {
        let event = self.event(EventKind::InviteRevoked, &host.actor).in_session(&host.session.id);
        self.store.revoke_guest_invites(&host.session.id, &event).await?;
        self.bells.ring(&host.session.id);
        Ok(())
    }

    /// Withdraws the one link for all guests and makes a new one.
    ///
    /// # Errors
    ///
    /// The session is over.
    pub async fn renew_guest_link(&self, host: &Host) -> Result<(), Refusal> {
        let now = self.world.now();
        if let Some(refusal) = over(self.doors, &host.session, now) {
            return Err(refusal);
        }
        let old = self.store.shown_invite(&host.session.id).await?;
        let (new, _) = self.new_shown_invite(&host.session.id);
        let mut event = self.event(EventKind::GuestLinkRenewed, &host.actor).in_session(&host.session.id).on(&new.id);
        event.detail = old.as_ref().map(|old| old.id.clone());
        self.store.replace_invite(old.as_ref(), &new, &event).await?;
        self.bells.ring(&host.session.id);
        Ok(())
    }

    /// What the link with that secret opens. A host's link is put into the browser's memory.
    ///
    /// # Errors
    ///
    /// Unknown, revoked, expired and used up links.
    pub async fn enter(&self, secret: &str, visitor: &Visitor) -> Result<Entry, Refusal> {
        let secret = HeldSecret::parse(secret).ok_or(Refusal::UnknownInvite)?;
        let (invite, session) = self.invite_in_force(&secret, visitor).await?;
        match invite.role {
            Role::Guest => self.guest_at_door(invite, session, visitor).await,
            Role::Host if invite.max_uses.is_some() && !self.was_used(&invite, visitor).await? => {
                Ok(Entry::HostToBe(session))
            }
            Role::Host => {
                visitor.remember(Memory::Host { session_id: session.id.clone(), secret });
                Ok(Entry::Host(session))
            }
        }
    }

    /// Uses a host's link that counts its uses.
    ///
    /// # Errors
    ///
    /// As [`Service::enter`]; and a guest's link is no host's.
    pub async fn become_host(&self, text: &str, visitor: &Visitor) -> Result<Session, Refusal> {
        self.count(Purpose::Joins, At::Link(text), visitor).await?;
        let secret = HeldSecret::parse(text).ok_or(Refusal::UnknownInvite)?;
        let (invite, session) = self.invite_in_force(&secret, visitor).await?;
        if invite.role != Role::Host {
            return Err(Refusal::NotHost);
        }
        let now = self.world.now();
        let used = InviteUse {
            user_id: known_by(&invite, visitor).user_id(&session.id, invite.role),
            invite_id: invite.id,
            device: visitor.device.clone(),
            name: visitor.name.clone().unwrap_or_default(),
            first_at: now,
            last_at: now,
        };
        let actor = visitor.actor(ActorKind::Host, Some(&used.user_id));
        let event = self.event(EventKind::InviteUsed, &actor).in_session(&session.id).on(&used.invite_id);
        match self.store.use_invite(&used, &event.called(&used.name)).await? {
            Admitted::Yes => {}
            Admitted::UsedUp => return Err(Refusal::InviteUsedUp),
            _ => return Err(Refusal::InviteRevoked),
        }
        self.look_anew(At::Link(text), visitor);
        visitor.remember(Memory::Device);
        visitor.remember(Memory::Host { session_id: session.id.clone(), secret });
        Ok(session)
    }

    async fn was_used(&self, invite: &Invite, visitor: &Visitor) -> Result<bool, Refusal> {
        Ok(self.store.invite_use(&invite.id, &visitor.device).await?.is_some())
    }

    async fn guest_at_door(&self, invite: Invite, session: Session, visitor: &Visitor) -> Result<Entry, Refusal> {
        let user_id = known_by(&invite, visitor).user_id(&session.id, Role::Guest);
        let waiting = self.store.waiting_person(&session.id, &user_id).await?;
        let person = self.store.person(&session.id, &user_id).await?;
        let door = self.doors.door(&session, Role::Guest, person.as_ref(), waiting.as_ref(), self.world.now());
        let over = matches!(door, DoorState::Ended | DoorState::Cancelled);
        if !over && person.is_none() && !self.was_used(&invite, visitor).await? {
            refuse_newcomer(&invite)?;
        }
        Ok(Entry::Guest { session, door, knocked_as: waiting.map(|waiting| waiting.name) })
    }

    /// The invite with that secret, unless it was revoked or has expired, and its session.
    pub(super) async fn invite_in_force(
        &self,
        secret: &HeldSecret,
        visitor: &Visitor,
    ) -> Result<(Invite, Session), Refusal> {
        let found = self.store.invite_by_hash(&secret.hash()).await?;
        let (invite, session) = found.ok_or(Refusal::UnknownInvite)?;
        visitor.is_at(&session.id);
        if invite.revoked_at.is_some() {
            return Err(Refusal::InviteRevoked);
        }
        if invite.expires_at.is_some_and(|at| at <= self.world.now()) {
            return Err(Refusal::InviteExpired);
        }
        Ok((invite, session))
    }

    /// The one link for all guests of a new session, or in place of a withdrawn one.
    pub(super) fn new_shown_invite(&self, session_id: &str) -> (Invite, HeldSecret) {
        let (mut invite, secret) = self.new_invite(session_id, Role::Guest);
        invite.shown_to_host = true;
        (invite, secret)
    }

    pub(super) fn new_invite(&self, session_id: &str, role: Role) -> (Invite, HeldSecret) {
        let id = new_id(&*self.world);
        let secret = self.links.secret_of(&id);
        let invite = Invite {
            hash: secret.hash(),
            id,
            session_id: session_id.to_owned(),
            role,
            shown_to_host: false,
            label: None,
            personal: false,
            created_at: self.world.now(),
            expires_at: None,
            max_uses: None,
            uses: 0,
            closed_at: None,
            revoked_at: None,
        };
        (invite, secret)
    }
}

/// Why somebody who did not come by it before cannot come by it now.
fn refuse_newcomer(invite: &Invite) -> Result<(), Refusal> {
    if invite.closed_at.is_some() {
        Err(Refusal::InviteRevoked)
    } else if invite.max_uses.is_some_and(|most| invite.uses >= most) {
        Err(Refusal::InviteUsedUp)
    } else {
        Ok(())
    }
}

/// By what those who come by this invite are known.
pub(super) fn known_by<'a>(invite: &'a Invite, visitor: &'a Visitor) -> KnownBy<'a> {
    if invite.personal { KnownBy::Invite(&invite.id) } else { KnownBy::Device(&visitor.device) }
}
