//! Signing in at a provider: out with a state, a nonce and a challenge, back with a code.

use url::Url;

use super::{
    Destination, Email, HostRules, PersonName, Refusal, Service, SignInFailure, Visitor, counting::At, limits::Purpose,
    secret::hash_of, visitor::Memory,
};
use crate::{
    oidc::{Identity, OidcError, Provider},
    storage::{PendingSignIn, SignInWay},
};

/// How long somebody may take at the provider, in seconds: 10 minutes.
const ON_ITS_WAY: i64 = 600;

/// What a browser brings back from the provider.
#[derive(Clone, Debug, Default)]
pub struct CameBack {
    /// Ours, if it is.
    pub state: Option<String>,
    /// What the provider gave.
    pub code: Option<String>,
}

/// A sign-in that did not work out, and where the browser wanted to go.
#[derive(Debug)]
pub struct FailedSignIn {
    /// Why.
    pub why: Refusal,
    /// Kept for the next try.
    pub to: Destination,
}

impl Service {
    /// Whether there is a provider to sign in with.
    pub const fn has_provider(&self) -> bool {
        self.provider.is_some()
    }

    /// Asks the provider for its document: whether somebody could sign in now. `None` where there is
    /// none.
    ///
    /// # Errors
    ///
    /// It does not answer, or not as a provider should.
    pub async fn look_at_provider(&self) -> Option<Result<(), OidcError>> {
        let (provider, _) = self.provider.as_ref()?;
        Some(provider.look(self.world.now()).await)
    }

    /// The address at the provider that signs in, for this browser alone and once.
    ///
    /// # Errors
    ///
    /// No provider, one that does not answer, or too many questions from there.
    pub async fn begin_sign_in(&self, to: &Destination, visitor: &Visitor) -> Result<Url, Refusal> {
        self.count(Purpose::SignIns, At::SignIn, visitor).await?;
        let (provider, _) = self.provider()?;
        let begun = provider.begin(&*self.world).await.map_err(SignInFailure::from)?;
        let now = self.world.now();
        let pending = PendingSignIn {
            state: hash_of(begun.state.as_bytes()),
            browser: hash_of(visitor.device.as_bytes()),
            nonce: begun.nonce,
            verifier: begun.verifier,
            to: to.as_str().to_owned(),
            expires_at: now + ON_ITS_WAY,
        };
        self.store.add_pending_sign_in(&pending, now).await?;
        visitor.remember(Memory::Device);
        Ok(begun.url)
    }

    /// Signs in who came back from the provider, if they may host.
    ///
    /// # Errors
    ///
    /// It is not this browser's sign-in, the provider does not stand by it, or this person may not host.
    pub async fn finish_sign_in(&self, came: &CameBack, visitor: &Visitor) -> Result<Destination, FailedSignIn> {
        let lost = |why| FailedSignIn { why, to: Destination::default() };
        let pending = self.own_pending(came, visitor).await.map_err(lost)?;
        let to = Destination::parse(&pending.to);
        match self.recognise(came, &pending, visitor).await {
            Ok(()) => Ok(to),
            Err(why) => Err(FailedSignIn { why, to }),
        }
    }

    /// The sign-in that this browser began, counted. Who began one is let back in, whoever floods their
    /// address meanwhile: it is good for once, and beginning it was counted.
    async fn own_pending(&self, came: &CameBack, visitor: &Visitor) -> Result<PendingSignIn, Refusal> {
        let Err(over) = self.count(Purpose::SignIns, At::SignIn, visitor).await else {
            return self.take_pending(came, visitor).await;
        };
        if over.is_ours() {
            return Err(over);
        }
        let _turn = self.limits.turn(Purpose::SignIns, visitor.address).await?;
        match self.take_pending(came, visitor).await {
            Err(Refusal::SignIn(_)) => Err(over),
            outcome => outcome,
        }
    }

    /// The sign-in that this browser began, taken out: a state is worth something once.
    async fn take_pending(&self, came: &CameBack, visitor: &Visitor) -> Result<PendingSignIn, Refusal> {
        self.provider()?;
        let state = came.state.as_deref().ok_or(SignInFailure::NotOnItsWay)?;
        let browser = hash_of(visitor.device.as_bytes());
        let pending = self.store.take_pending_sign_in(&hash_of(state.as_bytes()), &browser).await?;
        let pending = pending.filter(|pending| self.world.now() < pending.expires_at);
        Ok(pending.ok_or(SignInFailure::NotOnItsWay)?)
    }

    async fn recognise(&self, came: &CameBack, pending: &PendingSignIn, visitor: &Visitor) -> Result<(), Refusal> {
        let (provider, rules) = self.provider()?;
        let code = came.code.as_deref().ok_or(SignInFailure::Declined)?;
        let identity = provider.finish(code, &pending.nonce, &pending.verifier, self.world.now()).await;
        let identity = identity.map_err(SignInFailure::from)?;
        let email = allowed(&identity, rules)?;
        let name = identity.name.and_then(|name| PersonName::parse(&name).ok()).map(PersonName::into_string);
        self.start_sign_in(&email, name, SignInWay::Oidc, visitor).await?;
        Ok(())
    }

    fn provider(&self) -> Result<&(Provider, HostRules), SignInFailure> {
        self.provider.as_ref().ok_or(SignInFailure::NoProvider)
    }
}

/// The address of somebody who may host. Accounts are told apart by it, so it must be verified,
/// whichever rule lets them in.
fn allowed(identity: &Identity, rules: &HostRules) -> Result<Email, SignInFailure> {
    let email = identity.email.as_deref().filter(|_| identity.email_verified).and_then(Email::parse);
    let email = email.ok_or(SignInFailure::EmailNotVerified)?;
    if rules.allow(&email, &identity.claims) { Ok(email) } else { Err(SignInFailure::NotAllowed) }
}
