// What the server says, and which of Jitsi's events follow from it.

import { emit } from "./bridge.js";
import { addLine } from "./chat.js";
import { byId, focusMain, showScreen } from "./dom.js";
import { changed, fail, finish, formatName, media, meeting, onChange, say, setMuted } from "./meeting.js";
import { notify } from "./notices.js";

const named = (id) => meeting.people.get(id)?.displayName ?? "Somebody";
const update = (id, values) => Object.assign(meeting.people.get(id) ?? {}, values);

const handlers = { welcome, refused, joined, left, muted, hand, name, subject, chat, endpoint, role, kicked, ended, problem };

export function receive({ type, ...message }) {
    handlers[type]?.(message);
    changed();
}

function welcome({ id, participants, subject: current, createdAt }) {
    meeting.id = id;
    participants.forEach((person) => meeting.people.set(person.id, person));
    meeting.createdAt = createdAt * 1000;
    const own = meeting.people.get(id);
    showScreen("meeting");
    focusMain();
    emit("videoConferenceJoined", {
        roomName: meeting.room,
        id,
        displayName: own.displayName,
        formattedDisplayName: formatName(own),
        avatarURL: own.avatar ?? undefined,
        breakoutRoom: false,
        visitor: false,
    });
    emit("conferenceCreatedTimestamp", { timestamp: meeting.createdAt });
    emit("participantRoleChanged", { id, role: own.role });
    participants.filter((person) => person !== own).forEach(tellJoined);
    if (current) {
        subject({ subject: current });
    }
    if (meeting.config.subject && own.role === "moderator") {
        say({ type: "subject", subject: meeting.config.subject });
    }
    // A device may have failed while the door was opening.
    say({ type: "muted", audio: media.audioMuted, video: media.videoMuted });
}

function tellJoined(person) {
    emit("participantJoined", {
        id: person.id,
        displayName: person.displayName,
        formattedDisplayName: formatName(person),
        userContext: person.userId ? { id: person.userId, name: person.displayName } : undefined,
    });
}

function refused({ error }) {
    fail(error, "The meeting did not let you in");
}

function joined({ participant }) {
    meeting.people.set(participant.id, participant);
    tellJoined(participant);
    notify({ title: `${participant.displayName} joined`, timeout: "short" });
}

function left({ id }) {
    if (id === meeting.id) {
        return;
    }
    notify({ title: `${named(id)} left`, timeout: "short" });
    meeting.people.delete(id);
    emit("participantLeft", { id });
}

function muted({ id, audio, video, by }) {
    const before = meeting.people.get(id);
    const changes = [["audio", before?.audioMuted, audio], ["video", before?.videoMuted, video]];
    update(id, { audioMuted: audio, videoMuted: video });
    for (const [mediaType, was, isMuted] of changes.filter(([, was, is]) => was !== is)) {
        emit("participantMuted", { participantId: id, isMuted, mediaType, isSelfMuted: !by });
    }
    if (id === meeting.id && by) {
        obey({ audio, video, by });
    }
}

/** A moderator turned us off. */
function obey({ audio, video, by }) {
    if (audio && !media.audioMuted) {
        setMuted("audio", true);
    }
    if (video && !media.videoMuted) {
        setMuted("video", true);
    }
    notify({ title: `${named(by)} muted you` });
}

function hand({ id, handRaised }) {
    update(id, { handRaised });
    emit("raiseHandUpdated", { id, handRaised });
    if (handRaised && id !== meeting.id) {
        notify({ title: `${named(id)} raised a hand`, timeout: "short" });
    }
}

function name({ id, displayName }) {
    update(id, { displayName });
    const person = meeting.people.get(id);
    emit("displayNameChange", { id, displayname: displayName, formattedDisplayName: formatName(person) });
}

function subject({ subject: text }) {
    meeting.subject = text;
    emit("subjectChange", { subject: text });
}

function chat({ from, nick, message, private: privateMessage, at }) {
    addLine({ nick, message, privateMessage });
    const stamp = new Date(at * 1000).toISOString();
    emit("incomingMessage", { from, nick, message, privateMessage, stamp });
}

function endpoint({ from, text }) {
    const eventData = { name: "endpoint-text-message", text };
    emit("endpointTextMessageReceived", { data: { senderInfo: { id: from, jid: from }, eventData } });
}

function role({ id, role: current }) {
    update(id, { role: current });
    emit("participantRoleChanged", { id, role: current });
    if (id === meeting.id) {
        notify({ title: "You are a moderator now" });
    }
}

function kicked({ id, by }) {
    const local = id === meeting.id;
    const who = named(id);
    // Whoever removes somebody from outside is not in the meeting and has no id there.
    emit("participantKickedOut", { kicked: { id, local }, kicker: { id: by ?? undefined, local: by === meeting.id } });
    if (local) {
        const text = `${by ? named(by) : "A moderator"} removed you.`;
        finish({ title: "You were removed from the meeting", text });
        return;
    }
    meeting.people.delete(id);
    emit("participantLeft", { id });
    notify({ title: `${who} was removed from the meeting` });
}

function ended({ by }) {
    const who = by === meeting.id ? "You" : named(by);
    const title = by ? `${who} ended the meeting for everyone` : "The meeting was ended for everyone";
    notify({ title });
    finish({ title });
}

function problem({ message }) {
    notify({ title: "That did not happen", description: message });
}

onChange(() => {
    const title = meeting.config.localSubject || meeting.subject || meeting.config.subject || "Meeting";
    byId("subject").textContent = title;
    document.title = title;
});
