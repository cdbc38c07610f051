//! The server's twin of `browser`: same signatures, nothing happens.

use std::{
    future::{Ready, ready},
    marker::PhantomData,
};

use leptos::web_sys::Element;

use super::Hooks;
use crate::ui::{
    green_room::Choices,
    meeting::{Answer, Command, Event, Value, Words},
};

/// Drives one meeting. On the server there is none.
#[derive(Clone)]
pub struct Driver;

/// Takes commands for a meeting. On the server there is none.
#[derive(Clone, Debug)]
pub struct MeetingHandle;

impl Driver {
    /// Starts driving a meeting in the component's element.
    pub fn start(_root: &Element, _hooks: Hooks) -> Option<Self> {
        None
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

/// The green room of the page. On the server it is markup alone.
pub struct GreenRoom;

impl GreenRoom {
    /// Brings the page's green room alive, if it has one.
    pub fn start(
        _audio_only: bool,
        _words: Words,
        _on_name: impl Fn(String) + 'static,
        _on_join: impl Fn(String, Choices) + 'static,
    ) -> Option<Self> {
        None
    }
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
    pub fn set(self, _value: Option<T>) {}

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

/// What the page says about its room. On the server the page itself is being made.
pub fn page_setting() -> Value {
    Value::Null
}

/// Shows the green room or the meeting.
pub fn show_stage(_stage: &str) {}

/// The early answer. On the server there is none.
pub fn take_early_answer() -> Option<Ready<Answer>> {
    None
}

/// Posts JSON. On the server nobody answers.
pub fn post_json(_url: &str, _body: &Value) -> Ready<Answer> {
    ready(Answer::default())
}

/// Goes to another page.
pub fn go_to(_url: &str) {}
