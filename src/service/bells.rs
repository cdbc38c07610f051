//! Bells at sessions' doors: they ring in this process when something changed there.
//!
//! Who hears one looks at the storage anew. A bell that rings too often costs a look; what happens in
//! another process is found by looking from time to time.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use tokio::sync::watch;

/// The bells of all sessions at whose door somebody waits.
#[derive(Default)]
pub(super) struct Bells(Mutex<HashMap<String, watch::Sender<()>>>);

/// A bell that somebody listens to.
pub struct Bell(watch::Receiver<()>);

impl Bells {
    /// Rings the bell of a session, if anybody listens.
    pub(super) fn ring(&self, session_id: &str) {
        let mut bells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bell) = bells.get(session_id)
            && bell.send(()).is_err()
        {
            bells.remove(session_id);
        }
    }

    /// Listens to the bell of a session.
    pub(super) fn listen(&self, session_id: &str) -> Bell {
        let mut bells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Bells that nobody listens to any more are taken down now and then.
        if bells.len() > 64 && bells.len().is_power_of_two() {
            bells.retain(|_, bell| bell.receiver_count() > 0);
        }
        Bell(bells.entry(session_id.to_owned()).or_insert_with(|| watch::channel(()).0).subscribe())
    }
}

impl Bell {
    /// Waits until it rings. A ring since the last call, or since it is listened to, counts.
    pub async fn rung(&mut self) {
        if self.0.changed().await.is_err() {
            // It was taken down, which happens only where nobody was seen to listen.
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;

    #[test]
    fn a_ring_is_heard_at_that_door_alone_and_is_kept_for_who_looks_away() {
        let bells = Bells::default();
        let (mut here, mut there) = (bells.listen("here"), bells.listen("there"));
        assert!(here.rung().now_or_never().is_none());
        bells.ring("here");
        bells.ring("nobody");
        assert!(here.rung().now_or_never().is_some());
        assert!(here.rung().now_or_never().is_none());
        assert!(there.rung().now_or_never().is_none());
    }

    #[test]
    fn bells_that_nobody_listens_to_are_taken_down() {
        let bells = Bells::default();
        for number in 0..200 {
            drop(bells.listen(&number.to_string()));
        }
        assert!(bells.0.lock().unwrap().len() < 140);
    }
}
