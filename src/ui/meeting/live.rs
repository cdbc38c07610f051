//! What the component's props are made of: values that may change, and functions to be told.
//!
//! A `Signal<T>` brings the code of every kind of signal for each `T` into the client; these two
//! bring one boxed function each.

use std::{fmt, sync::Arc};

use leptos::prelude::{Get, RwSignal, Signal, untrack};

/// A prop that may change. It is as reactive as the function in it: one that reads signals follows
/// them.
pub struct Live<T>(Arc<dyn Fn() -> T + Send + Sync>);

impl<T: 'static> Live<T> {
    /// What this function says, again whenever a signal that it reads changes.
    pub fn new(read: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self(Arc::new(read))
    }

    /// The value now, followed by the effect that asks.
    pub fn get(&self) -> T {
        (self.0)()
    }

    /// The value now.
    pub fn get_untracked(&self) -> T {
        untrack(|| (self.0)())
    }
}

impl<T: Clone + Send + Sync + 'static> Live<T> {
    /// A value that stays.
    pub fn still(value: T) -> Self {
        Self::new(move || value.clone())
    }
}

impl<T: Clone + Send + Sync + Default + 'static> Default for Live<T> {
    fn default() -> Self {
        Self::new(T::default)
    }
}

impl<T> Clone for Live<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> fmt::Debug for Live<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Live")
    }
}

impl<T: Clone + Send + Sync + 'static> From<RwSignal<T>> for Live<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self::new(move || signal.get())
    }
}

impl<T: Clone + Send + Sync + 'static> From<Signal<T>> for Live<T> {
    fn from(signal: Signal<T>) -> Self {
        Self::new(move || signal.get())
    }
}

impl From<&str> for Live<String> {
    fn from(text: &str) -> Self {
        Self::still(text.to_owned())
    }
}

impl From<String> for Live<String> {
    fn from(text: String) -> Self {
        Self::still(text)
    }
}

/// A function of the app that is told something.
pub struct Handler<T>(Arc<dyn Fn(T) + Send + Sync>);

impl<T> Handler<T> {
    /// Tells it.
    pub fn tell(&self, what: T) {
        (self.0)(what);
    }
}

impl<T, F: Fn(T) + Send + Sync + 'static> From<F> for Handler<T> {
    fn from(hear: F) -> Self {
        Self(Arc::new(hear))
    }
}

impl<T> Clone for Handler<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> fmt::Debug for Handler<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Handler")
    }
}
