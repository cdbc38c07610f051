//! Greenroom: the front door to video sessions on Jitsi as a Service (`JaaS`).
//!
//! The map of rooms. Arrows between them point inward and are kept by `tests/architecture.rs`;
//! `docs/ARCHITECTURE.md` walks one join through them.
//!
//! | room | owns |
//! | --- | --- |
//! | [`jaas`] | the domain: app id, room, claims, key, signer; no I/O |
//! | [`wire`] | what crosses the network between browser and server |
//! | `calendar` | a session as a calendar's entry |
//! | `checks` | what a check of the deployment is, and those that were made last |
//! | `clock` | the only reader of the time and of randomness |
//! | `zone` | time zones: from a wall clock to a moment and back |
//! | `words` | the words of the pages in each language, dates and numbers |
//! | `key_ring` | which signing key is staged, active, retiring, retired; no I/O |
//! | `config` | environment to typed settings |
//! | `oidc` | talking to the provider that hosts sign in with |
//! | `commands` | what is asked of a running `JaaS` meeting: ban, kick, destroy |
//! | `record` | what an event of the record is, and what proves the chain of them |
//! | `storage` | what is remembered: sessions, invites, grants, the record |
//! | `service` | the use cases: the one place where rules meet |
//! | `http` | Axum: routes, extractors, errors, middleware |
//! | `server_fns` | server functions, a thin face of the service |
//! | [`ui`] | pages, components, and the Jitsi component |
//! | `sandbox` | the stand-in for 8x8.vc |
//! | `cli` | the commands: `serve`, `keys`, `hosts`, `api-keys`, `audit`, `people`, `backup`, `doctor` and others |

// A view's type holds the types of everything in it.
#![recursion_limit = "256"]

#[cfg(feature = "ssr")]
pub mod app;
#[cfg(feature = "ssr")]
pub mod calendar;
#[cfg(feature = "ssr")]
pub mod checks;
#[cfg(feature = "ssr")]
pub mod cli;
#[cfg(feature = "ssr")]
pub mod clock;
#[cfg(feature = "ssr")]
pub mod commands;
#[cfg(feature = "ssr")]
pub mod config;
#[cfg(feature = "ssr")]
pub mod http;
pub mod jaas;
#[cfg(feature = "ssr")]
pub mod key_ring;
#[cfg(feature = "ssr")]
pub mod oidc;
#[cfg(feature = "ssr")]
pub mod record;
#[cfg(feature = "ssr")]
pub mod sandbox;
#[cfg(feature = "ssr")]
pub mod server_fns;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod storage;
pub mod ui;
pub mod wire;
#[cfg(feature = "ssr")]
pub mod words;
#[cfg(feature = "ssr")]
pub mod zone;

/// The browser's entry point: what is on the page comes alive.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    // Its words would weigh half a kilobyte in every guest's client.
    if cfg!(debug_assertions) {
        console_error_panic_hook::set_once();
    }
    leptos::mount::hydrate_islands();
}
