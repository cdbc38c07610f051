//! The only code that speaks JavaScript: the IFrame API, the page, cameras and microphones.
//!
//! Each part exists twice with the same signatures: for the browser, and inert for the server,
//! which renders pages but runs none of this.

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "hydrate")]
mod devices;
mod hooks;
#[cfg(not(feature = "hydrate"))]
mod inert;

#[cfg(feature = "hydrate")]
pub use browser::{
    Driver, GreenRoom, MeetingHandle, Slot, go_to, page_setting, post_json, show_stage, take_early_answer,
};
pub use hooks::{Hooks, TokenAnswer};
#[cfg(not(feature = "hydrate"))]
pub use inert::{
    Driver, GreenRoom, MeetingHandle, Slot, go_to, page_setting, post_json, show_stage, take_early_answer,
};
