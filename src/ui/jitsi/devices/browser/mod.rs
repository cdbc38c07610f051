//! Devices and the rest, in the browser.

mod level;
mod media;
mod preview;
mod rest;

pub use preview::Preview;
pub use rest::{can_share, copy, go_to, local_time, permission_advice, share};
