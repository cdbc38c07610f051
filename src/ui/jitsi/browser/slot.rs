//! A place for something of the browser's that a component owns.

use leptos::prelude::*;

/// Holds at most one value, on the browser's one thread. It goes with its owner.
pub struct Slot<T: 'static>(StoredValue<Option<T>, LocalStorage>);

impl<T> Slot<T> {
    /// An empty place.
    pub fn new() -> Self {
        Self(StoredValue::new_local(None))
    }

    /// Puts a value there; the one before is dropped.
    pub fn set(self, value: Option<T>) {
        drop(self.0.try_update_value(|place| std::mem::replace(place, value)));
    }

    /// Takes the value out.
    pub fn take(self) -> Option<T> {
        self.0.try_update_value(Option::take).flatten()
    }

    /// Does something with the value, if there is one.
    pub fn with(self, act: impl FnOnce(&T)) {
        self.0.try_with_value(|place| place.as_ref().map(act));
    }
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
