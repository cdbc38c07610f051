//! Accounts of hosts and their sign-ins.

use super::SecretHash;

/// Somebody who may host. No password belongs to it: it is an e-mail address that was proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// A UUID of version 7.
    pub id: String,
    /// In lower case.
    pub email: String,
    /// As the provider says it, if it does.
    pub name: Option<String>,
    /// When it was made, in seconds since 1970.
    pub created_at: i64,
}

/// How somebody signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInWay {
    /// At an `OpenID` provider.
    Oidc,
    /// By a one-time link.
    Link,
    /// By the sandbox's one click.
    Sandbox,
}

impl SignInWay {
    /// The way as it is stored and shown to programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Oidc => "oidc",
            Self::Link => "link",
            Self::Sandbox => "sandbox",
        }
    }

    /// Reads what [`SignInWay::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Oidc, Self::Link, Self::Sandbox].into_iter().find(|way| way.as_str() == text)
    }
}

/// One browser in which a host is, or was, signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// A UUID of version 7.
    pub id: String,
    /// Whose it is.
    pub account_id: String,
    /// The hash of the secret that the browser holds.
    pub hash: SecretHash,
    /// How it came about.
    pub way: SignInWay,
    /// From where.
    pub client_address: Option<String>,
    /// By which program.
    pub user_agent: Option<String>,
    /// When, in seconds since 1970.
    pub created_at: i64,
    /// When it was last used, to the minute.
    pub last_seen_at: i64,
    /// When it ends at the latest.
    pub expires_at: i64,
    /// When it was ended before that, if it was.
    pub revoked_at: Option<i64>,
}
