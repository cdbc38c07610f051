//! Async work and waits that end with their owner.

use std::future::Future;

use futures::future::{AbortHandle, abortable};
use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;

/// Something under way. Dropping it stops it: the future is dropped, and with it its request and
/// its listeners.
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

/// Does something after a while, unless it is dropped before.
pub(super) fn after(ms: f64, act: impl FnOnce() + 'static) -> Timeout {
    boxed_after(ms, Box::new(act))
}

/// One function for every wait: each of its own would be a copy in the client.
fn boxed_after(ms: f64, act: Box<dyn FnOnce()>) -> Timeout {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "waits are positive and far below 2^31"
    )]
    let ms = ms.clamp(0.0, 2e9) as u32;
    Timeout::new(ms, act)
}
