//! What the iframe and the room say to each other, as JSON, one message a frame.

use serde::{Deserialize, Serialize};

use super::refusal::JitsiError;

/// The first thing that an iframe says.
#[derive(Deserialize)]
#[serde(tag = "type", rename = "join", rename_all = "camelCase")]
pub(super) struct Join {
    /// The token; empty when the page got none.
    #[serde(default)]
    pub(super) token: String,
    /// The wanted name; a name in the token wins.
    #[serde(default)]
    pub(super) display_name: String,
    /// Whether the microphone is off.
    pub(super) audio_muted: bool,
    /// Whether the camera is off.
    pub(super) video_muted: bool,
}

/// What can be muted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Media {
    /// The microphone.
    #[default]
    Audio,
    /// The camera.
    Video,
}

/// What an iframe says afterwards.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(super) enum Command {
    /// My microphone and camera are now so.
    Muted { audio: bool, video: bool },
    /// My hand is up or down.
    Hand { raised: bool },
    /// I am called this now.
    Name { display_name: String },
    /// A line of the chat; to one participant, or to all.
    Chat { message: String, to: Option<String> },
    /// Text for another page, not for a person.
    Endpoint { text: String, to: String },
    /// Moderator: the meeting is about this.
    Subject { subject: String },
    /// Moderator: put this one out.
    Kick { id: String },
    /// Moderator: turn off this one's microphone or camera.
    Mute {
        id: String,
        #[serde(default)]
        media: Media,
    },
    /// Moderator: turn off everybody else's.
    MuteEveryone {
        #[serde(default)]
        media: Media,
    },
    /// Moderator: make this one a moderator too.
    Grant { id: String },
    /// Moderator: the meeting is over for everyone.
    End,
}

/// A participant's role, in Jitsi's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Role {
    /// May mute, kick, end.
    Moderator,
    /// May not.
    Participant,
}

/// Somebody in the room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Participant {
    pub(super) id: String,
    pub(super) display_name: String,
    pub(super) avatar: Option<String>,
    pub(super) user_id: Option<String>,
    pub(super) role: Role,
    pub(super) audio_muted: bool,
    pub(super) video_muted: bool,
    /// When the hand went up, in milliseconds since 1970; 0 while it is down, as in Jitsi.
    pub(super) hand_raised: i64,
}

/// What the room says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(super) enum Message {
    /// To a newcomer: you are in, and these are all who are, you among them.
    Welcome { id: String, participants: Vec<Participant>, subject: Option<String>, created_at: i64 },
    /// To one who is not let in.
    Refused { error: JitsiError },
    /// Somebody came.
    Joined { participant: Participant },
    /// Somebody left.
    Left { id: String },
    /// Somebody's microphone and camera are now so; `by` a moderator, or of their own accord.
    Muted { id: String, audio: bool, video: bool, by: Option<String> },
    /// Somebody's hand.
    Hand { id: String, hand_raised: i64 },
    /// Somebody has another name.
    Name { id: String, display_name: String },
    /// What the meeting is about.
    Subject { subject: String },
    /// A line of the chat.
    Chat { from: String, nick: String, message: String, private: bool, at: i64 },
    /// Text from another page.
    Endpoint { from: String, text: String },
    /// Somebody has another role.
    Role { id: String, role: Role },
    /// Somebody was put out, `by` a moderator in the room, or from outside.
    Kicked { id: String, by: Option<String> },
    /// The meeting was ended, `by` a moderator in the room, or from outside.
    Ended { by: Option<String> },
    /// What was asked for did not happen.
    Problem { message: String },
}
