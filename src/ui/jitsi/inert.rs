//! The server's twin of `browser`: same signatures, nothing happens.

use std::{future::Ready, marker::PhantomData};

use leptos::web_sys::Element;

use super::{EarlyAnswer, Hooks};
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

/// Holds something of the browser's that a component owns. On the server it is empty: a page is
/// rendered by whichever thread is free, and such a value may live on one thread alone.
pub struct Slot<T>(PhantomData<fn() -> T>);

impl<T> Slot<T> {
    /// An empty place.
    pub const fn new() -> Self {
        Self(PhantomData)
    }

    /// Puts a value there; the one before is dropped.
    pub fn set(self, _value: T) {}

    /// Takes the value out.
    pub fn take(self) -> Option<T> {
        None
    }

    /// Does something with the value, if there is one.
    pub fn with(self, _act: impl FnOnce(&T)) {}
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Slot<T> {}

/// The early answer. On the server there is none.
pub const fn early_answer() -> Option<Ready<EarlyAnswer>> {
    None
}
