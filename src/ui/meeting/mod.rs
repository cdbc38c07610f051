//! What a meeting is, without a browser: how it is started, tried again, configured and ended.
//!
//! All of it is pure and tested on the server's build too. The component around it is
//! [`super::JitsiMeeting`]; what speaks to JavaScript is [`super::jitsi`].

mod answer;
mod backoff;
mod commands;
mod events;
#[cfg(feature = "ssr")]
mod json;
mod live;
mod machine;
mod options;
mod tab;
mod token;
mod value;
mod words;

pub use answer::Answer;
pub use commands::Command;
pub use events::{MeetingEvent, NAMES, Participant};
pub use live::{Handler, Live};
pub use machine::{Cause, Effect, Event, Go, Held, Machine, Notice, Phase, ScriptFault, Signal, Timer, View};
pub use options::{Devices, MeetingConfig, MeetingOptions};
pub use tab::tab_address;
pub use token::{TokenFailure, TokenRequest, TokenSource};
pub use value::Value;
pub use words::{Shown, Words, shown};

/// A meeting that ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeetingEnd {
    /// How long the participant was in it, in seconds; zero where they never were.
    pub seconds: u32,
}
