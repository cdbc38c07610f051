//! All meetings, each with the lines to its participants' browsers.
//!
//! A line is bounded: a browser that reads too slowly loses its seat and holds nobody up.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio::sync::mpsc::{self, Receiver, Sender};

use super::{
    protocol::{Command, Message, Participant},
    refusal::JitsiError,
    room::{Outgoing, Room, To},
};
use crate::jaas::RoomName;

const MAX_ROOMS: usize = 1000;
/// More than one answer to a newcomer in a full room can be.
const LINE: usize = 256;

/// Every meeting that somebody is in.
#[derive(Default)]
pub(super) struct Hall(Mutex<HashMap<RoomName, Meeting>>);

struct Meeting {
    room: Room,
    lines: HashMap<String, Sender<Message>>,
}

impl Hall {
    /// Takes a seat and returns the line on which the room speaks. It ends when the seat is lost.
    pub(super) fn enter(
        &self,
        name: &RoomName,
        newcomer: Participant,
        now: i64,
    ) -> Result<Receiver<Message>, JitsiError> {
        let mut meetings = self.lock();
        if !meetings.contains_key(name) && meetings.len() >= MAX_ROOMS {
            return Err(JitsiError::busy());
        }
        let meeting = meetings.entry(name.clone()).or_insert_with(|| Meeting::new(now));
        if meeting.room.is_full() {
            return Err(JitsiError::full());
        }
        let (sender, receiver) = mpsc::channel(LINE);
        meeting.lines.insert(newcomer.id.clone(), sender);
        let outgoing = meeting.room.enter(newcomer);
        meeting.deliver(outgoing);
        Ok(receiver)
    }

    /// Somebody in the room says something.
    pub(super) fn say(&self, name: &RoomName, from: &str, command: Command, now: i64) {
        self.change(name, |room| room.apply(from, command, now));
    }

    /// A message for one participant alone.
    pub(super) fn whisper(&self, name: &RoomName, to: &str, message: Message) {
        self.change(name, |_| vec![(To::One(to.to_owned()), message)]);
    }

    /// Somebody's browser is gone.
    pub(super) fn leave(&self, name: &RoomName, id: &str) {
        self.change(name, |room| room.leave(id));
    }

    /// Somebody is put out from outside. Whether they were there.
    pub(super) fn put_out(&self, name: &RoomName, id: &str) -> bool {
        self.change(name, |room| room.put_out(id, None))
    }

    /// The meeting is ended from outside. Whether there was one.
    pub(super) fn end(&self, name: &RoomName) -> bool {
        self.change(name, |room| room.end(None))
    }

    /// Lets something happen in a meeting. Whether anybody is told of it.
    fn change(&self, name: &RoomName, happening: impl FnOnce(&mut Room) -> Vec<Outgoing>) -> bool {
        let mut meetings = self.lock();
        let Some(meeting) = meetings.get_mut(name) else {
            return false;
        };
        let outgoing = happening(&mut meeting.room);
        let happened = !outgoing.is_empty();
        meeting.deliver(outgoing);
        if meeting.room.is_empty() {
            meetings.remove(name);
        }
        happened
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<RoomName, Meeting>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Meeting {
    fn new(now: i64) -> Self {
        Self { room: Room::new(now), lines: HashMap::new() }
    }

    fn deliver(&mut self, mut outgoing: Vec<Outgoing>) {
        while !outgoing.is_empty() {
            let mut lost = Vec::new();
            for (to, message) in outgoing.drain(..) {
                lost.extend(self.send(&to, &message));
            }
            for id in lost {
                self.lines.remove(&id);
                outgoing.extend(self.room.leave(&id));
            }
        }
        // Who was put out has heard it by now; without a sender their line ends.
        self.lines.retain(|id, _| self.room.has(id));
    }

    /// Sends, and returns whose line is broken or overflows.
    fn send(&self, to: &To, message: &Message) -> Vec<String> {
        let is_meant = |id: &str| match to {
            To::One(one) => one == id,
            To::All => true,
            To::AllBut(one) => one != id,
        };
        let meant = self.lines.iter().filter(|(id, _)| is_meant(id));
        let failed = meant.filter(|(_, line)| line.try_send(message.clone()).is_err());
        failed.map(|(id, _)| id.clone()).collect()
    }
}
