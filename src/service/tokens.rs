//! Issuing tokens: for backends, and for those who stand at a session's door.

use super::{
    Backend, Host, InviteSecret, PersonName, PolicyBreach, Refusal, Service, SigningPool, Visitor, ids::new_id,
    metrics::By, text::one_line, visitor::Memory,
};
use crate::{
    jaas::{Feature, Features, Role, RoomClaim, RoomName, User, Validity},
    storage::{Grant, Invite, Recorded, Session},
    wire::{Door, MeetingToken},
};

/// The longest user id, in characters.
const MAX_USER_ID: usize = 128;
/// The longest e-mail address (RFC 5321, 4.5.3.1.3).
const MAX_EMAIL: usize = 254;
/// The longest URL of a picture.
const MAX_AVATAR: usize = 2048;

/// How long tokens are valid, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetimes {
    /// Unless something else is asked for.
    pub usual: i64,
    /// At most.
    pub longest: i64,
}

/// What a backend asks for: the setup guide's request, as it came.
#[derive(Clone, Debug)]
pub struct BackendTokenRequest {
    /// `context.user.id`.
    pub user_id: String,
    /// `context.user.name`.
    pub user_name: String,
    /// `context.user.email`.
    pub user_email: Option<String>,
    /// `context.user.avatar`.
    pub user_avatar: Option<String>,
    /// Whether the user moderates the meeting.
    pub is_moderator: bool,
    /// The room, bare or with our tenant before it.
    pub room_name: String,
    /// How long the token shall be valid.
    pub expiration_seconds: Option<i64>,
    /// Yes or no to features, by name.
    pub features: Vec<(String, bool)>,
}

/// A token and when it expires.
#[derive(Debug)]
pub struct IssuedToken {
    /// The JWT.
    pub token: String,
    /// Its own `exp`, in seconds since 1970.
    pub expires_at: i64,
}

/// One token to be issued, after every check.
struct Order {
    session_id: Option<String>,
    invite_id: Option<String>,
    room: RoomName,
    form: RoomClaim,
    user: User,
    features: Features,
    seconds: i64,
}

impl Service {
    /// Says before any work is done for a token that there is no room in the signing queue, and
    /// counts that.
    ///
    /// # Errors
    ///
    /// [`Refusal::Overloaded`].
    pub fn has_room(&self) -> Result<(), Refusal> {
        let outcome = self.signing.as_ref().map_or(Ok(()), SigningPool::has_room);
        if outcome.is_err() {
            self.metrics.turned_away();
        }
        outcome
    }

    /// A token for a backend: any user, any room, any role.
    ///
    /// # Errors
    ///
    /// A request against the rules, and a room whose session has ended.
    pub async fn token_for_backend(
        &self,
        by: Backend,
        request: BackendTokenRequest,
        client: &Visitor,
    ) -> Result<IssuedToken, Refusal> {
        let role = if request.is_moderator { Role::Host } else { Role::Guest };
        let outcome = self.for_backend(by, request, client).await;
        self.metrics.count(By::Backend, role, &outcome);
        outcome
    }

    async fn for_backend(
        &self,
        by: Backend,
        request: BackendTokenRequest,
        client: &Visitor,
    ) -> Result<IssuedToken, Refusal> {
        self.limits.key(by.key)?;
        if !self.is_configured() {
            return Err(Refusal::NotConfigured);
        }
        let room = RoomName::parse(&request.room_name, self.meetings.tenant()).map_err(PolicyBreach::from)?;
        let seconds = self.lifetime(request.expiration_seconds)?;
        let features = checked_features(request.features.iter().cloned())?;
        let user = checked_user(request)?;
        let order = Order {
            // The storage finds the session by its room: one step less for every token.
            session_id: None,
            invite_id: None,
            form: self.form_in_force().await?,
            room,
            user,
            features,
            seconds,
        };
        self.issue(order, client).await
    }

    /// A token for who stands at a session's door. The role and the features are the invite's and
    /// the session's; the visitor only says their name.
    ///
    /// # Errors
    ///
    /// No right to come in, an ended session, a name that is not taken.
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
        self.limits.address(visitor.address)?;
        let (invite, session) = self.admitted(door, visitor).await?;
        let name = visitor_name(name, visitor, invite.role)?;
        let (form, report_join) = self.form_for(wanted).await?;
        visitor.remember(Memory::Device);
        if !self.is_configured() {
            return Ok(MeetingToken {
                token: None,
                expires_at: None,
                expires_in: None,
                room_claim: form,
                report_join: false,
            });
        }
        let order = Order {
            user: User {
                id: visitor.user_id(&session.id, invite.role),
                name,
                email: None,
                avatar: None,
                moderator: invite.role.is_moderator(),
            },
            features: granted_to(invite.role, &session),
            session_id: Some(session.id),
            invite_id: Some(invite.id),
            room: session.room,
            form,
            seconds: self.lifetimes.usual,
        };
        let issued = self.issue(order, visitor).await?;
        Ok(MeetingToken {
            token: Some(issued.token),
            expires_at: Some(issued.expires_at),
            expires_in: u32::try_from(self.lifetimes.usual).ok(),
            room_claim: form,
            report_join,
        })
    }

    /// Hears from a participant that a token with this form got them in.
    ///
    /// # Errors
    ///
    /// Nobody without a right to a meeting is heard.
    pub async fn report_room_claim(&self, door: &Door, form: RoomClaim, visitor: &Visitor) -> Result<(), Refusal> {
        self.limits.address(visitor.address)?;
        self.admitted(door, visitor).await?;
        self.learn(form).await
    }

    /// The invite by which the visitor may come in now, and the open session.
    async fn admitted(&self, door: &Door, visitor: &Visitor) -> Result<(Invite, Session), Refusal> {
        let (invite, session) = match door {
            Door::Invite { secret } => {
                let secret = InviteSecret::parse(secret).ok_or(Refusal::UnknownInvite)?;
                self.invite_in_force(&secret).await?
            }
            Door::Host { session_id } => {
                let Host { session, invite, .. } = self.host(session_id, visitor).await?;
                (invite, session)
            }
        };
        if session.ended_at.is_some() { Err(Refusal::SessionEnded) } else { Ok((invite, session)) }
    }

    /// Signs, then writes the grant, then gives the token: nothing is given that is not written,
    /// and nothing is written after the session ended or the invite was revoked.
    async fn issue(&self, order: Order, client: &Visitor) -> Result<IssuedToken, Refusal> {
        let signing = self.signing.as_ref().ok_or(Refusal::NotConfigured)?;
        let validity = Validity::lasting(order.seconds, self.world.now());
        let id = new_id(&*self.world);
        let grant = Grant {
            id: id.clone(),
            session_id: order.session_id,
            invite_id: order.invite_id,
            user_id: order.user.id.clone(),
            user_name: order.user.name.clone(),
            room: order.room,
            role: if order.user.moderator { Role::Host } else { Role::Guest },
            features: order.features.granted().collect(),
            kid: self.meetings.kid().map(str::to_owned),
            client_address: client.address.map(|address| address.to_string()),
            user_agent: client.user_agent.clone(),
            issued_at: validity.iat,
            expires_at: validity.exp,
        };
        let claims = self
            .meetings
            .claims(&grant.room, order.form, order.user, order.features, validity, id)
            .ok_or(Refusal::NotConfigured)?;
        let token = signing.sign(claims).await?;
        match self.store.record_grant(&grant).await? {
            Recorded::Written => Ok(IssuedToken { token, expires_at: validity.exp }),
            Recorded::Refused => Err(self.why_refused(&grant).await?),
        }
    }

    async fn why_refused(&self, grant: &Grant) -> Result<Refusal, Refusal> {
        let session = match &grant.session_id {
            Some(id) => self.store.session(id).await?,
            None => self.store.session_by_room(&grant.room).await?,
        };
        let ended = session.is_some_and(|session| session.ended_at.is_some());
        Ok(if ended { Refusal::SessionEnded } else { Refusal::InviteRevoked })
    }

    fn lifetime(&self, asked: Option<i64>) -> Result<i64, PolicyBreach> {
        let seconds = asked.unwrap_or(self.lifetimes.usual);
        let max = self.lifetimes.longest;
        if (1..=max).contains(&seconds) { Ok(seconds) } else { Err(PolicyBreach::Lifetime { max }) }
    }
}

/// Guests get no features; hosts get those that the session allows.
fn granted_to(role: Role, session: &Session) -> Features {
    match role {
        Role::Guest => Features::new([]),
        Role::Host => Features::new(session.features.iter().map(|&feature| (feature, true))),
    }
}

/// The name that was given now, else the one of last time, else the role: Jitsi's own prejoin page
/// asks for no name that a token already has, so a token always has one.
fn visitor_name(given: &str, visitor: &Visitor, role: Role) -> Result<String, PolicyBreach> {
    if !given.trim().is_empty() {
        let name = PersonName::parse(given).map_err(|reason| PolicyBreach::Text { field: "name", reason })?;
        visitor.remember(Memory::Name(name.as_str().to_owned()));
        return Ok(name.into_string());
    }
    let fallback = match role {
        Role::Host => "Host",
        Role::Guest => "Guest",
    };
    let last = visitor.name.as_deref().and_then(|name| PersonName::parse(name).ok());
    Ok(last.map_or_else(|| fallback.to_owned(), PersonName::into_string))
}

fn checked_features(asked: impl Iterator<Item = (String, bool)>) -> Result<Features, PolicyBreach> {
    let features: Result<Vec<_>, _> =
        asked.map(|(name, yes)| Feature::try_from(name).map(|feature| (feature, yes))).collect();
    Ok(Features::new(features?))
}

fn checked_user(request: BackendTokenRequest) -> Result<User, PolicyBreach> {
    let text = |field, text: &str, max| one_line(text, max).map_err(|reason| PolicyBreach::Text { field, reason });
    Ok(User {
        id: text("userId", &request.user_id, MAX_USER_ID)?,
        name: text("userName", &request.user_name, super::text::MAX_NAME)?,
        email: request.user_email.map(|email| checked_email(&email)).transpose()?,
        avatar: request.user_avatar.map(|avatar| checked_avatar(&avatar)).transpose()?,
        moderator: request.is_moderator,
    })
}

/// Something before and after one `@`, on one line: the meeting only shows it.
fn checked_email(text: &str) -> Result<String, PolicyBreach> {
    let email = one_line(text, MAX_EMAIL).map_err(|_| PolicyBreach::Email)?;
    let plausible = email.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty());
    if plausible && !email.contains(char::is_whitespace) { Ok(email) } else { Err(PolicyBreach::Email) }
}

fn checked_avatar(text: &str) -> Result<String, PolicyBreach> {
    let avatar = one_line(text, MAX_AVATAR).map_err(|_| PolicyBreach::Avatar)?;
    let url = url::Url::parse(&avatar).map_err(|_| PolicyBreach::Avatar)?;
    if matches!(url.scheme(), "http" | "https") { Ok(avatar) } else { Err(PolicyBreach::Avatar) }
}
