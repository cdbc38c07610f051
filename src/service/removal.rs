//! Removing somebody, and ending a session for everyone: here first, and then in the meeting.
//!
//! Our side holds in any case: from the first write on no token is given. What the meeting service is
//! asked besides may fail, and the host is told.

use futures::future::join_all;
use tracing::warn;

use super::{Host, Refusal, Service, sessions::over};
use crate::{
    commands::CommandError,
    record::EventKind,
    storage::{Person, Session},
};

/// What became of a wish to the meeting service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It did it, or there was nothing to do there.
    Done,
    /// It did not do it: who is inside stays there until they leave.
    Failed,
    /// Their page never told where in the meeting they are, so it could not be asked to put them out.
    Unseen,
    /// This deployment takes no wishes.
    NotHere,
}

impl Told {
    /// The word for it in a page's address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Unseen => "unseen",
            Self::NotHere => "here",
        }
    }
}

impl Service {
    /// Removes a guest and keeps them out: no further token, their own invite withdrawn, a link that
    /// many share closed to everybody new and replaced; then their tokens are banned and they are put
    /// out of the meeting.
    ///
    /// # Errors
    ///
    /// No such guest, or the storage fails. Not when the meeting service fails.
    pub async fn remove_person(&self, host: &Host, user_id: &str) -> Result<Told, Refusal> {
        let session = &host.session;
        let person = self.store.person(&session.id, user_id).await?.ok_or(Refusal::UnknownPerson)?;
        if person.role.is_moderator() {
            return Err(Refusal::UnknownPerson);
        }
        let event = self.event(EventKind::Removed, &host.actor).in_session(&session.id);
        let event = event.about(user_id).called(&person.name);
        self.store.remove_person(&session.id, user_id, &event).await?;
        self.withdraw_invite_of(host, &person).await?;
        self.bells.ring(&session.id);
        Ok(self.put_out(session, &person).await)
    }

    async fn withdraw_invite_of(&self, host: &Host, person: &Person) -> Result<(), Refusal> {
        let session = &host.session;
        let Some(invite_id) = &person.invite_id else { return Ok(()) };
        let Some(invite) = self.store.invite(&session.id, invite_id).await? else { return Ok(()) };
        let now = self.world.now();
        let event = |kind| self.event(kind, &host.actor).in_session(&session.id).on(invite_id);
        if invite.personal {
            self.store.revoke_invite(&session.id, invite_id, &event(EventKind::InviteRevoked)).await?;
        } else if invite.shown_to_host && over(self.doors, session, now).is_none() && invite.closed_at.is_none() {
            let (new, _) = self.new_shown_invite(&session.id);
            let event = event(EventKind::InviteClosed).saying(new.id.as_str());
            self.store.close_invite(&invite, Some(&new), &event).await?;
        } else {
            self.store.close_invite(&invite, None, &event(EventKind::InviteClosed)).await?;
        }
        Ok(())
    }

    /// Bans their tokens first: who is put out could come back by one.
    async fn put_out(&self, session: &Session, person: &Person) -> Told {
        let (Some(commands), Some(signing)) = (self.meetings.commands(), &self.signing) else { return Told::NotHere };
        let now = self.world.now();
        let grants = match self.store.live_grants(&session.id, &person.user_id, now).await {
            Ok(grants) => grants,
            Err(error) => {
                warn!(cause = %error, "the tokens of a removed guest could not be looked up");
                return Told::Failed;
            }
        };
        let bans = grants.iter().map(|grant| async {
            // By a key that is not held any longer it cannot be made again, and so not be named.
            let Some((signer, claims)) = self.claims_of(grant) else { return false };
            match signing.sign(signer, claims).await {
                Ok(token) => commands.ban_token(&token, now).await.is_ok(),
                Err(_) => false,
            }
        });
        // At once: each may take as long as the meeting service likes, and the host waits for all.
        let mut all_done = join_all(bans).await.into_iter().all(|banned| banned);
        if let Some(participant_id) = &person.participant_id {
            all_done &= done(commands.kick(&session.room, participant_id, now).await);
        }
        match (all_done, &person.participant_id) {
            (false, _) => Told::Failed,
            (true, None) => Told::Unseen,
            (true, Some(_)) => Told::Done,
        }
    }

    /// Ends the session for everyone, for its host: no further token, and the meeting is closed.
    ///
    /// # Errors
    ///
    /// The storage fails. Not when the meeting service fails.
    pub async fn end_for_everyone(&self, host: &Host) -> Result<Told, Refusal> {
        let event = self.event(EventKind::SessionEnded, &host.actor).in_session(&host.session.id);
        self.store.end_session(&host.session.id, &event).await?;
        self.bells.ring(&host.session.id);
        Ok(self.close_meeting(&host.session).await)
    }

    pub(super) async fn close_meeting(&self, session: &Session) -> Told {
        let Some(commands) = self.meetings.commands() else { return Told::NotHere };
        if done(commands.destroy(&session.room, self.world.now()).await) { Told::Done } else { Told::Failed }
    }
}

/// A meeting that nobody is in, and somebody who is not in it, are as good as put out.
fn done(outcome: Result<(), CommandError>) -> bool {
    matches!(outcome, Ok(()) | Err(CommandError::Refused { status: 404 }))
}
