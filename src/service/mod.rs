//! The use cases: who may do what, and what is written down. The one place where rules meet.
//!
//! HTTP handlers and server functions both call this and hold no rule of their own. A right is a
//! value that only this room can make ([`Backend`], [`Opener`], [`Host`]): whoever has one was
//! checked. Secrets leave it once, when they are made.

mod backend;
mod ids;
mod invite_secret;
mod limits;
mod meetings;
mod metrics;
mod ready;
mod refusal;
mod room_claim;
mod sessions;
mod signing;
mod text;
mod tokens;
mod trial;
mod visitor;

use std::sync::{Arc, Mutex};

use url::Url;

pub use backend::{ApiKeys, Backend};
pub use invite_secret::InviteSecret;
pub use limits::Quotas;
pub use meetings::{Issuer, Meetings};
pub use refusal::{PolicyBreach, Refusal};
pub use sessions::{Entry, Host, NewSession, Opened, Opener, SessionWithLinks};
pub use signing::SigningPool;
pub use text::{PersonName, TextError, Title};
pub use tokens::{BackendTokenRequest, IssuedToken, Lifetimes};
pub use visitor::{Memory, Visitor};

use self::{limits::Limits, metrics::Metrics, room_claim::Learnt};
pub use crate::storage::{Grant, Invite, Session};
use crate::{clock::World, storage::Store};

/// Everything that the use cases need.
pub struct Service {
    store: Arc<dyn Store>,
    world: Arc<dyn World>,
    meetings: Meetings,
    signing: Option<SigningPool>,
    api_keys: ApiKeys,
    lifetimes: Lifetimes,
    limits: Limits,
    metrics: Metrics,
    learnt: Mutex<Option<Learnt>>,
    public_url: Url,
}

impl Service {
    /// Puts the parts together.
    pub fn new(
        store: Arc<dyn Store>,
        world: Arc<dyn World>,
        meetings: Meetings,
        api_keys: ApiKeys,
        lifetimes: Lifetimes,
        quotas: Quotas,
        public_url: Url,
    ) -> Self {
        let metrics = Metrics::default();
        let signing = meetings.signer().map(|signer| SigningPool::new(&signer, metrics.signing.clone()));
        let (limits, learnt) = (Limits::new(quotas, &world), Mutex::default());
        Self { store, world, meetings, signing, api_keys, lifetimes, limits, metrics, learnt, public_url }
    }

    /// Whether tokens can be issued: what `GET /api/jitsi/jwt` answers.
    pub const fn is_configured(&self) -> bool {
        self.signing.is_some()
    }

    /// Whether the sandbox stands in for a Jitsi.
    pub const fn is_sandbox(&self) -> bool {
        self.meetings.is_sandbox()
    }

    /// A random name for a browser that has none yet: 32 hex digits.
    pub fn new_device(&self) -> String {
        let mut random = [0; 16];
        self.world.fill(&mut random);
        data_encoding::HEXLOWER.encode(&random)
    }

    /// The link with that invite secret.
    pub fn link(&self, secret: &InviteSecret) -> String {
        format!("{}j/{}", self.public_url, secret.text())
    }

    /// What links start with.
    pub const fn public_url(&self) -> &Url {
        &self.public_url
    }

    /// Where meetings happen.
    pub const fn meetings(&self) -> &Meetings {
        &self.meetings
    }
}
