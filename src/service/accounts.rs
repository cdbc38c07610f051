//! Who has signed in where: for the account itself, and for the operator.

use super::{Email, PolicyBreach, Refusal, Service, Visitor, events::command_line, sign_ins::holds, visitor::Memory};
use crate::{
    record::{ActorKind, EventKind},
    storage::{Account, SignIn},
};

/// How many sign-ins are shown. More browsers at once are nobody's.
const SHOWN_SIGN_INS: u64 = 100;
/// How many accounts stand on one page of the list.
const PAGE: u64 = 100;

/// A sign-in in force.
#[derive(Debug)]
pub struct HeldSignIn {
    /// The sign-in.
    pub sign_in: SignIn,
    /// Whether it is that of the browser that asks.
    pub is_this: bool,
}

/// Some accounts, in the order of their addresses.
#[derive(Debug)]
pub struct HostsPage {
    /// Each with its sign-ins in force, newest first.
    pub hosts: Vec<(Account, Vec<SignIn>)>,
    /// The address behind which the next page begins; none after the last one.
    pub next: Option<String>,
}

impl Service {
    /// Who is signed in in this browser, and in which others.
    ///
    /// # Errors
    ///
    /// Nobody is.
    pub async fn own_sign_ins(&self, visitor: &Visitor) -> Result<(Account, Vec<HeldSignIn>), Refusal> {
        let (this, account) = self.sign_in_in_force(visitor).await?.ok_or(Refusal::NotSignedIn)?;
        let held = self.held(&account).await?;
        let with_this = |sign_in: SignIn| HeldSignIn { is_this: sign_in.id == this.id, sign_in };
        Ok((account, held.into_iter().map(with_this).collect()))
    }

    /// Ends one sign-in of this account. That of another account, or none, is left as it is.
    ///
    /// # Errors
    ///
    /// Nobody is signed in.
    pub async fn revoke_own_sign_in(&self, id: &str, visitor: &Visitor) -> Result<(), Refusal> {
        let (this, account) = self.sign_in_in_force(visitor).await?.ok_or(Refusal::NotSignedIn)?;
        let actor = visitor.actor(ActorKind::Host, Some(&account.email));
        let event = self.event(EventKind::SignedOut, &actor).on(id);
        self.store.revoke_sign_in(&account.id, id, &event).await?;
        if this.id == id {
            visitor.remember(Memory::SignedOut);
        }
        Ok(())
    }

    /// Ends every sign-in of this account, that of this browser included.
    ///
    /// # Errors
    ///
    /// Nobody is signed in.
    pub async fn sign_out_everywhere(&self, visitor: &Visitor) -> Result<(), Refusal> {
        let account = self.signed_in(visitor).await?;
        let actor = visitor.actor(ActorKind::Host, Some(&account.email));
        let event = self.event(EventKind::SignedOut, &actor).on(&account.id);
        self.store.revoke_sign_ins(&account.id, &event).await?;
        visitor.remember(Memory::SignedOut);
        Ok(())
    }

    /// Everybody who has ever signed in, for the operator.
    ///
    /// # Errors
    ///
    /// The storage fails.
    pub async fn hosts(&self, after: Option<&str>) -> Result<HostsPage, Refusal> {
        let accounts = self.store.accounts(after, PAGE).await?;
        let is_full = u64::try_from(accounts.len()).is_ok_and(|count| count == PAGE);
        let next = accounts.last().filter(|_| is_full).map(|account| account.email.clone());
        let mut hosts = Vec::with_capacity(accounts.len());
        for account in accounts {
            let held = self.held(&account).await?;
            hosts.push((account, held));
        }
        Ok(HostsPage { hosts, next })
    }

    /// One account with its sign-ins in force, for the operator; `None` where nobody has that address.
    ///
    /// # Errors
    ///
    /// It is no e-mail address, or the storage fails.
    pub async fn host_by_email(&self, email: &str) -> Result<Option<(Account, Vec<SignIn>)>, Refusal> {
        let email = Email::parse(email).ok_or(PolicyBreach::Email { field: "email" })?;
        let Some(account) = self.store.account_by_email(email.as_str()).await? else { return Ok(None) };
        let held = self.held(&account).await?;
        Ok(Some((account, held)))
    }

    /// Ends every sign-in of that address, and makes the one-time links for it useless. How many
    /// sign-ins that were; `None` where nobody has that address.
    ///
    /// # Errors
    ///
    /// It is no e-mail address, or the storage fails.
    pub async fn revoke_host(&self, email: &str) -> Result<Option<u64>, Refusal> {
        let email = Email::parse(email).ok_or(PolicyBreach::Email { field: "email" })?;
        let event = self.event(EventKind::HostRevoked, &command_line()).about(email.as_str());
        self.store.revoke_host_links(email.as_str(), &event).await?;
        match self.store.account_by_email(email.as_str()).await? {
            Some(account) => {
                let out = self.event(EventKind::SignedOut, &command_line()).on(&account.id).about(email.as_str());
                Ok(Some(self.store.revoke_sign_ins(&account.id, &out).await?))
            }
            None => Ok(None),
        }
    }

    async fn held(&self, account: &Account) -> Result<Vec<SignIn>, Refusal> {
        let now = self.world.now();
        let sign_ins = self.store.sign_ins(&account.id, now, SHOWN_SIGN_INS).await?;
        Ok(sign_ins.into_iter().filter(|sign_in| holds(sign_in, now)).collect())
    }
}
