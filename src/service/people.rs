//! Who stands at a session's door, and what its hosts say to them.

use super::{
    Bell, DoorState, Entry, HeldSecret, Host, Memory, PersonName, PolicyBreach, Refusal, Service, Visitor,
    counting::At, invites::known_by, limits::Purpose,
};
use crate::{
    jaas::Role,
    record::{ActorKind, EventKind},
    storage::{Answer, Invite, Person, Waiting},
};

/// So long after their page was last heard of somebody still counts as waiting, in seconds: three
/// times as long as the page stays silent.
const HEARD_WITHIN: i64 = 45;
/// How many of those who wait a host sees.
const SHOWN_WAITING: u64 = 100;
/// How many of those who were let in a host sees.
const SHOWN_PEOPLE: u64 = 100;

/// What a waiting page follows: the door as it is now, and the bell that rings when it may change.
pub struct Watched {
    /// The door as they find it.
    pub door: DoorState,
    /// Rings when something changed.
    pub bell: Bell,
}

impl Service {
    /// A guest knocks with a name: the host sees from now on that they wait.
    ///
    /// # Errors
    ///
    /// No way in by this link, or a name that is not taken.
    pub async fn knock(&self, secret: &str, name: &str, visitor: &Visitor) -> Result<(), Refusal> {
        self.count(Purpose::Joins, At::Link(secret), visitor).await?;
        let entry = self.enter(secret, visitor).await?;
        let Entry::Guest { session, door, .. } = entry else { return Err(Refusal::NotHost) };
        let waits = matches!(door, DoorState::WaitingForHost | DoorState::WaitingToBeLetIn);
        let name = PersonName::parse(name).map_err(|reason| PolicyBreach::Text { field: "name", reason })?;
        visitor.remember(Memory::Device);
        visitor.remember(Memory::Name(name.as_str().to_owned()));
        if !waits {
            // The page shows what the door is like.
            return Ok(());
        }
        let invite = self.guests_invite(secret, visitor).await?;
        let now = self.world.now();
        let waiting = Waiting {
            user_id: known_by(&invite, visitor).user_id(&session.id, Role::Guest),
            session_id: session.id,
            invite_id: invite.id,
            name: name.into_string(),
            answer: Answer::None,
            asked_at: now,
            seen_at: now,
            answered_at: None,
        };
        let actor = visitor.actor(ActorKind::Guest, Some(&waiting.user_id));
        let event = self.event(EventKind::Knocked, &actor).in_session(&waiting.session_id).called(&waiting.name);
        self.store.knock(&waiting, &event).await?;
        self.bells.ring(&waiting.session_id);
        Ok(())
    }

    /// The door as the guest with this link finds it now, for a page that follows it. Who knocked is
    /// noted as still there.
    ///
    /// # Errors
    ///
    /// No way in by this link.
    pub async fn watch_door(&self, secret: &str, visitor: &Visitor) -> Result<Watched, Refusal> {
        let invite = self.guests_invite(secret, visitor).await?;
        // First the bell: what changes after the look is heard.
        let bell = self.bells.listen(&invite.session_id);
        let entry = self.enter(secret, visitor).await?;
        let Entry::Guest { session, door, knocked_as } = entry else { return Err(Refusal::NotHost) };
        if knocked_as.is_some() {
            let user_id = known_by(&invite, visitor).user_id(&session.id, Role::Guest);
            self.store.still_waiting(&session.id, &user_id, self.world.now()).await?;
        }
        Ok(Watched { door, bell })
    }

    async fn guests_invite(&self, secret: &str, visitor: &Visitor) -> Result<Invite, Refusal> {
        let secret = HeldSecret::parse(secret).ok_or(Refusal::UnknownInvite)?;
        let (invite, _) = self.invite_in_force(&secret, visitor).await?;
        if invite.role == Role::Guest { Ok(invite) } else { Err(Refusal::NotHost) }
    }

    /// Who waits at the session's door now, first come first.
    ///
    /// # Errors
    ///
    /// The storage fails.
    pub async fn waiting(&self, host: &Host) -> Result<Vec<Waiting>, Refusal> {
        let since = self.world.now() - HEARD_WITHIN;
        Ok(self.store.waiting(&host.session.id, since, SHOWN_WAITING).await?)
    }

    /// The bell of the session's door.
    pub fn bell(&self, host: &Host) -> Bell {
        self.bells.listen(&host.session.id)
    }

    /// Lets one of them in, or refuses them.
    ///
    /// # Errors
    ///
    /// Nobody of that id has knocked.
    pub async fn answer_knock(&self, host: &Host, user_id: &str, admit: bool) -> Result<(), Refusal> {
        let answer = if admit { Answer::Admitted } else { Answer::Refused };
        let kind = if admit { EventKind::LetIn } else { EventKind::TurnedAway };
        let asked = self.store.waiting_person(&host.session.id, user_id).await?.ok_or(Refusal::UnknownPerson)?;
        let event = self.event(kind, &host.actor).in_session(&host.session.id).about(user_id).called(&asked.name);
        let known = self.store.answer(&host.session.id, user_id, answer, &event).await?;
        if !known {
            return Err(Refusal::UnknownPerson);
        }
        self.bells.ring(&host.session.id);
        Ok(())
    }

    /// Who was let in, newest first.
    ///
    /// # Errors
    ///
    /// The storage fails.
    pub async fn people(&self, host: &Host) -> Result<Vec<Person>, Refusal> {
        Ok(self.store.people(&host.session.id, SHOWN_PEOPLE).await?)
    }
}
