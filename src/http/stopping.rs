//! Says to answers that never end by themselves that the server stops.

use tokio::sync::watch;

/// Told once, when the server stops.
#[derive(Clone)]
pub struct Stopping(watch::Receiver<bool>);

/// Tells it.
pub struct Stop(watch::Sender<bool>);

impl Stopping {
    /// One end to tell it, one to hear it.
    pub fn pair() -> (Stop, Self) {
        let (tell, hear) = watch::channel(false);
        (Stop(tell), Self(hear))
    }

    /// Waits until the server stops.
    pub async fn told(&mut self) {
        // Where nobody can tell it any more, the server is gone.
        let _ = self.0.wait_for(|stops| *stops).await;
    }
}

impl Stop {
    /// The server stops.
    pub fn tell(&self) {
        self.0.send_replace(true);
    }
}
