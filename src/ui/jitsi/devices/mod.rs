//! Cameras, microphones, and the few other things of the browser that pages want.

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(not(feature = "hydrate"))]
mod inert;
mod state;

#[cfg(feature = "hydrate")]
pub use browser::{Preview, can_share, copy, go_to, local_time, permission_advice, share};
#[cfg(not(feature = "hydrate"))]
pub use inert::{Preview, can_share, copy, go_to, local_time, permission_advice, share};
pub use state::{Availability, DeviceChoice, PreviewState};
