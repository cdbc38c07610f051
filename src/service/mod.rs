//! The use cases: who may do what, and what is written down. The one place where rules meet.
//!
//! HTTP handlers and server functions both call this and hold no rule of their own. A right is a
//! value that only this room can make ([`Backend`], [`Opener`], [`Host`], [`Operator`], [`Auditor`]):
//! whoever has one was checked. Secrets leave it once, when they are made.

mod accounts;
mod api_key_form;
mod api_keys;
mod audit;
mod backend;
mod bells;
mod counting;
mod destination;
mod door;
mod door_tokens;
mod events;
mod host_links;
mod host_rules;
mod hosts;
mod ids;
mod invites;
mod known_keys;
mod limits;
mod meetings;
mod metrics;
mod one_person;
mod operators;
mod people;
mod plan;
mod plan_form;
mod ready;
mod record_check;
mod record_query;
mod refusal;
mod removal;
mod retention;
mod room_claim;
mod secret;
mod sessions;
mod sign_in_failure;
mod sign_ins;
mod signing;
mod signing_in;
mod status;
mod text;
mod tokens;
mod trial;
mod visitor;

use std::sync::{Arc, Mutex};

use url::Url;

pub use accounts::{HeldSignIn, HostsPage};
pub use api_key_form::{ApiKeyAnswer, ApiKeyForm};
pub use api_keys::{ApiKeyState, ApiKeyText, ApiKeysPage, MadeApiKey, NewApiKey};
pub use audit::{Auditor, EventFilter, Events, Export, SessionEvent};
pub use backend::{ApiKeys, Backend, BackendKey};
pub use bells::Bell;
pub use destination::Destination;
pub use door::{DoorHours, DoorState, SessionState};
pub use events::record_moved;
pub use host_links::NewHostLink;
pub use host_rules::HostRules;
pub use hosts::Host;
pub use invites::{Entry, NewInvite, ShownInvite};
pub use limits::{Line, Quotas};
pub use meetings::{Issuer, Meetings};
pub use one_person::KnownPerson;
pub use operators::{Operator, Operators};
pub use people::Watched;
pub use plan::Plan;
pub use plan_form::PlanForm;
pub use record_query::RecordQuery;
pub use refusal::{PolicyBreach, Refusal};
pub use removal::Told;
pub use retention::Erased;
pub use secret::{HeldSecret, LinkKey};
pub use sessions::{Listed, Opened, Opener, features};
pub use sign_in_failure::SignInFailure;
pub use signing::SigningPool;
pub use signing_in::{CameBack, FailedSignIn};
pub use status::{DayUsage, Status};
pub use text::{Email, PersonName, TextError, Title, shown_title};
pub use tokens::{BackendTokenRequest, IssuedToken, Lifetimes};
pub use visitor::{Known, Memory, Visitor};

/// How long and how many: what the use cases hold fields against.
pub mod rules {
    pub use super::{
        invites::{MAX_LABEL, MOST_USES},
        plan::{LONGEST_SESSION, MOST_CO_HOSTS, MOST_GUESTS, SHORTEST_SESSION},
        text::{MAX_EMAIL, MAX_NAME, MAX_TITLE},
        tokens::{MAX_AVATAR, MAX_USER_ID},
    };
}

use self::{
    bells::Bells, events::Refusals, known_keys::KnownKeys, limits::Limits, metrics::Metrics, room_claim::Learnt,
};
pub use crate::record::{ActorKind, ChainFault, Event, EventKind, Noted, Verified};
pub use crate::storage::{
    Account, Age, ApiKeyRecord, DatabaseKind, Grant, Invite, InviteUse, Person, Scope, Session, SignIn, SignInWay,
    Waiting, When,
};
use crate::{clock::World, oidc::Provider, storage::Store};

/// What the use cases are configured with.
pub struct Policies {
    /// The keys of backends that stand in the environment.
    pub api_keys: ApiKeys,
    /// Who runs the deployment.
    pub operators: Operators,
    /// How long tokens are valid.
    pub lifetimes: Lifetimes,
    /// How much one caller may ask for.
    pub quotas: Quotas,
    /// When doors are open.
    pub doors: DoorHours,
    /// What the secrets of invites follow from.
    pub links: LinkKey,
    /// What links start with.
    pub public_url: Url,
}

/// Everything that the use cases need.
pub struct Service {
    store: Arc<dyn Store>,
    world: Arc<dyn World>,
    meetings: Meetings,
    signing: Option<SigningPool>,
    api_keys: ApiKeys,
    known_keys: KnownKeys,
    operators: Operators,
    lifetimes: Lifetimes,
    doors: DoorHours,
    links: LinkKey,
    bells: Bells,
    limits: Limits,
    metrics: Metrics,
    learnt: Mutex<Option<Learnt>>,
    refusals: Refusals,
    public_url: Url,
    started_at: i64,
    provider: Option<(Provider, HostRules)>,
}

impl Service {
    /// Puts the parts together.
    pub fn new(store: Arc<dyn Store>, world: Arc<dyn World>, meetings: Meetings, policies: Policies) -> Self {
        let Policies { api_keys, operators, lifetimes, quotas, doors, links, public_url } = policies;
        let started_at = world.now();
        let metrics = Metrics::default();
        let signing = meetings.keys().map(|_| SigningPool::new(metrics.signing.clone()));
        let (limits, learnt, bells) =
            (Limits::new(quotas, &world, metrics.limits.clone()), Mutex::default(), Bells::default());
        Self {
            store,
            world,
            meetings,
            signing,
            api_keys,
            known_keys: KnownKeys::default(),
            operators,
            lifetimes,
            doors,
            links,
            bells,
            limits,
            metrics,
            learnt,
            refusals: Refusals::default(),
            public_url,
            started_at,
            provider: None,
        }
    }

    /// With a provider to sign in with, and who of its people may host.
    #[must_use]
    pub fn with_provider(self, provider: Provider, rules: HostRules) -> Self {
        Self { provider: Some((provider, rules)), ..self }
    }

    /// Whether tokens can be issued: what `GET /api/jitsi/jwt` answers.
    pub const fn is_configured(&self) -> bool {
        self.signing.is_some()
    }

    /// Whether the sandbox stands in for a Jitsi.
    pub const fn is_sandbox(&self) -> bool {
        self.meetings.is_sandbox()
    }

    /// How long the tokens of backends are valid.
    pub const fn lifetimes(&self) -> Lifetimes {
        self.lifetimes
    }

    /// A random name for a browser that has none yet: 32 hex digits.
    pub fn new_device(&self) -> String {
        let mut random = [0; 16];
        self.world.fill(&mut random);
        data_encoding::HEXLOWER.encode(&random)
    }

    /// The link with that invite secret.
    pub fn link(&self, secret: &HeldSecret) -> String {
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
