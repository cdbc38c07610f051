//! Who is signed in: a cookie's secret, of which the database holds the hash.

use super::{HeldSecret, Memory, Refusal, Service, Visitor, ids::new_id, text::Email};
use crate::{
    record::{ActorKind, EventKind},
    storage::{Account, SignIn, SignInWay},
};

/// A sign-in that was not used for so long has ended, in seconds: 12 hours.
const IDLE: i64 = 12 * 3600;
/// A sign-in ends after so long, in seconds: 7 days.
const LONGEST: i64 = 7 * 24 * 3600;
/// When a sign-in was last used is kept to this, in seconds: not every request writes.
const KEPT_TO: i64 = 60;

impl Service {
    /// Signs this browser in with an address that was proved. What it was signed in as before ends, and
    /// its cookie is a new one.
    ///
    /// # Errors
    ///
    /// The storage fails.
    pub(super) async fn start_sign_in(
        &self,
        email: &Email,
        name: Option<String>,
        way: SignInWay,
        visitor: &Visitor,
    ) -> Result<Account, Refusal> {
        let now = self.world.now();
        let new = Account { id: new_id(&*self.world), email: email.as_str().to_owned(), name, created_at: now };
        let account = self.store.account_of(&new).await?;
        let secret = HeldSecret::draw(&*self.world);
        let sign_in = SignIn {
            id: new_id(&*self.world),
            account_id: account.id.clone(),
            hash: secret.hash(),
            way,
            client_address: visitor.address.map(|address| address.to_string()),
            user_agent: visitor.user_agent.clone(),
            created_at: now,
            last_seen_at: now,
            expires_at: now + LONGEST,
            revoked_at: None,
        };
        let before = visitor.sign_in.as_ref().map(HeldSecret::hash);
        let actor = visitor.actor(ActorKind::Host, Some(&account.email));
        let mut event = self.event(EventKind::SignedIn, &actor).on(&sign_in.id).saying(way.as_str());
        event.personal.name.clone_from(&account.name);
        self.store.add_sign_in(&sign_in, before.as_ref(), &event).await?;
        visitor.is(&actor);
        visitor.remember(Memory::SignIn(secret));
        Ok(account)
    }

    /// Who is signed in in this browser, if anybody is.
    ///
    /// # Errors
    ///
    /// The storage fails.
    pub async fn account(&self, visitor: &Visitor) -> Result<Option<Account>, Refusal> {
        Ok(self.sign_in_in_force(visitor).await?.map(|(_, account)| account))
    }

    /// Who is signed in in this browser.
    ///
    /// # Errors
    ///
    /// Nobody is.
    pub async fn signed_in(&self, visitor: &Visitor) -> Result<Account, Refusal> {
        self.account(visitor).await?.ok_or(Refusal::NotSignedIn)
    }

    /// Ends this browser's sign-in.
    ///
    /// # Errors
    ///
    /// The storage fails.
    pub async fn sign_out(&self, visitor: &Visitor) -> Result<(), Refusal> {
        if let Some((sign_in, account)) = self.sign_in_in_force(visitor).await? {
            let actor = visitor.actor(ActorKind::Host, Some(&account.email));
            let event = self.event(EventKind::SignedOut, &actor).on(&sign_in.id);
            self.store.revoke_sign_in(&sign_in.account_id, &sign_in.id, &event).await?;
        }
        visitor.remember(Memory::SignedOut);
        Ok(())
    }

    /// The sandbox's one click: signs this browser in as a host of its own, unless it is signed in.
    ///
    /// # Errors
    ///
    /// Everywhere but in the sandbox.
    pub(super) async fn sandbox_sign_in(&self, visitor: &Visitor) -> Result<Account, Refusal> {
        if !self.is_sandbox() {
            return Err(Refusal::NotSignedIn);
        }
        if let Some(account) = self.account(visitor).await? {
            return Ok(account);
        }
        let email = Email::parse(&format!("host-{}@sandbox.invalid", &self.new_device()[..8]));
        let email = email.ok_or(Refusal::NotSignedIn)?;
        self.start_sign_in(&email, None, SignInWay::Sandbox, visitor).await
    }

    /// This browser's sign-in, if it holds.
    pub(super) async fn sign_in_in_force(&self, visitor: &Visitor) -> Result<Option<(SignIn, Account)>, Refusal> {
        let Some(secret) = &visitor.sign_in else { return Ok(None) };
        let now = self.world.now();
        let found = self.store.sign_in_by_hash(&secret.hash()).await?;
        let Some((sign_in, account)) = found.filter(|(sign_in, _)| holds(sign_in, now)) else { return Ok(None) };
        if now - sign_in.last_seen_at >= KEPT_TO {
            self.store.touch_sign_in(&sign_in.id, now).await?;
        }
        visitor.is(&visitor.actor(ActorKind::Host, Some(&account.email)));
        Ok(Some((sign_in, account)))
    }
}

/// Whether a sign-in is neither revoked nor over.
pub(super) fn holds(sign_in: &SignIn, now: i64) -> bool {
    sign_in.revoked_at.is_none() && now < sign_in.expires_at && now - sign_in.last_seen_at < IDLE
}
