//! Server functions: a thin face of the service, one topic a file.
//!
//! They hold no rule of their own. `views` is what pages are rendered from, on the server alone;
//! `transport` is how the browser's half sends a call and reads a refusal.

#[cfg(feature = "ssr")]
mod context;
pub mod meeting;
#[cfg(feature = "ssr")]
mod status;
#[cfg(not(feature = "ssr"))]
#[path = "status_inert.rs"]
mod status;
mod transport;
#[cfg(feature = "ssr")]
pub mod views;
