//! What a room's page says about itself: written by the server, read in the browser.

use crate::{
    ui::meeting::{MeetingConfig, MeetingOptions, Value, Words},
    wire::{Door, MeetingPlace, SessionType},
};

/// What the island [`super::Room`] works with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomSetting {
    /// The session's title.
    pub title: String,
    /// Video or audio.
    pub session_type: SessionType,
    /// By what right the visitor is here; the server decides anew for every token.
    pub door: Door,
    /// Where the meeting happens.
    pub place: MeetingPlace,
    /// The page after the meeting.
    pub after: String,
    /// Whether to skip the green room.
    pub direct: bool,
    /// The page's language: Jitsi's code of it.
    pub lang: String,
    /// The words of the meeting in it. The component has English ones of its own, which a client that
    /// is given others does not carry.
    pub words: String,
}

impl RoomSetting {
    /// The setting for the page. A direct one also bears the options with which the page's first
    /// script mounts the meeting.
    pub fn to_value(&self) -> Value {
        let mut all = Value::object([
            ("title", self.title.as_str().into()),
            ("sessionType", self.session_type.as_str().into()),
            ("door", door_value(&self.door)),
            ("domain", self.place.domain.as_str().into()),
            ("scriptUrl", self.place.script_url.as_str().into()),
            ("roomName", self.place.room_name.as_str().into()),
            ("after", self.after.as_str().into()),
            ("direct", self.direct.into()),
            ("lang", self.lang.as_str().into()),
            ("words", self.words.as_str().into()),
        ]);
        if self.direct {
            all.set("options", self.options().to_value());
        }
        all
    }

    /// Reads what [`RoomSetting::to_value`] wrote. `None` where the page is no room's.
    pub fn read(value: &Value) -> Option<Self> {
        Some(Self {
            title: value.text("title"),
            session_type: SessionType::parse(value.get("sessionType").as_str()?)?,
            door: read_door(value.get("door"))?,
            place: MeetingPlace {
                domain: value.text("domain"),
                script_url: value.text("scriptUrl"),
                room_name: value.text("roomName"),
            },
            after: value.text("after"),
            direct: value.is("direct"),
            lang: value.text("lang"),
            words: value.text("words"),
        })
    }

    /// What every meeting of ours is configured with. After our green room Jitsi's own would ask
    /// the same again.
    pub fn config(&self) -> MeetingConfig {
        MeetingConfig {
            prejoin: Some(self.direct),
            disable_invite_functions: Some(true),
            do_not_store_room: Some(true),
            ..MeetingConfig::default()
        }
    }

    /// The language and the words of the meeting.
    pub fn speech(&self) -> (String, Words) {
        (self.lang.clone(), Words::from(self.words.clone()))
    }

    fn options(&self) -> MeetingOptions {
        MeetingOptions {
            room_name: self.place.room_name.clone(),
            session_type: self.session_type,
            lang: Some(self.lang.clone()),
            config: MeetingConfig { local_subject: Some(self.title.clone()), ..self.config() },
            ..MeetingOptions::default()
        }
    }
}

/// The door as the token's address takes it.
pub(super) fn door_value(door: &Door) -> Value {
    match door {
        Door::Invite { secret } => Value::object([("by", "invite".into()), ("secret", secret.as_str().into())]),
        Door::Host { session_id } => Value::object([("by", "host".into()), ("sessionId", session_id.as_str().into())]),
    }
}

fn read_door(value: &Value) -> Option<Door> {
    match value.get("by").as_str()? {
        "invite" => Some(Door::Invite { secret: value.text("secret") }),
        "host" => Some(Door::Host { session_id: value.text("sessionId") }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(door: Door, direct: bool) -> RoomSetting {
        RoomSetting {
            title: "Weekly \"check\" <in>".to_owned(),
            session_type: SessionType::Audio,
            door,
            place: MeetingPlace {
                domain: "8x8.vc".to_owned(),
                script_url: "https://8x8.vc/t/external_api.js".to_owned(),
                room_name: "t/room".to_owned(),
            },
            after: "/j/s/after".to_owned(),
            direct,
            lang: "de".to_owned(),
            words: "a = b".to_owned(),
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let doors = [Door::Invite { secret: "s".to_owned() }, Door::Host { session_id: "7".to_owned() }];
        for (door, direct) in doors.into_iter().zip([true, false]) {
            let setting = setting(door, direct);
            assert_eq!(RoomSetting::read(&setting.to_value()), Some(setting));
        }
        assert_eq!(RoomSetting::read(&Value::Null), None);
    }

    #[test]
    fn a_door_is_written_as_the_server_reads_it() {
        for door in [Door::Invite { secret: "s".to_owned() }, Door::Host { session_id: "7".to_owned() }] {
            let written = serde_json::Value::from(door_value(&door));
            assert_eq!(serde_json::from_value::<Door>(written).unwrap(), door);
        }
    }

    #[test]
    fn only_a_direct_page_bears_options() {
        let door = || Door::Host { session_id: "7".to_owned() };
        let direct = setting(door(), true).to_value();
        assert_eq!(direct.get("options").get("roomName").as_str(), Some("t/room"));
        assert_eq!(*setting(door(), false).to_value().get("options"), Value::Null);
    }
}
