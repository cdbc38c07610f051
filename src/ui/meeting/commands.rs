//! What a page tells a meeting: the first tier of the IFrame API's commands.

use super::Value;

/// A command of the IFrame API.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Leaves the meeting.
    Hangup,
    /// Changes the local participant's name.
    DisplayName(String),
    /// Changes the local participant's e-mail address.
    Email(String),
    /// Changes the local participant's picture.
    AvatarUrl(String),
    /// Changes the title for everybody; for moderators.
    Subject(String),
    /// Changes the title for the local participant.
    LocalSubject(String),
    /// Microphone on or off.
    ToggleAudio,
    /// Camera on or off.
    ToggleVideo,
    /// Shares the screen or stops it.
    ToggleShareScreen,
    /// Opens or closes the chat.
    ToggleChat,
    /// Tiles or one large picture.
    ToggleTileView,
    /// Raises or lowers the hand.
    ToggleRaiseHand,
    /// Lobby on or off; for moderators.
    ToggleLobby(bool),
    /// Lets somebody in from the lobby, or not.
    AnswerKnockingParticipant {
        /// Who.
        id: String,
        /// Whether they may come in.
        approved: bool,
    },
    /// Mutes everybody's `audio` or `video`; for moderators.
    MuteEveryone(&'static str),
    /// Mutes somebody's `audio` or `video`; for moderators.
    MuteRemoteParticipant {
        /// Whose.
        id: String,
        /// `audio` or `video`.
        media: &'static str,
    },
    /// Removes somebody; for moderators.
    KickParticipant(String),
    /// Makes somebody a moderator; for moderators.
    GrantModerator(String),
    /// Starts recording or streaming: `{ mode: "file" | "stream" | "local", … }`.
    StartRecording(Value),
    /// Stops it; the argument is the mode.
    StopRecording(String),
    /// Changes the configuration of the running meeting.
    OverwriteConfig(Value),
    /// Shows a notification: `{ title, description, uid, type, timeout }`.
    ShowNotification(Value),
    /// Hides the notification with that `uid`.
    HideNotification(String),
    /// Sets the meeting's clock, in seconds.
    SetMeetingTimer {
        /// Of how long.
        duration: u32,
        /// How much of it is over.
        elapsed: u32,
    },
    /// Answers the meeting's question for its password.
    Password(String),
    /// Writes to everybody, or to one.
    SendChatMessage {
        /// What.
        message: String,
        /// To whom; everybody where it is empty.
        to: String,
    },
    /// Sends text to another participant's page.
    SendEndpointTextMessage {
        /// To whom.
        to: String,
        /// What.
        text: String,
    },
    /// Audio only, or pictures too.
    SetAudioOnly(bool),
    /// Tiles, or one large picture.
    SetTileView(bool),
    /// Keeps somebody large; nobody where it is `None`.
    PinParticipant(Option<String>),
}

impl Command {
    /// The command's name and its arguments, as `executeCommand` takes them.
    pub fn to_call(&self) -> (&'static str, Vec<Value>) {
        match self {
            Self::Hangup => ("hangup", vec![]),
            Self::DisplayName(name) => ("displayName", vec![name.as_str().into()]),
            Self::Email(email) => ("email", vec![email.as_str().into()]),
            Self::AvatarUrl(url) => ("avatarUrl", vec![url.as_str().into()]),
            Self::Subject(title) => ("subject", vec![title.as_str().into()]),
            Self::LocalSubject(title) => ("localSubject", vec![title.as_str().into()]),
            Self::ToggleAudio => ("toggleAudio", vec![]),
            Self::ToggleVideo => ("toggleVideo", vec![]),
            Self::ToggleShareScreen => ("toggleShareScreen", vec![]),
            Self::ToggleChat => ("toggleChat", vec![]),
            Self::ToggleTileView => ("toggleTileView", vec![]),
            Self::ToggleRaiseHand => ("toggleRaiseHand", vec![]),
            Self::ToggleLobby(on) => ("toggleLobby", vec![(*on).into()]),
            Self::AnswerKnockingParticipant { id, approved } => {
                ("answerKnockingParticipant", vec![id.as_str().into(), (*approved).into()])
            }
            Self::MuteEveryone(media) => ("muteEveryone", vec![(*media).into()]),
            Self::MuteRemoteParticipant { id, media } => {
                ("muteRemoteParticipant", vec![id.as_str().into(), (*media).into()])
            }
            Self::KickParticipant(id) => ("kickParticipant", vec![id.as_str().into()]),
            Self::GrantModerator(id) => ("grantModerator", vec![id.as_str().into()]),
            Self::StartRecording(options) => ("startRecording", vec![options.clone()]),
            Self::StopRecording(mode) => ("stopRecording", vec![mode.as_str().into()]),
            Self::OverwriteConfig(config) => ("overwriteConfig", vec![config.clone()]),
            Self::ShowNotification(options) => ("showNotification", vec![options.clone()]),
            Self::HideNotification(uid) => ("hideNotification", vec![uid.as_str().into()]),
            Self::SetMeetingTimer { duration, elapsed } => (
                "setMeetingTimer",
                vec![Value::object([("duration", (*duration).into()), ("elapsed", (*elapsed).into())])],
            ),
            Self::Password(password) => ("password", vec![password.as_str().into()]),
            Self::SendChatMessage { message, to } => {
                ("sendChatMessage", vec![message.as_str().into(), to.as_str().into()])
            }
            Self::SendEndpointTextMessage { to, text } => {
                ("sendEndpointTextMessage", vec![to.as_str().into(), text.as_str().into()])
            }
            Self::SetAudioOnly(on) => ("setAudioOnly", vec![(*on).into()]),
            Self::SetTileView(on) => ("setTileView", vec![(*on).into()]),
            Self::PinParticipant(id) => ("pinParticipant", vec![id.clone().into()]),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn commands_have_their_names_and_arguments() {
        let table = [
            (Command::Hangup, "hangup", vec![]),
            (Command::DisplayName("Ada".to_owned()), "displayName", vec![json!("Ada")]),
            (
                Command::AnswerKnockingParticipant { id: "a".to_owned(), approved: true },
                "answerKnockingParticipant",
                vec![json!("a"), json!(true)],
            ),
            (
                Command::MuteRemoteParticipant { id: "a".to_owned(), media: "audio" },
                "muteRemoteParticipant",
                vec![json!("a"), json!("audio")],
            ),
            (
                Command::SetMeetingTimer { duration: 60, elapsed: 5 },
                "setMeetingTimer",
                vec![json!({ "duration": 60, "elapsed": 5 })],
            ),
            (Command::PinParticipant(None), "pinParticipant", vec![json!(null)]),
        ];
        for (command, name, arguments) in table {
            let arguments: Vec<_> = arguments.into_iter().map(Value::from).collect();
            assert_eq!(command.to_call(), (name, arguments));
        }
    }
}
