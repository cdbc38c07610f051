//! The only code that speaks JavaScript: the IFrame API, cameras and microphones.
//!
//! Each part exists twice with the same signatures: for the browser, and inert for the server,
//! which renders pages but runs none of this.

#[cfg(feature = "hydrate")]
mod browser;
pub mod devices;
mod hooks;
#[cfg(not(feature = "hydrate"))]
mod inert;

#[cfg(feature = "hydrate")]
pub use browser::{Driver, MeetingHandle, Slot, early_answer};
pub use hooks::{EarlyAnswer, Hooks, TokenAnswer};
#[cfg(not(feature = "hydrate"))]
pub use inert::{Driver, MeetingHandle, Slot, early_answer};
