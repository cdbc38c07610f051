//! What only a moderator may do, and what comes from outside as a command to the meeting. That it is
//! a moderator who asks, `Room::apply` has made sure of.

use super::{MAX_SUBJECT, Outgoing, Room, To, nobody, tidy};
use crate::sandbox::protocol::{Media, Message, Role};

impl Room {
    pub(super) fn set_subject(&mut self, subject: &str) -> Vec<Outgoing> {
        let subject = tidy(subject, MAX_SUBJECT);
        self.subject = Some(subject.clone());
        vec![(To::All, Message::Subject { subject })]
    }

    pub(super) fn kick(&mut self, by: &str, id: &str) -> Vec<Outgoing> {
        if id == by || !self.has(id) {
            return nobody(by);
        }
        self.put_out(id, Some(by))
    }

    /// Puts one out, for a moderator in the room or from outside.
    pub(in crate::sandbox) fn put_out(&mut self, id: &str, by: Option<&str>) -> Vec<Outgoing> {
        if !self.has(id) {
            return Vec::new();
        }
        self.participants.retain(|one| one.id != id);
        vec![(To::All, Message::Kicked { id: id.to_owned(), by: by.map(str::to_owned) })]
    }

    pub(super) fn mute(&mut self, by: &str, id: &str, media: Media) -> Vec<Outgoing> {
        let Some(one) = self.find(id) else {
            return nobody(by);
        };
        let audio = one.audio_muted || media == Media::Audio;
        let video = one.video_muted || media == Media::Video;
        self.set_muted(id, audio, video, Some(by))
    }

    pub(super) fn mute_everyone(&mut self, by: &str, media: Media) -> Vec<Outgoing> {
        let others: Vec<_> = self.participants.iter().filter(|one| one.id != by).map(|one| one.id.clone()).collect();
        others.iter().flat_map(|id| self.mute(by, id, media)).collect()
    }

    pub(super) fn grant(&mut self, by: &str, id: &str) -> Vec<Outgoing> {
        let Some(one) = self.find(id) else {
            return nobody(by);
        };
        one.role = Role::Moderator;
        vec![(To::All, Message::Role { id: id.to_owned(), role: Role::Moderator })]
    }

    /// Ends it for everyone, for a moderator in the room or from outside.
    pub(in crate::sandbox) fn end(&mut self, by: Option<&str>) -> Vec<Outgoing> {
        self.participants.clear();
        vec![(To::All, Message::Ended { by: by.map(str::to_owned) })]
    }
}
