//! Tokens for those who stand at a session's door: guests with a link, and hosts.
//!
//! They say their name and nothing else: the role comes from the invite or the account, the features
//! from the session, and whether they may come in now from the door.

use std::sync::Arc;

use super::{
    DoorState, HeldSecret, Host, PersonName, PolicyBreach, Refusal, Service, Visitor,
    counting::At,
    door::lifetime_in,
    hosts::HostBy,
    invites::known_by,
    limits::Purpose,
    metrics::By,
    tokens::Order,
    visitor::{KnownBy, Memory},
};
use crate::{
    jaas::{Claims, Features, Role, RoomClaim, Signer, User, Validity},
    record::{Actor, ActorKind, EventKind},
    storage::{Admission, Admitted, Answer, Grant, Invite, Session},
    wire::{Door, MeetingToken},
    words::text,
};

/// Who stands at a session's door.
struct AtDoor {
    session: Session,
    role: Role,
    /// By which invite, where it is one.
    invite: Option<Invite>,
    /// Who they are in the session.
    user_id: String,
    /// What their account calls them.
    account_name: Option<String>,
    /// What they were called when they last came in.
    last_name: Option<String>,
    /// Whether the storage must find that a host let them in.
    must_be_admitted: bool,
    /// The same, for the record.
    actor: Actor,
}

impl Service {
    /// A token for who stands at a session's door. The role and the features are the invite's and
    /// the session's; the visitor only says their name.
    ///
    /// # Errors
    ///
    /// No right to come in, a door that is not open to them, a name that is not taken.
    pub async fn token_at_door(
        &self,
        door: &Door,
        name: &str,
        wanted: Option<RoomClaim>,
        visitor: &Visitor,
    ) -> Result<MeetingToken, Refusal> {
        let outcome = self.at_door(door, name, wanted, visitor).await;
        let role = match door {
            Door::Host { .. } => Role::Host,
            Door::Invite { .. } => Role::Guest,
        };
        self.metrics.count(By::Page, role, &outcome);
        outcome
    }

    async fn at_door(
        &self,
        door: &Door,
        name: &str,
        wanted: Option<RoomClaim>,
        visitor: &Visitor,
    ) -> Result<MeetingToken, Refusal> {
        self.count(Purpose::Tokens, At::from(door), visitor).await?;
        let who = self.who_may_enter(door, visitor).await?;
        let name = visitor_name(name, visitor, &who)?;
        let form = self.form_for(wanted).await?;
        visitor.remember(Memory::Device);
        if !self.is_configured() {
            return Ok(MeetingToken {
                token: None,
                expires_at: None,
                expires_in: None,
                room_claim: form,
                report_join: true,
            });
        }
        let now = self.world.now();
        let seconds = lifetime_in(&who.session, self.lifetimes.usual, now);
        let order = Order {
            user: user(who.user_id, name, who.role),
            features: granted_to(who.role, &who.session),
            session_id: Some(who.session.id),
            invite_id: who.invite.map(|invite| invite.id),
            room: who.session.room,
            form,
            seconds,
        };
        let (grant, event, issued) = self.sign(order, &who.actor).await?;
        let admission = Admission {
            grant,
            device: visitor.device.clone(),
            must_be_admitted: who.must_be_admitted,
            now,
            opens_before: self.doors.opens_before,
            closes_after: self.doors.closes_after,
        };
        match self.store.admit(&admission, &event).await? {
            // The host's page lists them.
            Admitted::Yes => {
                self.bells.ring(admission.grant.session_id.as_deref().unwrap_or_default());
                self.look_anew(At::from(door), visitor);
            }
            // Somebody ended it, or took the last place, since we looked.
            Admitted::Closed => {
                return Err(self.who_may_enter(door, visitor).await.err().unwrap_or(Refusal::SessionEnded));
            }
            Admitted::Revoked => return Err(Refusal::InviteRevoked),
            Admitted::UsedUp => return Err(Refusal::InviteUsedUp),
            Admitted::Full => return Err(Refusal::SessionFull),
            Admitted::KeptOut => return Err(Refusal::KeptOut),
        }
        Ok(MeetingToken {
            token: Some(issued.token),
            expires_at: Some(issued.expires_at),
            expires_in: u32::try_from(seconds).ok(),
            room_claim: form,
            report_join: true,
        })
    }

    /// Hears from a page that its visitor is in, by a token with this form, and what the meeting calls
    /// them. A host who is in opens the door where guests wait for one.
    ///
    /// # Errors
    ///
    /// Nobody without a right to the meeting is heard.
    pub async fn joined(
        &self,
        door: &Door,
        form: RoomClaim,
        participant_id: Option<&str>,
        visitor: &Visitor,
    ) -> Result<(), Refusal> {
        self.count(Purpose::Joins, At::from(door), visitor).await?;
        let who = self.who_may_enter(door, visitor).await?;
        self.learn(form, &who.actor).await?;
        let name = who.last_name.as_deref().unwrap_or_default();
        let event = |kind| self.event(kind, &who.actor).in_session(&who.session.id).called(name);
        if let Some(id) = participant_id.filter(|id| is_participant_id(id)) {
            let joined = event(EventKind::Joined).on(id);
            self.store.set_participant(&who.session.id, &who.user_id, id, &joined).await?;
        }
        if who.role == Role::Host && self.store.host_came(&who.session.id, &event(EventKind::HostIn)).await? {
            self.bells.ring(&who.session.id);
        }
        Ok(())
    }

    /// Who the visitor is at this door, if it is open to them.
    async fn who_may_enter(&self, door: &Door, visitor: &Visitor) -> Result<AtDoor, Refusal> {
        let (session, role, by, host) = match door {
            Door::Invite { secret } => {
                let secret = HeldSecret::parse(secret).ok_or(Refusal::UnknownInvite)?;
                let (invite, session) = self.invite_in_force(&secret, visitor).await?;
                // A host's link is no door: it leads to the host's page, and the right is in the cookie.
                if invite.role == Role::Host {
                    return Err(Refusal::NotHost);
                }
                (session, Role::Guest, HostBy::Invite(invite), None)
            }
            Door::Host { session_id } => {
                let Host { session, by, actor, .. } = self.host(session_id, visitor).await?;
                (session, Role::Host, by, Some(actor))
            }
        };
        let (user_id, invite, account_name) = match by {
            HostBy::Account(account) => (KnownBy::Email(&account.email).user_id(&session.id, role), None, account.name),
            HostBy::Invite(invite) => (known_by(&invite, visitor).user_id(&session.id, role), Some(invite), None),
        };
        let actor = host.unwrap_or_else(|| visitor.actor(ActorKind::Guest, Some(&user_id)));
        visitor.is(&actor);
        let person = self.store.person(&session.id, &user_id).await?;
        let waiting = match role {
            Role::Guest => self.store.waiting_person(&session.id, &user_id).await?,
            Role::Host => None,
        };
        let state = self.doors.door(&session, role, person.as_ref(), waiting.as_ref(), self.world.now());
        if let Some(refusal) = state.refusal() {
            return Err(refusal);
        }
        debug_assert_eq!(state, DoorState::Open);
        let admitted = waiting.is_some_and(|waiting| waiting.answer == Answer::Admitted);
        let must_be_admitted = role == Role::Guest && (session.admits_each || admitted);
        let last_name = person.map(|person| person.name);
        Ok(AtDoor { session, role, invite, user_id, account_name, last_name, must_be_admitted, actor })
    }

    /// The very token of a grant, to name it to the meeting service. It is not stored: the claims
    /// follow from the grant, and a signature of this kind (RSASSA-PKCS1-v1_5, RFC 8017, 8.2) from the
    /// claims. So it takes the key that the grant names, which may be one that signs no more; `None`
    /// where it is not held any longer.
    pub(super) fn claims_of(&self, grant: &Grant) -> Option<(Arc<Signer>, Claims)> {
        let signer = self.meetings.keys()?.named(grant.kid.as_deref())?;
        let form = grant.room_claim?;
        let features = Features::new(grant.features.iter().map(|&feature| (feature, true)));
        let user = user(grant.user_id.clone(), grant.user_name.clone(), grant.role);
        let validity = Validity::lasting(grant.expires_at - grant.issued_at, grant.issued_at);
        let claims = self.meetings.claims(&grant.room, form, user, features, validity, grant.id.clone())?;
        Some((signer, claims))
    }
}

/// `context.user` of who stands at a door.
fn user(id: String, name: String, role: Role) -> User {
    User { id, name, email: None, avatar: None, moderator: role.is_moderator() }
}

/// Jitsi's id of a participant: eight hexadecimal digits.
fn is_participant_id(id: &str) -> bool {
    id.len() == 8 && id.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Guests get no features; hosts get those that the session allows.
fn granted_to(role: Role, session: &Session) -> Features {
    match role {
        Role::Guest => Features::new([]),
        Role::Host => Features::new(session.features.iter().map(|&feature| (feature, true))),
    }
}

/// The name that was given now, else the one of last time, else the account's, else the role: Jitsi's
/// own prejoin page asks for no name that a token already has, so a token always has one.
fn visitor_name(given: &str, visitor: &Visitor, who: &AtDoor) -> Result<String, PolicyBreach> {
    if !given.trim().is_empty() {
        let name = PersonName::parse(given).map_err(|reason| PolicyBreach::Text { field: "name", reason })?;
        visitor.remember(Memory::Name(name.as_str().to_owned()));
        return Ok(name.into_string());
    }
    let known = [visitor.name.as_deref(), who.account_name.as_deref()];
    let known = known.into_iter().flatten().find_map(|name| PersonName::parse(name).ok());
    Ok(known.map_or_else(|| text(visitor.language, role_key(who.role)), PersonName::into_string))
}

const fn role_key(role: Role) -> &'static str {
    match role {
        Role::Host => "role-host",
        Role::Guest => "role-guest",
    }
}
