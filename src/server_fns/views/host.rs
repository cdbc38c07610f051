//! The host's page of a session.

use crate::{
    server_fns::context::{refuse, service, visitor},
    service::{Host, Invite, Person, Service, SessionState, ShownInvite, shown_title},
    wire::{ApiError, Role, SessionType},
};

/// The host's page of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a rule of the session, or a right of its visitor")]
pub struct HostView {
    /// The session's id.
    pub session_id: String,
    /// The session's title.
    pub title: String,
    /// Video or audio.
    pub session_type: SessionType,
    /// Where it is on its way.
    pub state: StateView,
    /// When it starts, in seconds since 1970.
    pub starts_at: i64,
    /// When it shall be over.
    pub ends_at: Option<i64>,
    /// When its door opens.
    pub opens_at: i64,
    /// When it was ended or called off, if it was.
    pub over_since: Option<i64>,
    /// The time zone that its host thinks in.
    pub time_zone: String,
    /// How many guests it takes at most.
    pub capacity: Option<u32>,
    /// How many were let in and not removed.
    pub guests: u32,
    /// Whether guests wait until a host is in.
    pub waits_for_host: bool,
    /// Whether a host lets guests in one by one.
    pub admits_each: bool,
    /// Whether the visitor may change it.
    pub owner: bool,
    /// Whether the visitor has an account here.
    pub signed_in: bool,
    /// The addresses of the co-hosts.
    pub co_hosts: Vec<String>,
    /// The one link for all guests, while it is in force and the session is not over.
    pub guest_link: Option<String>,
    /// All invites, newest first, at most the last 100.
    pub invites: Vec<InviteView>,
    /// Who waits at the door now.
    pub waiting: Vec<WaitingPerson>,
    /// Who was let in, newest first, at most the last 100.
    pub people: Vec<PersonView>,
}

/// Where a session is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateView {
    /// Its door opens later.
    Planned,
    /// Its door is open.
    Open,
    /// It is over.
    Ended,
    /// It was called off.
    Cancelled,
}

impl StateView {
    /// Whether anything can still happen in it.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Planned | Self::Open)
    }

    /// The state as the pages' style knows it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Open => "open",
            Self::Ended => "ended",
            Self::Cancelled => "cancelled",
        }
    }
}

impl From<SessionState> for StateView {
    fn from(state: SessionState) -> Self {
        match state {
            SessionState::Planned => Self::Planned,
            SessionState::Open => Self::Open,
            SessionState::Ended => Self::Ended,
            SessionState::Cancelled => Self::Cancelled,
        }
    }
}

/// One invite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InviteView {
    /// Its id.
    pub id: String,
    /// The role that it carries.
    pub role: Role,
    /// For whom it is, in the host's words.
    pub label: Option<String>,
    /// Whether it is the one link for all guests.
    pub shared: bool,
    /// Whether it is for one person.
    pub personal: bool,
    /// Until when it lets anybody in, in seconds since 1970.
    pub expires_at: Option<i64>,
    /// How many browsers may come in by it.
    pub max_uses: Option<u32>,
    /// How many did.
    pub uses: u32,
    /// Who did, newest first: a name, and when.
    pub used_by: Vec<(String, i64)>,
    /// The link, while it lets anybody new in.
    pub link: Option<String>,
    /// Whether it was withdrawn, has expired, or lets nobody new in.
    pub over: bool,
}

/// One who waits at the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingPerson {
    /// Who they will be in the session.
    pub user_id: String,
    /// The name that they gave.
    pub name: String,
    /// Since when, in seconds since 1970.
    pub asked_at: i64,
}

/// One who was let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonView {
    /// Who they are in the session.
    pub user_id: String,
    /// The name that they gave last.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// When they last came, in seconds since 1970.
    pub last_at: i64,
    /// Whether they were removed and are kept out.
    pub removed: bool,
}

/// What `/s/{id}` shows. A link that makes its bearer a host is shown when it was just made, `made`.
///
/// # Errors
///
/// No such session, or not its host.
pub async fn host(session_id: &str, made: Option<&str>) -> Result<HostView, ApiError> {
    let (service, visitor) = (service()?, visitor()?);
    let host = service.host(session_id, &visitor).await.map_err(refuse)?;
    let guest_link = service.guest_link(&host).await.map_err(refuse)?;
    let invites = service.shown_invites(&host).await.map_err(refuse)?;
    let people = service.people(&host).await.map_err(refuse)?;
    let co_hosts = service.co_hosts(&host).await.map_err(refuse)?;
    let waiting = waiting_people(&service, &host).await?;
    let (now, state) = (service.now(), service.state(&host.session).into());
    let session = host.session;
    Ok(HostView {
        state,
        opens_at: service.door_hours().opens_at(&session),
        over_since: session.cancelled_at.or(session.ended_at),
        guest_link: guest_link.map(|secret| service.link(&secret)),
        invites: invites.into_iter().map(|invite| invite_view(&service, invite, made, now)).collect(),
        people: people.into_iter().map(PersonView::from).collect(),
        signed_in: service.account(&visitor).await.map_err(refuse)?.is_some(),
        owner: host.owner,
        session_id: session.id,
        title: shown_title(&session.title, visitor.language),
        session_type: session.session_type,
        starts_at: session.starts_at,
        ends_at: session.ends_at,
        time_zone: session.time_zone,
        capacity: session.capacity,
        guests: session.guests,
        waits_for_host: session.waits_for_host,
        admits_each: session.admits_each,
        co_hosts,
        waiting,
    })
}

/// Who waits at a session's door, for its host.
///
/// # Errors
///
/// No such session, or not its host.
pub async fn at_the_door(session_id: &str) -> Result<Vec<WaitingPerson>, ApiError> {
    let (service, visitor) = (service()?, visitor()?);
    let host = service.host(session_id, &visitor).await.map_err(refuse)?;
    waiting_people(&service, &host).await
}

async fn waiting_people(service: &Service, host: &Host) -> Result<Vec<WaitingPerson>, ApiError> {
    let waiting = service.waiting(host).await.map_err(refuse)?;
    let person =
        |one: crate::service::Waiting| WaitingPerson { user_id: one.user_id, name: one.name, asked_at: one.asked_at };
    Ok(waiting.into_iter().map(person).collect())
}

fn invite_view(service: &Service, shown: ShownInvite, made: Option<&str>, now: i64) -> InviteView {
    let ShownInvite { invite, secret, uses } = shown;
    let Invite { id, role, label, shown_to_host, personal, expires_at, max_uses, uses: count, .. } = invite;
    let expired = expires_at.is_some_and(|at| at <= now);
    let may_be_shown = !expired && (role == Role::Guest || made == Some(id.as_str()));
    InviteView {
        id,
        role,
        label,
        shared: shown_to_host,
        personal,
        expires_at,
        max_uses,
        uses: count,
        used_by: uses.into_iter().map(|one| (one.name, one.last_at)).collect(),
        link: secret.filter(|_| may_be_shown).map(|secret| service.link(&secret)),
        over: invite.revoked_at.is_some() || invite.closed_at.is_some() || expired,
    }
}

impl From<Person> for PersonView {
    fn from(person: Person) -> Self {
        Self {
            user_id: person.user_id,
            name: person.name,
            role: person.role,
            last_at: person.last_at,
            removed: person.removed_at.is_some(),
        }
    }
}
