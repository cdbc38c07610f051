//! Talking to an OpenID Connect provider: the authorization code flow with PKCE, state and nonce.
//!
//! It finds out who somebody is, and holds that answer against every rule of OpenID Connect Core
//! 3.1.3.7. Who may host, and what is remembered of a sign-in on its way, is `service`'s business.
//!
//! | file | owns |
//! | --- | --- |
//! | `provider` | the two halves of a sign-in |
//! | `discovery` | what the provider says of itself, kept for an hour, and its keys |
//! | `http` | the one way out: time limits, no redirects, `https` alone |
//! | `identity` | who somebody is, out of the ID token and the userinfo |
//! | `error` | what can go wrong |

mod discovery;
mod error;
mod http;
mod identity;
mod provider;

pub use error::{Flaw, OidcError};
pub use identity::Identity;
pub use provider::{Begun, Client, Provider};
