// What the sandbox's IFrame API knows by name. The names are Jitsi's.

/** Events that a page may listen to. A real Jitsi also has those that the sandbox never sends. */
const EVENTS = [
    "audioAvailabilityChanged", "audioMuteStatusChanged", "audioOnlyChanged", "avatarChanged",
    "browserSupport", "cameraError", "chatUpdated", "conferenceCreatedTimestamp",
    "customNotificationActionTriggered", "deviceListChanged", "displayNameChange", "emailChange",
    "endpointTextMessageReceived", "errorOccurred", "incomingMessage", "knockingParticipant",
    "largeVideoChanged", "micError", "notificationTriggered", "outgoingMessage",
    "participantJoined", "participantKickedOut", "participantLeft", "participantMuted",
    "participantRoleChanged", "passwordRequired", "peerConnectionFailure", "prejoinScreenLoaded",
    "raiseHandUpdated", "ready", "readyToClose", "recordingLinkAvailable",
    "recordingStatusChanged", "subjectChange", "suspendDetected", "tileViewChanged",
    "toolbarButtonClicked", "transcribingStatusChanged", "videoAvailabilityChanged",
    "videoConferenceJoined", "videoConferenceLeft", "videoMuteStatusChanged",
];

/** Commands that the room carries out, or says that it cannot. */
const COMMANDS = [
    "answerKnockingParticipant", "avatarUrl", "displayName", "email", "grantModerator", "hangup",
    "hideNotification", "kickParticipant", "localSubject", "muteEveryone",
    "muteRemoteParticipant", "overwriteConfig", "password", "pinParticipant",
    "sendChatMessage", "sendEndpointTextMessage", "setAudioOnly", "setMeetingTimer",
    "setTileView", "showNotification", "startRecording", "stopRecording", "subject",
    "toggleAudio", "toggleChat", "toggleLobby", "toggleRaiseHand", "toggleShareScreen",
    "toggleTileView", "toggleVideo",
];

