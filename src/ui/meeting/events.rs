//! What a meeting tells its page: the first tier typed, the rest passed through.

use super::{Value, machine::Signal};

/// Somebody in the meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Participant {
    /// Jitsi's id of them in this meeting.
    pub id: String,
    /// Their name, where they have one.
    pub display_name: Option<String>,
}

/// An event of the IFrame API.
#[derive(Clone, Debug, PartialEq)]
pub enum MeetingEvent {
    /// The meeting's page is alive.
    Ready,
    /// Jitsi's own page before the meeting is shown.
    PrejoinScreenLoaded,
    /// The local participant is in.
    Joined {
        /// Who they are.
        participant: Participant,
        /// The room, as Jitsi names it.
        room_name: String,
        /// Whether it is a breakout room.
        breakout_room: bool,
        /// Whether they only watch.
        visitor: bool,
    },
    /// The local participant is out; the meeting may go on.
    Left {
        /// The room, as Jitsi names it.
        room_name: String,
    },
    /// The meeting is over for the local participant.
    ReadyToClose,
    /// Jitsi failed.
    ErrorOccurred {
        /// Jitsi's name of the error.
        name: String,
        /// Its words.
        message: String,
        /// `CONFIG`, `CONNECTION` or `CONFERENCE`.
        kind: String,
        /// Whether Jitsi gave up.
        fatal: bool,
    },
    /// Somebody else came.
    ParticipantJoined(Participant),
    /// Somebody else left.
    ParticipantLeft(Participant),
    /// Somebody was removed.
    ParticipantKickedOut {
        /// Who was.
        kicked: String,
        /// Whether it was the local participant.
        local: bool,
        /// Who did it.
        kicker: String,
    },
    /// Somebody's role changed.
    ParticipantRoleChanged {
        /// Whose.
        id: String,
        /// `moderator`, `participant` or `none`.
        role: String,
    },
    /// The meeting wants a password.
    PasswordRequired,
    /// Somebody waits in the lobby.
    KnockingParticipant(Participant),
    /// Recording started or stopped.
    RecordingStatusChanged {
        /// Whether it is on.
        on: bool,
        /// `local`, `stream` or `file`.
        mode: String,
        /// What failed, where something did.
        error: Option<String>,
    },
    /// The recording can be fetched.
    RecordingLinkAvailable {
        /// Where.
        link: String,
        /// For how long, in seconds.
        ttl_seconds: f64,
    },
    /// Transcribing started or stopped.
    TranscribingStatusChanged {
        /// Whether it is on.
        on: bool,
    },
    /// The camera failed.
    CameraError {
        /// Which kind of failure.
        kind: String,
        /// The browser's words.
        message: String,
    },
    /// The microphone failed.
    MicError {
        /// Which kind of failure.
        kind: String,
        /// The browser's words.
        message: String,
    },
    /// Whether Jitsi supports this browser.
    BrowserSupport {
        /// Whether it does.
        supported: bool,
    },
    /// Media does not get through.
    PeerConnectionFailure,
    /// The computer slept.
    SuspendDetected,
    /// When the meeting began, in milliseconds since 1970.
    ConferenceCreatedTimestamp(f64),
    /// A button of `buttonsWithNotifyClick` was pressed.
    ToolbarButtonClicked {
        /// Which.
        key: String,
    },
    /// An action of a notification of ours was pressed.
    CustomNotificationActionTriggered {
        /// The action's id.
        id: String,
    },
    /// Jitsi showed a notification.
    NotificationTriggered {
        /// Its title.
        title: String,
        /// Its text.
        description: String,
    },
    /// Any other event.
    Other {
        /// Its name.
        name: String,
        /// What came with it.
        payload: Value,
    },
}

/// The events that the component listens to in any case, the typed ones first; it adds what the
/// running release says that it supports.
pub const NAMES: [&str; 51] = [
    "ready",
    "prejoinScreenLoaded",
    "videoConferenceJoined",
    "videoConferenceLeft",
    "readyToClose",
    "errorOccurred",
    "participantJoined",
    "participantLeft",
    "participantKickedOut",
    "participantRoleChanged",
    "passwordRequired",
    "knockingParticipant",
    "recordingStatusChanged",
    "recordingLinkAvailable",
    "transcribingStatusChanged",
    "cameraError",
    "micError",
    "browserSupport",
    "peerConnectionFailure",
    "suspendDetected",
    "conferenceCreatedTimestamp",
    "toolbarButtonClicked",
    "customNotificationActionTriggered",
    "notificationTriggered",
    "audioMuteStatusChanged",
    "videoMuteStatusChanged",
    "audioAvailabilityChanged",
    "videoAvailabilityChanged",
    "screenSharingStatusChanged",
    "contentSharingParticipantsChanged",
    "audioOrVideoSharingToggled",
    "deviceListChanged",
    "dominantSpeakerChanged",
    "displayNameChange",
    "emailChange",
    "avatarChanged",
    "subjectChange",
    "raiseHandUpdated",
    "participantMuted",
    "moderationStatusChanged",
    "moderationParticipantApproved",
    "moderationParticipantRejected",
    "breakoutRoomsUpdated",
    "incomingMessage",
    "outgoingMessage",
    "chatUpdated",
    "endpointTextMessageReceived",
    "tileViewChanged",
    "audioOnlyChanged",
    "feedbackSubmitted",
    "fileUploaded",
];

impl MeetingEvent {
    /// Reads an event by its name. Fields that a release does not send are empty.
    pub fn parse(name: &str, payload: Value) -> Self {
        let (text, yes) = (|key| payload.text(key), |key| payload.is(key));
        match name {
            "ready" => Self::Ready,
            "prejoinScreenLoaded" => Self::PrejoinScreenLoaded,
            "videoConferenceJoined" => Self::Joined {
                participant: participant(&payload),
                room_name: text("roomName"),
                breakout_room: yes("breakoutRoom"),
                visitor: yes("visitor"),
            },
            "videoConferenceLeft" => Self::Left { room_name: text("roomName") },
            "readyToClose" => Self::ReadyToClose,
            "errorOccurred" => error(&payload),
            "participantJoined" => Self::ParticipantJoined(participant(&payload)),
            "participantLeft" => Self::ParticipantLeft(participant(&payload)),
            "participantKickedOut" => Self::ParticipantKickedOut {
                kicked: payload.get("kicked").text("id"),
                local: payload.get("kicked").is("local"),
                kicker: payload.get("kicker").text("id"),
            },
            "participantRoleChanged" => Self::ParticipantRoleChanged { id: text("id"), role: text("role") },
            "passwordRequired" => Self::PasswordRequired,
            "knockingParticipant" => Self::KnockingParticipant(participant(payload.get("participant"))),
            "recordingStatusChanged" => Self::RecordingStatusChanged {
                on: yes("on"),
                mode: text("mode"),
                error: payload.get("error").as_str().map(str::to_owned),
            },
            "recordingLinkAvailable" => Self::RecordingLinkAvailable {
                link: text("link"),
                ttl_seconds: payload.get("ttl").as_f64().unwrap_or_default(),
            },
            "transcribingStatusChanged" => Self::TranscribingStatusChanged { on: yes("on") },
            "cameraError" => Self::CameraError { kind: text("type"), message: text("message") },
            "micError" => Self::MicError { kind: text("type"), message: text("message") },
            "browserSupport" => Self::BrowserSupport { supported: yes("supported") },
            "peerConnectionFailure" => Self::PeerConnectionFailure,
            "suspendDetected" => Self::SuspendDetected,
            "conferenceCreatedTimestamp" => {
                Self::ConferenceCreatedTimestamp(payload.get("timestamp").as_f64().unwrap_or_default())
            }
            "toolbarButtonClicked" => Self::ToolbarButtonClicked { key: text("key") },
            "customNotificationActionTriggered" => {
                Self::CustomNotificationActionTriggered { id: payload.get("data").text("id") }
            }
            "notificationTriggered" => {
                Self::NotificationTriggered { title: text("title"), description: text("description") }
            }
            _ => Self::Other { name: name.to_owned(), payload },
        }
    }

    /// What the state machine needs to know of it.
    pub fn signal(&self) -> Option<Signal> {
        match self {
            Self::Ready => Some(Signal::Ready),
            Self::PrejoinScreenLoaded | Self::PasswordRequired => Some(Signal::Asking),
            Self::Joined { .. } => Some(Signal::Joined),
            Self::Left { .. } => Some(Signal::Left),
            Self::ReadyToClose => Some(Signal::Closing),
            Self::ErrorOccurred { name, fatal, .. } => Some(Signal::Error { name: name.clone(), fatal: *fatal }),
            _ => None,
        }
    }
}

/// Releases send the error's fields at the top or under `error`.
fn error(payload: &Value) -> MeetingEvent {
    let inner = payload.get("error");
    let error = if matches!(inner, Value::Object(_)) { inner } else { payload };
    MeetingEvent::ErrorOccurred {
        name: error.text("name"),
        message: error.text("message"),
        kind: error.text("type"),
        fatal: error.is("isFatal"),
    }
}

fn participant(payload: &Value) -> Participant {
    let name = payload.get("displayName").as_str().or(payload.get("name").as_str());
    Participant { id: payload.text("id"), display_name: name.filter(|name| !name.is_empty()).map(str::to_owned) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_first_tier_is_typed_whatever_comes_with_it() {
        for name in &NAMES[..24] {
            for payload in [json!(null), json!({}), json!([1]), json!({ "id": 7, "displayName": null })] {
                let event = MeetingEvent::parse(name, payload.into());
                assert!(!matches!(event, MeetingEvent::Other { .. }), "{name}");
            }
        }
    }

    #[test]
    fn the_rest_is_passed_through() {
        let payload = Value::object([("muted", true.into())]);
        let event = MeetingEvent::parse("audioMuteStatusChanged", payload.clone());
        assert_eq!(event, MeetingEvent::Other { name: "audioMuteStatusChanged".to_owned(), payload });
    }

    #[test]
    fn an_error_is_read_in_both_shapes() {
        let fields = json!({ "name": "connection.passwordRequired", "type": "CONNECTION", "isFatal": true });
        for payload in [fields.clone(), json!({ "error": fields })] {
            let signal = MeetingEvent::parse("errorOccurred", payload.into()).signal();
            assert_eq!(signal, Some(Signal::Error { name: "connection.passwordRequired".to_owned(), fatal: true }));
        }
    }

    #[test]
    fn participants_are_read_with_and_without_a_name() {
        let event = MeetingEvent::parse("participantJoined", json!({ "id": "a1", "displayName": "Ada" }).into());
        let ada = Participant { id: "a1".to_owned(), display_name: Some("Ada".to_owned()) };
        assert_eq!(event, MeetingEvent::ParticipantJoined(ada));
        let event = MeetingEvent::parse("participantLeft", json!({ "id": "a1" }).into());
        assert_eq!(event, MeetingEvent::ParticipantLeft(Participant { id: "a1".to_owned(), display_name: None }));
    }
}
