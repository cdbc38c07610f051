//! A lane for each address that is over a limit: so many of it are looked up at once, the others wait.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// So many requests of one address are looked up at once.
const AT_ONCE: usize = 4;
/// So many may be in a lane, those who wait included.
const MOST: usize = 1024;

/// The lanes that somebody is in. First come, first served: a flood makes those behind it wait for as
/// long as its own requests in the lane take, and no longer.
#[derive(Default)]
pub(super) struct Lanes(Arc<Mutex<HashMap<IpAddr, Lane>>>);

struct Lane {
    room: Arc<Semaphore>,
    inside: usize,
}

/// Somebody in a lane, until this is dropped.
struct Inside {
    lanes: Arc<Mutex<HashMap<IpAddr, Lane>>>,
    address: IpAddr,
}

/// The turn of somebody, until it is dropped.
pub(super) struct Turn {
    _permit: Option<OwnedSemaphorePermit>,
    _inside: Inside,
}

impl Lanes {
    /// Waits for a turn. `None` where too many wait already.
    pub(super) async fn turn(&self, address: IpAddr) -> Option<Turn> {
        let (room, inside) = self.enter(address)?;
        // It is never closed.
        let permit = room.acquire_owned().await.ok();
        Some(Turn { _permit: permit, _inside: inside })
    }

    fn enter(&self, address: IpAddr) -> Option<(Arc<Semaphore>, Inside)> {
        let mut lanes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let lane = lanes.entry(address).or_insert_with(|| Lane { room: Arc::new(Semaphore::new(AT_ONCE)), inside: 0 });
        if lane.inside >= MOST {
            return None;
        }
        lane.inside += 1;
        Some((Arc::clone(&lane.room), Inside { lanes: Arc::clone(&self.0), address }))
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(lane) = lanes.get_mut(&self.address) else { return };
        lane.inside -= 1;
        if lane.inside == 0 {
            lanes.remove(&self.address);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{net::Ipv4Addr, task::Poll};

    use super::*;

    fn address(last: u8) -> IpAddr {
        Ipv4Addr::new(192, 0, 2, last).into()
    }

    #[tokio::test]
    async fn who_waits_gets_their_turn_when_one_ends_and_another_address_never_waits() {
        let lanes = Lanes::default();
        let mut turns = Vec::new();
        for _ in 0..AT_ONCE {
            turns.push(lanes.turn(address(1)).await.unwrap());
        }
        let mut waiting = Box::pin(lanes.turn(address(1)));
        assert!(futures::poll!(&mut waiting).is_pending());
        assert!(lanes.turn(address(2)).await.is_some());
        turns.pop();
        assert!(matches!(futures::poll!(&mut waiting), Poll::Ready(Some(_))));
        drop((turns, waiting));
        assert!(lanes.0.lock().unwrap().is_empty(), "nothing is kept of a lane that nobody is in");
    }

    #[tokio::test]
    async fn a_lane_that_is_full_takes_nobody_and_who_gives_up_waiting_makes_room() {
        let lanes = Lanes::default();
        let mut inside: Vec<_> = (0..MOST).map(|_| Box::pin(lanes.turn(address(1)))).collect();
        // Those who have their turn keep it.
        let mut turns = Vec::new();
        for one in &mut inside {
            if let Poll::Ready(turn) = futures::poll!(one) {
                turns.push(turn);
            }
        }
        assert_eq!(turns.len(), AT_ONCE);
        assert!(lanes.turn(address(1)).await.is_none());
        inside.pop();
        assert!(futures::poll!(Box::pin(lanes.turn(address(1)))).is_pending());
    }
}
