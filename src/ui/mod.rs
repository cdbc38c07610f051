//! What people see.
//!
//! | room | owns |
//! | --- | --- |
//! | [`jitsi`] | the only code that speaks JavaScript: the IFrame API, cameras and microphones |
//! | [`JitsiMeeting`] | the meeting as a component, for any Leptos app |
//! | [`meeting`] | what it is made of: options, events, state machine; pure |
//! | [`green_room`] | what the green room knows of the devices, and its words; pure |
//! | [`components`] | islands: what comes alive on a page |
//! | `pages` | one module a page with its markup, rendered on the server |

pub mod components;
pub mod green_room;
pub mod jitsi;
mod jitsi_meeting;
pub mod meeting;
#[cfg(feature = "ssr")]
pub mod pages;

pub use jitsi_meeting::{JitsiMeeting, JitsiMeetingProps};
