//! One-time links: how somebody signs in where there is no provider.

use super::{
    Destination, Email, HeldSecret, PolicyBreach, Refusal, Service, SignInFailure, Visitor, counting::At,
    events::command_line, ids::new_id, limits::Purpose,
};
use crate::{
    record::EventKind,
    storage::{HostLink, SignInWay},
};

/// How long a link can be used, in seconds: 15 minutes.
const USABLE: i64 = 15 * 60;
/// How long it is remembered that there was such a link, in seconds: 30 days. Who clicks an old one
/// learns that it is old, and not that it never was.
const REMEMBERED: i64 = 30 * 24 * 3600;

/// A link that was just made: the only moment in which it is told.
#[derive(Debug)]
pub struct NewHostLink {
    /// Whom it signs in.
    pub email: Email,
    /// The link.
    pub link: String,
    /// Until when, in seconds since 1970.
    pub expires_at: i64,
}

impl Service {
    /// A link that signs this person in as a host, once, within 15 minutes.
    ///
    /// # Errors
    ///
    /// It is no e-mail address, or the storage fails.
    pub async fn invite_host(&self, email: &str) -> Result<NewHostLink, Refusal> {
        let email = Email::parse(email).ok_or(PolicyBreach::Email { field: "email" })?;
        let (now, secret) = (self.world.now(), HeldSecret::draw(&*self.world));
        let link = HostLink {
            id: new_id(&*self.world),
            email: email.as_str().to_owned(),
            hash: secret.hash(),
            created_at: now,
            expires_at: now + USABLE,
            used_at: None,
        };
        let event = self.event(EventKind::SignInLinkMade, &command_line()).on(&link.id).about(&link.email);
        self.store.add_host_link(&link, now - REMEMBERED, &event).await?;
        let text = format!("{}sign-in/link/{}", self.public_url, secret.text());
        Ok(NewHostLink { email, link: text, expires_at: link.expires_at })
    }

    /// Whom a link would sign in. Looking uses nothing up: programs that preview links do it, too.
    ///
    /// # Errors
    ///
    /// The link is none, or was used, or is too old.
    pub async fn look_at_host_link(&self, secret: &str, visitor: &Visitor) -> Result<String, Refusal> {
        self.count(Purpose::SignIns, At::OneTimeLink(secret), visitor).await?;
        let secret = HeldSecret::parse(secret).ok_or(SignInFailure::LinkUnknown)?;
        Ok(self.usable(&secret).await?.email)
    }

    /// Signs this browser in by the link, and uses it up.
    ///
    /// # Errors
    ///
    /// The link is none, or was used, or is too old.
    pub async fn sign_in_by_link(&self, text: &str, visitor: &Visitor) -> Result<Destination, Refusal> {
        self.count(Purpose::SignIns, At::OneTimeLink(text), visitor).await?;
        let secret = HeldSecret::parse(text).ok_or(SignInFailure::LinkUnknown)?;
        let link = self.usable(&secret).await?;
        if !self.store.use_host_link(&secret.hash(), self.world.now()).await? {
            // Somebody was quicker.
            return Err(SignInFailure::LinkUsed.into());
        }
        self.look_anew(At::OneTimeLink(text), visitor);
        let email = Email::parse(&link.email).ok_or(SignInFailure::LinkUnknown)?;
        self.start_sign_in(&email, None, SignInWay::Link, visitor).await?;
        Ok(Destination::default())
    }

    pub(super) async fn usable(&self, secret: &HeldSecret) -> Result<HostLink, Refusal> {
        let link = self.store.host_link(&secret.hash()).await?.ok_or(SignInFailure::LinkUnknown)?;
        if link.used_at.is_some() {
            Err(SignInFailure::LinkUsed.into())
        } else if self.world.now() >= link.expires_at {
            Err(SignInFailure::LinkExpired.into())
        } else {
            Ok(link)
        }
    }
}
