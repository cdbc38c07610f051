//! Server functions: a thin face of the service, one topic a file.
//!
//! They hold no rule of their own. `views` is what pages are rendered from, on the server alone.

pub mod meeting;
#[cfg(feature = "ssr")]
pub mod views;
