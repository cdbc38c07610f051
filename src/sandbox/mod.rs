//! The stand-in for 8x8.vc, for a laptop with no account and no network.
//!
//! It serves its own `external_api.js` and the room in the iframe, verifies tokens as `JaaS`
//! would, shows over a WebSocket who is there, and can be told to fail. It meets the app over
//! HTTP alone, as 8x8.vc would, and knows nothing of it but its public key.
//!
//! | file | owns |
//! | --- | --- |
//! | `assets` | the script, the page and its files |
//! | `keys`, `token`, `refusal` | which tokens open a room, and how Jitsi names the refusals |
//! | `protocol` | what room and iframe say to each other |
//! | `room`, `hall` | one meeting; all meetings with their lines to the browsers |
//! | `socket` | the WebSocket |
//! | `rest` | commands to running meetings, from outside |
//! | `fault`, `switch` | failures to order; where to order them and how they look |

mod assets;
mod fault;
mod hall;
mod keys;
mod protocol;
mod random;
mod refusal;
mod rest;
mod room;
mod socket;
mod switch;
mod token;

use std::{fmt, sync::Arc};

use axum::{
    Router,
    routing::{get, post},
};

pub use keys::KeyUnreadable;
pub use switch::faults;

use self::{fault::Faults, hall::Hall, keys::PublishedKeys, rest::Bans};
use crate::jaas::AppId;

/// Tells the time in seconds since 1970.
pub type Now = Arc<dyn Fn() -> i64 + Send + Sync>;

/// A stand-in for 8x8.vc with one tenant. Clones share their rooms.
#[derive(Clone)]
pub struct Sandbox(Arc<Inner>);

struct Inner {
    tenant: String,
    keys: PublishedKeys,
    now: Now,
    hall: Hall,
    faults: Faults,
    bans: Bans,
}

impl Sandbox {
    /// A stand-in for the tenant of `app_id`, to which these public keys were uploaded: each a
    /// `kid`, exactly as a token's header has it, and a `PUBLIC KEY` PEM.
    ///
    /// # Errors
    ///
    /// A PEM that is no public key.
    pub fn new(
        app_id: &AppId,
        keys: impl IntoIterator<Item = (String, String)>,
        now: Now,
    ) -> Result<Self, KeyUnreadable> {
        Ok(Self(Arc::new(Inner {
            tenant: app_id.tenant(),
            keys: PublishedKeys::read(keys)?,
            now,
            hall: Hall::default(),
            faults: Faults::default(),
            bans: Bans::default(),
        })))
    }

    /// Everything under `/sandbox`.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/sandbox/assets/{file}", get(assets::file))
            .route("/sandbox/{tenant}/external_api.js", get(assets::external_api))
            .route("/sandbox/{tenant}/faults", post(switch::order).delete(switch::clear))
            .route("/sandbox/v1/_jaas/conference-commands/v1/meeting", post(rest::command))
            .route("/sandbox/v1/_jaas/jaccess/v1/access-management/{tenant}/ban/jwt", post(rest::ban))
            .route("/sandbox/{tenant}/{room}", get(assets::page))
            .route("/sandbox/{tenant}/{room}/ws", get(socket::open))
            .with_state(self.clone())
    }

    fn serves(&self, tenant: &str) -> bool {
        self.0.tenant == tenant
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sandbox({})", self.0.tenant)
    }
}

#[cfg(test)]
mod tests;
