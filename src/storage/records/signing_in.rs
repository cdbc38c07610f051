//! What is remembered of a sign-in on its way: at the provider, or by a one-time link.

use std::fmt;

use super::SecretHash;

/// A browser that was sent to the provider and has not come back yet.
#[derive(Clone, PartialEq, Eq)]
pub struct PendingSignIn {
    /// The hash of the state that comes back with it.
    pub state: SecretHash,
    /// The hash of the browser's own name: another browser cannot finish it.
    pub browser: SecretHash,
    /// What comes back in the ID token.
    pub nonce: String,
    /// What the provider wants to see with the code.
    pub verifier: String,
    /// Where the browser wanted to go.
    pub to: String,
    /// Until when it may come back, in seconds since 1970.
    pub expires_at: i64,
}

impl fmt::Debug for PendingSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PendingSignIn").field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}

/// A link that signs somebody in, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostLink {
    /// A UUID of version 7.
    pub id: String,
    /// Whom it signs in; in lower case.
    pub email: String,
    /// The hash of its secret.
    pub hash: SecretHash,
    /// When it was made, in seconds since 1970.
    pub created_at: i64,
    /// Until when it can be used.
    pub expires_at: i64,
    /// When it was used, if it was.
    pub used_at: Option<i64>,
}
