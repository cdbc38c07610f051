//! Issuing tokens: for backends, and what is the same for those who stand at a session's door.

use super::{
    Backend, PolicyBreach, Refusal, Service, SigningPool,
    door::{LONGEST_AFTER_END, lifetime_in},
    ids::new_id,
    metrics::By,
    text::{MAX_EMAIL, one_line},
};
use crate::{
    jaas::{Feature, Features, Role, RoomClaim, RoomName, User, Validity},
    record::{Actor, EventKind, NewEvent},
    storage::{Grant, Recorded, Scope, SessionLimits},
};

/// The longest user id, in characters.
pub const MAX_USER_ID: usize = 128;
/// The longest URL of a picture.
pub const MAX_AVATAR: usize = 2048;

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
#[derive(Clone)]
pub(super) struct Order {
    pub(super) session_id: Option<String>,
    pub(super) invite_id: Option<String>,
    pub(super) room: RoomName,
    pub(super) form: RoomClaim,
    pub(super) user: User,
    pub(super) features: Features,
    pub(super) seconds: i64,
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
    /// A key that may not, a request against the rules, and a room whose session has ended.
    pub async fn token_for_backend(&self, by: &Backend, request: BackendTokenRequest) -> Result<IssuedToken, Refusal> {
        let role = if request.is_moderator { Role::Host } else { Role::Guest };
        let outcome = self.for_backend(by, request).await;
        self.metrics.count(By::Backend, role, &outcome);
        outcome
    }

    async fn for_backend(&self, by: &Backend, request: BackendTokenRequest) -> Result<IssuedToken, Refusal> {
        self.limits.key(by.key())?;
        by.may(Scope::TokensMint)?;
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
        self.issue_for_backend(order, &by.actor).await
    }

    /// Signs a token, and makes the record of it and its event. They must be written before the token is
    /// given.
    pub(super) async fn sign(&self, order: Order, actor: &Actor) -> Result<(Grant, NewEvent, IssuedToken), Refusal> {
        let signing = self.signing.as_ref().ok_or(Refusal::NotConfigured)?;
        // Once: what is written down and what signs must be one key.
        let signer = self.meetings.keys().ok_or(Refusal::NotConfigured)?.active();
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
            room_claim: Some(order.form),
            kid: signer.kid().map(|kid| kid.as_str().to_owned()),
            client_address: actor.address.clone(),
            user_agent: actor.user_agent.clone(),
            issued_at: validity.iat,
            expires_at: validity.exp,
        };
        let claims = self
            .meetings
            .claims(&grant.room, order.form, order.user, order.features, validity, id)
            .ok_or(Refusal::NotConfigured)?;
        let token = signing.sign(signer, claims).await?;
        let event = self.event(EventKind::TokenIssued, actor).on(&grant.id).saying(grant.role.as_str());
        let mut event = event.about(&grant.user_id).called(&grant.user_name);
        event.session_id.clone_from(&grant.session_id);
        Ok((grant, event, IssuedToken { token, expires_at: validity.exp }))
    }

    /// Nothing is given that is not written, and nothing is written for a session that is over or not
    /// open yet. Most rooms of backends have no session, so that is asked last.
    async fn issue_for_backend(&self, order: Order, actor: &Actor) -> Result<IssuedToken, Refusal> {
        let (grant, event, issued) = self.sign(order.clone(), actor).await?;
        let limits = SessionLimits { opens_before: self.doors.opens_before, after_end: LONGEST_AFTER_END };
        if self.store.record_grant(&grant, limits, &event).await? == Recorded::Written {
            return Ok(issued);
        }
        let now = self.world.now();
        let session = self.store.session_by_room(&grant.room).await?.ok_or(Refusal::SessionEnded)?;
        if let Some(refusal) = self.doors.door(&session, Role::Host, None, None, now).refusal() {
            return Err(refusal);
        }
        // It would be valid for too long after the session's end.
        let seconds = lifetime_in(&session, order.seconds, now);
        let (grant, event, issued) = self.sign(Order { seconds, ..order }, actor).await?;
        match self.store.record_grant(&grant, limits, &event).await? {
            Recorded::Written => Ok(issued),
            Recorded::Refused => Err(Refusal::SessionEnded),
        }
    }

    fn lifetime(&self, asked: Option<i64>) -> Result<i64, PolicyBreach> {
        let seconds = asked.unwrap_or(self.lifetimes.usual);
        let max = self.lifetimes.longest;
        if (1..=max).contains(&seconds) {
            Ok(seconds)
        } else {
            Err(PolicyBreach::Number { field: "expirationSeconds", min: 1, max })
        }
    }
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
    let email = one_line(text, MAX_EMAIL).map_err(|_| PolicyBreach::Email { field: "userEmail" })?;
    let plausible = email.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty());
    if plausible && !email.contains(char::is_whitespace) {
        Ok(email)
    } else {
        Err(PolicyBreach::Email { field: "userEmail" })
    }
}

fn checked_avatar(text: &str) -> Result<String, PolicyBreach> {
    let avatar = one_line(text, MAX_AVATAR).map_err(|_| PolicyBreach::Avatar)?;
    let url = url::Url::parse(&avatar).map_err(|_| PolicyBreach::Avatar)?;
    if matches!(url.scheme(), "http" | "https") { Ok(avatar) } else { Err(PolicyBreach::Avatar) }
}
