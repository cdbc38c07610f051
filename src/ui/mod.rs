//! What people see.
//!
//! | room | owns |
//! | --- | --- |
//! | [`jitsi`] | the only code that speaks JavaScript: the IFrame API, cameras and microphones |
//! | [`meeting`] | `JitsiMeeting`: its options, events, state machine and the component |
//! | [`components`] | islands and parts that pages share |
//! | `pages` | one module a page, rendered on the server |

pub mod components;
pub mod jitsi;
pub mod meeting;
#[cfg(feature = "ssr")]
pub mod pages;
