// The host page's commands and questions. What the sandbox cannot do it says, visibly.

import { emit } from "./bridge.js";
import { chat, sendLine, setChatOpen } from "./chat.js";
import { byId } from "./dom.js";
import { changed, formatName, hangUp, isModerator, me, media, meeting, say, setMuted, toggleHand, toggleMedia } from "./meeting.js";
import { cannot, hideNotice, notify } from "./notices.js";
import { setPrejoinName } from "./prejoin.js";
import { pin, setTileView } from "./view.js";

let timer;

const commands = {
    hangup: hangUp,
    displayName: rename,
    email: (email) => changeProfile({ email }, "emailChange", { email }),
    avatarUrl: (avatar) => changeProfile({ avatar }, "avatarChanged", { avatarURL: avatar }),
    subject: (subject) => say({ type: "subject", subject: String(subject ?? "") }),
    localSubject: (localSubject) => overwriteConfig({ localSubject }),
    toggleAudio: () => toggleMedia("audio"),
    toggleVideo: () => toggleMedia("video"),
    toggleShareScreen: () => cannot("screen sharing"),
    toggleChat: () => setChatOpen(!chat.isOpen),
    toggleTileView: () => setTileView(!meeting.tileView),
    setTileView: (enabled) => setTileView(Boolean(enabled)),
    pinParticipant: pin,
    toggleRaiseHand: toggleHand,
    toggleLobby: () => cannot("lobby"),
    answerKnockingParticipant: () => cannot("lobby"),
    password: () => cannot("passwords"),
    muteEveryone: (kind) => say({ type: "muteEveryone", media: kind || "audio" }),
    muteRemoteParticipant: (id, kind) => say({ type: "mute", id: String(id), media: kind || "audio" }),
    kickParticipant: (id) => say({ type: "kick", id: String(id) }),
    grantModerator: (id) => say({ type: "grant", id: String(id) }),
    startRecording: refuseRecording,
    stopRecording: (mode) => refuseRecording({ mode }),
    overwriteConfig,
    showNotification: ({ title, description, uid, timeout, customActions } = {}) =>
        notify({ title, description, uid, timeout, actions: customActions }),
    hideNotification: hideNotice,
    setMeetingTimer: startTimer,
    sendChatMessage: sendLine,
    sendEndpointTextMessage: (to, text) => say({ type: "endpoint", to: String(to ?? ""), text: String(text ?? "") }),
    setAudioOnly,
};

export const runCommand = (name, args) => {
    if (!meeting.isOver) {
        commands[name]?.(...args);
    }
};

const questions = {
    getRoomsInfo: () => ({ rooms: [roomInfo()] }),
    getSessionId: () => (meeting.createdAt ? `${meeting.room}-${meeting.createdAt}` : undefined),
    getDeploymentInfo: () => ({ environment: "sandbox", region: "sandbox", shard: "sandbox", userRegion: "sandbox" }),
    getConnectionStats: () => ({ bitrate: { download: 0, upload: 0 }, packetLoss: { download: 0, total: 0, upload: 0 }, transport: [] }),
    isAudioMuted: () => media.audioMuted,
    isVideoMuted: () => media.videoMuted,
    isAudioAvailable: () => media.available.audio,
    isVideoAvailable: () => media.available.video,
    isModerationOn: () => false,
    isParticipantForceMuted: () => false,
    getAvailableDevices: () => media.devices(),
    getCurrentDevices: () => media.current(),
    setDevice: (choice, label, id) => media.choose(choice, label, id),
    invite: () => {
        cannot("invitations by telephone or SIP");
        return "The sandbox has no invitations by telephone or SIP.";
    },
};

export const answer = (name, args) => questions[name]?.(...args);

function rename(name) {
    meeting.profile.displayName = String(name ?? "");
    setPrejoinName(meeting.profile.displayName);
    say({ type: "name", displayName: meeting.profile.displayName });
}

function changeProfile(values, event, data) {
    Object.assign(meeting.profile, values);
    Object.assign(me() ?? {}, values);
    emit(event, { id: meeting.id ?? "local", ...data });
    changed();
}

function overwriteConfig(config) {
    Object.assign(meeting.config, config);
    if (config?.subject && isModerator()) {
        say({ type: "subject", subject: config.subject });
    }
    changed();
}

function refuseRecording(options) {
    cannot("recording and no streaming");
    emit("recordingStatusChanged", { on: false, mode: options?.mode ?? "file", error: "the sandbox cannot record" });
}

function setAudioOnly(enabled = true) {
    if (meeting.audioOnly === Boolean(enabled)) {
        return;
    }
    meeting.audioOnly = Boolean(enabled);
    emit("audioOnlyChanged", { audioOnlyChanged: meeting.audioOnly });
    if (meeting.audioOnly) {
        setMuted("video", true);
    }
}

/** How long the meeting has lasted, of how long it may. */
function startTimer({ duration = 0, elapsed = 0 } = {}) {
    clearInterval(timer);
    const shown = byId("timer");
    const since = Date.now() - elapsed * 1000;
    const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
    const tick = () => {
        shown.textContent = `${clock((Date.now() - since) / 1000)} of ${clock(duration)}`;
    };
    shown.hidden = false;
    tick();
    timer = setInterval(tick, 1000);
}

function roomInfo() {
    const participants = [...meeting.people.values()].map((person) => ({
        id: person.id,
        jid: `${meeting.room}@sandbox/${person.id}`,
        role: person.role,
        displayName: person.displayName,
        formattedDisplayName: formatName(person),
        avatarUrl: person.avatar ?? undefined,
        userContext: person.userId ? { id: person.userId, name: person.displayName } : undefined,
    }));
    return { id: meeting.room, jid: `${meeting.room}@sandbox`, isMainRoom: true, participants };
}
