//! `JitsiMeeting`: a meeting as a Leptos component that knows nothing of sessions.
//!
//! Give it a place, a way to get a token, and it gives you a meeting: it loads the script, asks
//! for the token at the same time, mounts the iframe, recovers from what goes wrong, and cleans
//! up. Everything here but `component` is pure and tested without a browser; what speaks to
//! JavaScript is in [`super::jitsi`].

mod backoff;
mod commands;
mod component;
mod events;
mod machine;
mod options;
mod token;
mod words;

pub use backoff::{Backoff, SCRIPT, TOKEN};
pub use commands::Command;
pub use component::{JitsiMeeting, JitsiMeetingProps};
pub use events::{MeetingEvent, NAMES, Participant};
pub use machine::{Cause, Effect, Event, Go, Held, Machine, Notice, Phase, ScriptFault, Signal as MachineSignal, Timer, View};
pub use options::{Devices, MeetingConfig, MeetingOptions};
pub use token::{TokenFailure, TokenRequest, TokenSource};
pub use words::{countdown, sentence, status};

/// A meeting that ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeetingEnd {
    /// How long the participant was in it, in seconds; zero where they never were.
    pub seconds: u32,
}
