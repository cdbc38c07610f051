//! Async work that ends with its owner.

use std::future::Future;

use futures::future::{AbortHandle, abortable};
use wasm_bindgen_futures::spawn_local;

/// Something under way. Dropping it stops it: the future is dropped, and with it its timer, its
/// request and its listeners.
pub(in crate::ui::jitsi) struct Task(AbortHandle);

impl Task {
    /// Starts it.
    pub(in crate::ui::jitsi) fn start(future: impl Future<Output = ()> + 'static) -> Self {
        let (future, handle) = abortable(future);
        spawn_local(async move {
            // Stopped is a fine way to end.
            let _ = future.await;
        });
        Self(handle)
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}
