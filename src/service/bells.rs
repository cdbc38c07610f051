//! Bells at sessions' doors: they ring in this process when something changed there, and by way of the
//! storage in every other server on the same database.
//!
//! Who hears one looks at the storage anew. A bell that rings too often costs a look; one that was lost
//! is made up for by looking from time to time.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::mpsc, sync::watch, time::sleep};
use tracing::{debug, warn};

use super::Service;
use crate::storage::Rung;

/// So many rings wait until they are told to the other servers; more are lost.
const QUEUE: usize = 1024;
/// After a line to the other servers was cut, it is tried again this often.
const LISTEN_AGAIN: Duration = Duration::from_secs(1);

/// The bells of all sessions at whose door somebody waits.
#[derive(Default)]
pub(super) struct Bells {
    here: Mutex<HashMap<String, watch::Sender<()>>>,
    /// What is to be rung elsewhere, while somebody takes it there.
    elsewhere: Mutex<Option<mpsc::Sender<String>>>,
}

/// A bell that somebody listens to.
pub struct Bell(watch::Receiver<()>);

impl Bells {
    /// Rings the bell of a session, here at once and elsewhere soon. Nobody waits for it.
    pub(super) fn ring(&self, session_id: &str) {
        self.ring_here(session_id);
        if let Some(queue) = &*locked(&self.elsewhere)
            && queue.try_send(session_id.to_owned()).is_err()
        {
            debug!("a bell was not rung elsewhere: too many are");
        }
    }

    /// Rings the bell of a session in this process, if anybody listens.
    fn ring_here(&self, session_id: &str) {
        let mut bells = locked(&self.here);
        if let Some(bell) = bells.get(session_id)
            && bell.send(()).is_err()
        {
            bells.remove(session_id);
        }
    }

    /// Rings every bell in this process.
    fn ring_all_here(&self) {
        locked(&self.here).retain(|_, bell| bell.send(()).is_ok());
    }

    /// Listens to the bell of a session.
    pub(super) fn listen(&self, session_id: &str) -> Bell {
        let mut bells = locked(&self.here);
        // Bells that nobody listens to any more are taken down now and then.
        if bells.len() > 64 && bells.len().is_power_of_two() {
            bells.retain(|_, bell| bell.receiver_count() > 0);
        }
        Bell(bells.entry(session_id.to_owned()).or_insert_with(|| watch::channel(()).0).subscribe())
    }

    /// What is rung here from now on, for who takes it elsewhere.
    fn for_elsewhere(&self) -> mpsc::Receiver<String> {
        let (queue, taken) = mpsc::channel(QUEUE);
        *locked(&self.elsewhere) = Some(queue);
        taken
    }

    /// Nothing is taken elsewhere any more.
    fn stay_here(&self) {
        *locked(&self.elsewhere) = None;
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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

impl Service {
    /// Rings elsewhere what rings here, and here what rings elsewhere, as long as it is polled. Ends at
    /// once where no other server can be on the database.
    pub async fn exchange_bells(&self) {
        let queue = self.bells.for_elsewhere();
        tokio::select! {
            () = self.ring_elsewhere(queue) => {}
            () = self.hear_elsewhere() => {}
        }
        self.bells.stay_here();
    }

    async fn ring_elsewhere(&self, mut queue: mpsc::Receiver<String>) {
        let mut session_ids = Vec::new();
        while queue.recv_many(&mut session_ids, QUEUE).await > 0 {
            session_ids.sort_unstable();
            session_ids.dedup();
            if let Err(error) = self.store.ring_elsewhere(&session_ids).await {
                warn!(cause = %error, "bells could not be rung at the other servers");
            }
            session_ids.clear();
        }
    }

    async fn hear_elsewhere(&self) {
        loop {
            match self.store.listen_elsewhere().await {
                Ok(None) => return,
                Ok(Some(mut line)) => {
                    // While nobody listened, any of them may have rung.
                    self.bells.ring_all_here();
                    let cut = loop {
                        match line.next().await {
                            Ok(Rung::At(session_id)) => self.bells.ring_here(&session_id),
                            Ok(Rung::Perhaps) => self.bells.ring_all_here(),
                            Err(error) => break error,
                        }
                    };
                    warn!(cause = %cut, "the bells of the other servers are not heard: the line is taken up again");
                }
                Err(error) => debug!(cause = %error, "the bells of the other servers are not heard yet"),
            }
            sleep(LISTEN_AGAIN).await;
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
        assert!(bells.here.lock().unwrap().len() < 140);
    }
}
