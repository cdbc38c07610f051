//! Opening and ending sessions, and who enters by which link.

use super::{
    Backend, InviteSecret, PolicyBreach, Refusal, Service, Title, Visitor,
    ids::{new_id, new_room},
    visitor::Memory,
};
use crate::{
    jaas::{Feature, Role, SessionType},
    storage::{Grant, Invite, Session},
};

/// How many grants a host's page shows.
const SHOWN_GRANTS: u64 = 50;

/// The right to open sessions.
#[derive(Clone, Copy, Debug)]
pub struct Opener(());

impl From<Backend> for Opener {
    fn from(_: Backend) -> Self {
        Self(())
    }
}

/// What a new session shall be.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// What its host calls it.
    pub title: String,
    /// Video or audio.
    pub session_type: SessionType,
    /// What its host's tokens may grant.
    pub features: Vec<Feature>,
}

/// A session that was just opened: the only moment in which its secrets are told.
#[derive(Debug)]
pub struct Opened {
    /// The session.
    pub session: Session,
    /// The secret of the host's link.
    pub host: InviteSecret,
    /// The secret of the guest's link.
    pub guest: InviteSecret,
    /// The id of the guest's invite.
    pub guest_invite_id: String,
}

/// The right of a session's host, checked against the secret that the browser holds.
#[derive(Debug)]
pub struct Host {
    /// The session, open or ended.
    pub session: Session,
    pub(super) invite: Invite,
    secret: InviteSecret,
}

/// What a link opens.
#[derive(Debug)]
pub enum Entry {
    /// A guest may come in.
    Guest(Session),
    /// The link is the host's; the browser holds the right from now on.
    Host(Session),
}

/// A session as its host sees it.
#[derive(Debug)]
pub struct SessionWithLinks {
    /// The session.
    pub session: Session,
    /// The secret of the guest's link in force.
    pub guest: Option<InviteSecret>,
    /// Who was let in, newest first.
    pub grants: Vec<Grant>,
}

impl Service {
    /// The right to open sessions that the sandbox gives to everybody.
    ///
    /// # Errors
    ///
    /// Everywhere else.
    pub const fn sandbox_host(&self) -> Result<Opener, Refusal> {
        if self.is_sandbox() { Ok(Opener(())) } else { Err(Refusal::NotSandbox) }
    }

    /// Opens a session, with a host's and a guest's link.
    ///
    /// # Errors
    ///
    /// A title that is not taken.
    pub async fn open_session(&self, _by: Opener, new: NewSession) -> Result<Opened, Refusal> {
        let title = Title::parse(&new.title).map_err(|reason| PolicyBreach::Text { field: "title", reason })?;
        let session = Session {
            id: new_id(&*self.world),
            title: title.into_string(),
            session_type: new.session_type,
            room: new_room(&*self.world),
            features: new.features,
            opened_at: self.world.now(),
            ended_at: None,
        };
        let host = InviteSecret::draw(&*self.world);
        let host_invite = self.new_invite(&session.id, Role::Host, |_| host.clone()).0;
        let (guest_invite, guest) = self.shown_invite(&session.id, &host);
        let guest_invite_id = guest_invite.id.clone();
        self.store.open_session(&session, &[host_invite, guest_invite]).await?;
        Ok(Opened { session, host, guest, guest_invite_id })
    }

    /// The session of that id, for a backend.
    ///
    /// # Errors
    ///
    /// There is none.
    pub async fn session(&self, _by: Backend, id: &str) -> Result<Session, Refusal> {
        self.store.session(id).await?.ok_or(Refusal::UnknownSession)
    }

    /// Ends the session, for a backend. From now on no token is given for it.
    ///
    /// # Errors
    ///
    /// There is none.
    pub async fn end_session(&self, by: Backend, id: &str) -> Result<Session, Refusal> {
        self.session(by, id).await?;
        self.store.end_session(id, self.world.now()).await?;
        self.session(by, id).await
    }

    /// Ends the session, for its host.
    ///
    /// # Errors
    ///
    /// The storage fails.
    pub async fn end_as_host(&self, host: &Host) -> Result<(), Refusal> {
        Ok(self.store.end_session(&host.session.id, self.world.now()).await?)
    }

    /// Makes another invite, for a backend.
    ///
    /// # Errors
    ///
    /// There is no such session, or it has ended.
    pub async fn add_invite(&self, by: Backend, id: &str, role: Role) -> Result<(Invite, InviteSecret), Refusal> {
        let session = self.session(by, id).await?;
        if session.ended_at.is_some() {
            return Err(Refusal::SessionEnded);
        }
        let (invite, secret) = self.new_invite(id, role, |_| InviteSecret::draw(&*self.world));
        self.store.add_invite(&invite).await?;
        Ok((invite, secret))
    }

    /// Revokes an invite, for a backend. From now on no token is given for it.
    ///
    /// # Errors
    ///
    /// There is no such session, or no such invite in it.
    pub async fn revoke_invite(&self, by: Backend, session_id: &str, invite_id: &str) -> Result<(), Refusal> {
        self.session(by, session_id).await?;
        self.store.invite(session_id, invite_id).await?.ok_or(Refusal::UnknownInvite)?;
        Ok(self.store.revoke_invite(session_id, invite_id, self.world.now()).await?)
    }

    /// Withdraws the guest link that the host's page shows and makes a new one.
    ///
    /// # Errors
    ///
    /// The session has ended.
    pub async fn renew_guest_link(&self, host: &Host) -> Result<(), Refusal> {
        if host.session.ended_at.is_some() {
            return Err(Refusal::SessionEnded);
        }
        let old = self.store.shown_invite(&host.session.id).await?;
        let (new, _) = self.shown_invite(&host.session.id, &host.secret);
        Ok(self.store.replace_invite(old.as_ref(), &new, self.world.now()).await?)
    }

    /// What the link with that secret opens. A host's link is put into the browser's memory.
    ///
    /// # Errors
    ///
    /// Unknown and revoked links, and those of ended sessions; a host may still see an ended one.
    pub async fn enter(&self, secret: &str, visitor: &Visitor) -> Result<Entry, Refusal> {
        let secret = InviteSecret::parse(secret).ok_or(Refusal::UnknownInvite)?;
        let (invite, session) = self.invite_in_force(&secret).await?;
        match invite.role {
            Role::Guest if session.ended_at.is_some() => Err(Refusal::SessionEnded),
            Role::Guest => Ok(Entry::Guest(session)),
            Role::Host => {
                visitor.remember(Memory::Host { session_id: session.id.clone(), secret });
                Ok(Entry::Host(session))
            }
        }
    }

    /// Checks that the visitor is the session's host.
    ///
    /// # Errors
    ///
    /// The browser holds no secret of a host of this session, or a revoked one. Whether the
    /// session exists is not told to anybody else.
    pub async fn host(&self, session_id: &str, visitor: &Visitor) -> Result<Host, Refusal> {
        let secret = visitor.host_secret(session_id).ok_or(Refusal::NotHost)?.clone();
        let (invite, session) = self.invite_in_force(&secret).await.map_err(|refusal| match refusal {
            Refusal::UnknownInvite => Refusal::NotHost,
            other => other,
        })?;
        if invite.role == Role::Host && session.id == session_id {
            Ok(Host { session, invite, secret })
        } else {
            Err(Refusal::NotHost)
        }
    }

    /// The session as its host sees it.
    ///
    /// # Errors
    ///
    /// The storage fails.
    pub async fn host_view(&self, host: Host) -> Result<SessionWithLinks, Refusal> {
        let shown = match host.session.ended_at {
            None => self.store.shown_invite(&host.session.id).await?,
            Some(_) => None,
        };
        // A link made under another host link cannot be computed from this one; then none is shown.
        let guest = shown
            .map(|invite| (host.secret.of_guest(&invite.id), invite.hash))
            .and_then(|(secret, hash)| (secret.hash() == hash).then_some(secret));
        let grants = self.store.grants(&host.session.id, None, SHOWN_GRANTS).await?;
        Ok(SessionWithLinks { session: host.session, guest, grants })
    }

    /// The invite with that secret, unless it was revoked, and its session.
    pub(super) async fn invite_in_force(&self, secret: &InviteSecret) -> Result<(Invite, Session), Refusal> {
        let found = self.store.invite_by_hash(&secret.hash()).await?;
        let (invite, session) = found.ok_or(Refusal::UnknownInvite)?;
        if invite.revoked_at.is_some() {
            return Err(Refusal::InviteRevoked);
        }
        Ok((invite, session))
    }

    fn shown_invite(&self, session_id: &str, host: &InviteSecret) -> (Invite, InviteSecret) {
        let (mut invite, secret) = self.new_invite(session_id, Role::Guest, |id| host.of_guest(id));
        invite.shown_to_host = true;
        (invite, secret)
    }

    fn new_invite(
        &self,
        session_id: &str,
        role: Role,
        secret: impl FnOnce(&str) -> InviteSecret,
    ) -> (Invite, InviteSecret) {
        let id = new_id(&*self.world);
        let secret = secret(&id);
        let invite = Invite {
            hash: secret.hash(),
            id,
            session_id: session_id.to_owned(),
            role,
            shown_to_host: false,
            created_at: self.world.now(),
            revoked_at: None,
        };
        (invite, secret)
    }
}
