//! The rights of hosts: who leads which session.

use super::{HeldSecret, Refusal, Service, Visitor, invites::known_by};
use crate::{
    jaas::Role,
    record::{Actor, ActorKind},
    storage::{Account, Invite, Session},
};

/// The right of one who leads a session: its owner, a co-host, or who holds a host's link.
#[derive(Debug)]
pub struct Host {
    /// The session, planned, open or over.
    pub session: Session,
    /// Whether the session is theirs to change and to call off.
    pub owner: bool,
    pub(super) by: HostBy,
    /// The same, for the record.
    pub(super) actor: Actor,
}

/// Why somebody is a host.
#[derive(Debug)]
pub(super) enum HostBy {
    Account(Account),
    Invite(Invite),
}

impl Service {
    /// Checks that the visitor leads the session: by their account, else by a host's link that their
    /// browser followed.
    ///
    /// # Errors
    ///
    /// Neither holds. Whether the session exists is not told to anybody else.
    pub async fn host(&self, session_id: &str, visitor: &Visitor) -> Result<Host, Refusal> {
        visitor.is_at(session_id);
        if let Some(account) = self.account(visitor).await?
            && let Some((session, host)) = self.store.hosted_session(session_id, &account.email).await?
        {
            let actor = visitor.actor(ActorKind::Host, Some(&account.email));
            return Ok(Host { session, owner: host.owner, by: HostBy::Account(account), actor });
        }
        let secret = visitor.host_secret(session_id).ok_or(Refusal::NotHost)?;
        self.host_by_link(session_id, secret, visitor).await
    }

    /// The same, where the session must be theirs.
    ///
    /// # Errors
    ///
    /// They do not lead it, or are co-hosts.
    pub async fn owner(&self, session_id: &str, visitor: &Visitor) -> Result<Host, Refusal> {
        let host = self.host(session_id, visitor).await?;
        if host.owner { Ok(host) } else { Err(Refusal::NotOwner) }
    }

    async fn host_by_link(&self, session_id: &str, secret: &HeldSecret, visitor: &Visitor) -> Result<Host, Refusal> {
        let (invite, session) = self.invite_in_force(secret, visitor).await.map_err(|refusal| match refusal {
            Refusal::UnknownInvite => Refusal::NotHost,
            other => other,
        })?;
        if invite.role != Role::Host || session.id != session_id {
            return Err(Refusal::NotHost);
        }
        // The cookie of a browser that was counted is no right for another one.
        if invite.max_uses.is_some() && self.store.invite_use(&invite.id, &visitor.device).await?.is_none() {
            return Err(Refusal::InviteUsedUp);
        }
        // What a backend opened has no owner: then who holds its host's link is the one to change it.
        let owner = session.owner.is_none();
        let user_id = known_by(&invite, visitor).user_id(&session.id, Role::Host);
        let actor = visitor.actor(ActorKind::Host, Some(&user_id));
        visitor.is(&actor);
        Ok(Host { session, owner, by: HostBy::Invite(invite), actor })
    }
}
