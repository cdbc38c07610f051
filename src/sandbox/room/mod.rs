//! One meeting as a pure state machine: something happens, messages go out.
//!
//! Rules about who may do what are here and nowhere else; lines to browsers are `hall`'s.

mod moderator;

use super::protocol::{Command, Message, Participant, Role};

/// The most participants of one meeting.
pub(super) const MAX_PARTICIPANTS: usize = 100;
const MAX_CHAT: usize = 2000;
const MAX_NAME: usize = 80;
const MAX_SUBJECT: usize = 120;
/// How Jitsi calls one who gave no name, in our words.
const NAMELESS: &str = "Participant";

/// Whom a message is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum To {
    /// One participant.
    One(String),
    /// Everyone, and also whoever lost their seat by this very happening.
    All,
    /// Everyone but one.
    AllBut(String),
}

/// A message on its way out.
pub(super) type Outgoing = (To, Message);

/// Who is in one meeting, and what it is about.
#[derive(Debug)]
pub(super) struct Room {
    participants: Vec<Participant>,
    subject: Option<String>,
    created_at: i64,
}

impl Room {
    pub(super) const fn new(now: i64) -> Self {
        Self { participants: Vec::new(), subject: None, created_at: now }
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.participants.iter().any(|one| one.id == id)
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.participants.is_empty()
    }

    pub(super) const fn is_full(&self) -> bool {
        self.participants.len() >= MAX_PARTICIPANTS
    }

    /// Somebody comes in. Whether there is a seat is the caller's question.
    pub(super) fn enter(&mut self, mut newcomer: Participant) -> Vec<Outgoing> {
        newcomer.display_name = name(&newcomer.display_name);
        let id = newcomer.id.clone();
        self.participants.push(newcomer.clone());
        let welcome = Message::Welcome {
            id: id.clone(),
            participants: self.participants.clone(),
            subject: self.subject.clone(),
            created_at: self.created_at,
        };
        vec![(To::One(id.clone()), welcome), (To::AllBut(id), Message::Joined { participant: newcomer })]
    }

    /// Somebody goes, by their own will or because their line broke.
    pub(super) fn leave(&mut self, id: &str) -> Vec<Outgoing> {
        if !self.has(id) {
            return Vec::new();
        }
        self.participants.retain(|one| one.id != id);
        vec![(To::All, Message::Left { id: id.to_owned() })]
    }

    /// Somebody says something.
    pub(super) fn apply(&mut self, from: &str, command: Command, now: i64) -> Vec<Outgoing> {
        let Some(sender) = self.participants.iter().find(|one| one.id == from) else {
            return Vec::new();
        };
        let nick = sender.display_name.clone();
        let is_moderator = sender.role == Role::Moderator;
        match command {
            Command::Muted { audio, video } => self.set_muted(from, audio, video, None),
            Command::Hand { raised } => self.raise_hand(from, if raised { now * 1000 } else { 0 }),
            Command::Name { display_name } => self.rename(from, &display_name),
            Command::Chat { message, to } => self.chat(from, nick, message, to, now),
            Command::Endpoint { text, to } => self.endpoint(from, text, to),
            _ if !is_moderator => problem(from, "Only a moderator may do this."),
            Command::Subject { subject } => self.set_subject(&subject),
            Command::Kick { id } => self.kick(from, &id),
            Command::Mute { id, media } => self.mute(from, &id, media),
            Command::MuteEveryone { media } => self.mute_everyone(from, media),
            Command::Grant { id } => self.grant(from, &id),
            Command::End => self.end(Some(from)),
        }
    }

    fn find(&mut self, id: &str) -> Option<&mut Participant> {
        self.participants.iter_mut().find(|one| one.id == id)
    }

    fn set_muted(&mut self, id: &str, audio: bool, video: bool, by: Option<&str>) -> Vec<Outgoing> {
        let Some(one) = self.find(id) else {
            return Vec::new();
        };
        (one.audio_muted, one.video_muted) = (audio, video);
        vec![(To::All, Message::Muted { id: id.to_owned(), audio, video, by: by.map(str::to_owned) })]
    }

    fn raise_hand(&mut self, id: &str, hand_raised: i64) -> Vec<Outgoing> {
        let Some(one) = self.find(id) else {
            return Vec::new();
        };
        one.hand_raised = hand_raised;
        vec![(To::All, Message::Hand { id: id.to_owned(), hand_raised })]
    }

    fn rename(&mut self, id: &str, wanted: &str) -> Vec<Outgoing> {
        let Some(one) = self.find(id) else {
            return Vec::new();
        };
        one.display_name = name(wanted);
        vec![(To::All, Message::Name { id: id.to_owned(), display_name: one.display_name.clone() })]
    }

    fn chat(&self, from: &str, nick: String, message: String, to: Option<String>, now: i64) -> Vec<Outgoing> {
        if message.trim().is_empty() || message.chars().count() > MAX_CHAT {
            return problem(from, "A message has between 1 and 2000 characters.");
        }
        let private = to.is_some();
        let line = Message::Chat { from: from.to_owned(), nick, message, private, at: now };
        match to {
            None => vec![(To::AllBut(from.to_owned()), line)],
            Some(id) if self.has(&id) => vec![(To::One(id), line)],
            Some(_) => nobody(from),
        }
    }

    fn endpoint(&self, from: &str, text: String, to: String) -> Vec<Outgoing> {
        let message = Message::Endpoint { from: from.to_owned(), text };
        match to {
            to if to.is_empty() => vec![(To::AllBut(from.to_owned()), message)],
            to if self.has(&to) => vec![(To::One(to), message)],
            _ => nobody(from),
        }
    }
}

fn problem(to: &str, message: &str) -> Vec<Outgoing> {
    vec![(To::One(to.to_owned()), Message::Problem { message: message.to_owned() })]
}

fn nobody(to: &str) -> Vec<Outgoing> {
    problem(to, "There is no such participant.")
}

fn name(wanted: &str) -> String {
    let name = tidy(wanted, MAX_NAME);
    if name.is_empty() { NAMELESS.to_owned() } else { name }
}

/// One line of text, no longer than `most` characters.
fn tidy(text: &str, most: usize) -> String {
    text.trim().chars().filter(|c| !c.is_control()).take(most).collect()
}

#[cfg(test)]
mod tests;
