//! What the pages of signing in and of the account are rendered from. Server only.

use crate::{
    server_fns::context::{refuse, service, visitor},
    service::{Destination, HeldSignIn, Refusal, SignInFailure},
    wire::ApiError,
};

/// The page on which hosts sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInView {
    /// Whether there is a provider.
    pub provider: bool,
    /// Whether the sandbox stands in for 8x8.vc.
    pub sandbox: bool,
    /// Who is signed in already.
    pub signed_in_as: Option<String>,
    /// Where the browser wants to go.
    pub to: String,
}

/// Why somebody is not signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedView {
    /// What happened, then what to do.
    pub error: ApiError,
    /// Where the browser wanted to go.
    pub to: String,
}

/// The page of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountView {
    /// Its e-mail address.
    pub email: String,
    /// Its owner's name, where the provider says it.
    pub name: Option<String>,
    /// Whether its owner runs the deployment.
    pub operator: bool,
    /// The sign-ins in force, newest first.
    pub sign_ins: Vec<SignInRow>,
}

/// A sign-in in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInRow {
    /// Its id.
    pub id: String,
    /// Whether it is that of this browser.
    pub is_this: bool,
    /// From where.
    pub address: Option<String>,
    /// By which program, as that says itself.
    pub user_agent: Option<String>,
    /// When, in seconds since 1970.
    pub since: i64,
    /// When it was last used.
    pub last_seen: i64,
}

/// What `/sign-in` shows.
///
/// # Errors
///
/// The storage fails.
pub async fn sign_in(to: Option<&str>) -> Result<SignInView, ApiError> {
    let (service, visitor) = (service()?, visitor()?);
    let account = service.account(&visitor).await.map_err(refuse)?;
    Ok(SignInView {
        provider: service.has_provider(),
        sandbox: service.is_sandbox(),
        signed_in_as: account.map(|account| account.email),
        to: Destination::parse(to.unwrap_or_default()).as_str().to_owned(),
    })
}

/// What `/sign-in/failed/{why}` shows; `None` where no failure has that name.
pub fn failed(why: &str, to: Option<&str>) -> Option<FailedView> {
    let failure = SignInFailure::of_slug(why)?;
    let to = Destination::parse(to.unwrap_or_default()).as_str().to_owned();
    Some(FailedView { error: refuse(failure.into()), to })
}

/// Whom `/sign-in/link/{secret}` would sign in.
///
/// # Errors
///
/// The link is none, or was used, or is too old.
pub async fn link(secret: &str) -> Result<String, ApiError> {
    service()?.look_at_host_link(secret, &*visitor()?).await.map_err(refuse)
}

/// What `/account` shows; `None` where nobody is signed in.
///
/// # Errors
///
/// The storage fails.
pub async fn account() -> Result<Option<AccountView>, ApiError> {
    let service = service()?;
    match service.own_sign_ins(&*visitor()?).await {
        Ok((account, held)) => Ok(Some(AccountView {
            operator: service.is_operator(&account),
            email: account.email,
            name: account.name,
            sign_ins: held.into_iter().map(SignInRow::from).collect(),
        })),
        Err(Refusal::NotSignedIn) => Ok(None),
        Err(refusal) => Err(refuse(refusal)),
    }
}

impl From<HeldSignIn> for SignInRow {
    fn from(held: HeldSignIn) -> Self {
        let HeldSignIn { sign_in, is_this } = held;
        Self {
            id: sign_in.id,
            is_this,
            address: sign_in.client_address,
            user_agent: sign_in.user_agent,
            since: sign_in.created_at,
            last_seen: sign_in.last_seen_at,
        }
    }
}
