//! Server functions: a thin face of the service, one topic a file.
//!
//! They hold no rule of their own. `views` is what pages are rendered from. The browser's half calls
//! `meeting` by its addresses, with its own small `fetch`: the framework's client would make up a
//! fifth of what a guest loads.

mod context;
mod json;
pub mod meeting;
mod problem;
pub mod views;
