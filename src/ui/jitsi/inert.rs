//! The server's twin of `browser`: same signatures, nothing happens.

use leptos::web_sys::Element;

use super::Hooks;
use crate::ui::meeting::{Command, Event};

/// Drives one meeting. On the server there is none.
#[derive(Clone)]
pub struct Driver;

/// Takes commands for a meeting. On the server there is none.
#[derive(Clone, Debug)]
pub struct MeetingHandle;

impl Driver {
    /// Starts driving a meeting in that element.
    pub fn start(_frame: Element, _hooks: Hooks) -> Self {
        Self
    }

    /// Lets something happen.
    pub fn send(&self, _event: Event) {}

    /// The handle for commands.
    pub fn handle(&self) -> MeetingHandle {
        MeetingHandle
    }
}

impl MeetingHandle {
    /// Sends a command into the meeting, if it is there.
    pub fn execute(&self, _command: &Command) {}
}
