//! Why somebody could not be signed in, each with the address of the page that says so.

use crate::oidc::OidcError;

/// Why somebody could not be signed in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignInFailure {
    /// No provider is configured.
    #[error("no provider is configured")]
    NoProvider,
    /// The provider does not answer as a provider should.
    #[error("{0}")]
    ProviderDown(OidcError),
    /// The provider sent the browser back without a code.
    #[error("the provider did not sign anybody in")]
    Declined,
    /// This browser has no sign-in on its way that fits: it was finished before, took too long, or
    /// began in another browser.
    #[error("no sign-in on its way fits")]
    NotOnItsWay,
    /// The provider does not take the code, or its answer does not hold.
    #[error("{0}")]
    Unproved(OidcError),
    /// The provider names no address, or does not say that it is verified.
    #[error("no verified e-mail address")]
    EmailNotVerified,
    /// None of the rules fits.
    #[error("no rule lets this person host")]
    NotAllowed,
    /// No one-time link has this secret.
    #[error("unknown one-time link")]
    LinkUnknown,
    /// The one-time link was used before.
    #[error("one-time link used before")]
    LinkUsed,
    /// The one-time link is too old.
    #[error("one-time link too old")]
    LinkExpired,
}

impl SignInFailure {
    /// What the failure is called in the address of its page.
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::NoProvider => "no-provider",
            Self::ProviderDown(_) => "provider-down",
            Self::Declined => "declined",
            Self::NotOnItsWay => "not-on-its-way",
            Self::Unproved(_) => "unproved",
            Self::EmailNotVerified => "email-not-verified",
            Self::NotAllowed => "not-allowed",
            Self::LinkUnknown => "link-unknown",
            Self::LinkUsed => "link-used",
            Self::LinkExpired => "link-expired",
        }
    }

    /// The failure of that name, without its cause.
    pub fn of_slug(slug: &str) -> Option<Self> {
        let unsaid = || OidcError::Unusable(String::new());
        let all = [
            Self::NoProvider,
            Self::ProviderDown(unsaid()),
            Self::Declined,
            Self::NotOnItsWay,
            Self::Unproved(unsaid()),
            Self::EmailNotVerified,
            Self::NotAllowed,
            Self::LinkUnknown,
            Self::LinkUsed,
            Self::LinkExpired,
        ];
        all.into_iter().find(|failure| failure.slug() == slug)
    }

    /// The status of its page.
    pub const fn status(&self) -> u16 {
        match self {
            Self::NotOnItsWay | Self::Unproved(_) => 400,
            Self::Declined | Self::EmailNotVerified | Self::NotAllowed => 403,
            Self::NoProvider | Self::LinkUnknown => 404,
            Self::LinkUsed | Self::LinkExpired => 410,
            Self::ProviderDown(_) => 503,
        }
    }

    /// The key of the sentence that says what happened, then what to do.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::NoProvider => "sign-in-no-provider",
            Self::ProviderDown(_) => "sign-in-provider-down",
            Self::Declined => "sign-in-declined",
            Self::NotOnItsWay => "sign-in-not-on-its-way",
            Self::Unproved(_) => "sign-in-unproved",
            Self::EmailNotVerified => "sign-in-email-not-verified",
            Self::NotAllowed => "sign-in-not-allowed",
            Self::LinkUnknown => "sign-in-link-unknown",
            Self::LinkUsed => "sign-in-link-used",
            Self::LinkExpired => "sign-in-link-expired",
        }
    }

    /// Whether its cause belongs into the log: the operator can mend it, or should know of it.
    pub const fn is_for_the_log(&self) -> bool {
        matches!(self, Self::ProviderDown(_) | Self::Unproved(_))
    }
}

impl From<OidcError> for SignInFailure {
    fn from(error: OidcError) -> Self {
        match error {
            OidcError::Unreachable(_) | OidcError::Unusable(_) => Self::ProviderDown(error),
            OidcError::CodeRefused(_) | OidcError::Untrue(_) => Self::Unproved(error),
        }
    }
}
