// The meeting as this iframe knows it: who is there, what was asked for, the line to the server.
// Screens listen to `onChange`; what the server says is in messages.js.

import { emit } from "./bridge.js";
import { byId, focusMain, showScreen } from "./dom.js";
import { LocalMedia } from "./media.js";
import { notify } from "./notices.js";

const [tenant, room] = location.pathname.split("/").slice(-2).map(decodeURIComponent);
const listeners = new Set();

export const meeting = {
    tenant,
    room: room.toLowerCase(),
    config: {},
    jwt: undefined,
    profile: { displayName: "", email: undefined, avatar: undefined },
    id: undefined,
    people: new Map(),
    subject: "",
    createdAt: 0,
    tileView: true,
    audioOnly: false,
    pinned: undefined,
    isOver: false,
};

export const media = new LocalMedia({ onChange: mediaChanged, onProblem: mediaFailed });
const told = { audio: undefined, video: undefined };
let socket;

export const me = () => meeting.people.get(meeting.id);
export const isModerator = () => me()?.role === "moderator";
export const formatName = (person) => (person.id === meeting.id ? `${person.displayName} (me)` : person.displayName);
export const onChange = (listener) => listeners.add(listener);
export const changed = () => listeners.forEach((listener) => listener());

/** Opens the line and shows the token. */
export function connect(receive) {
    const url = new URL(`${location.pathname}/ws`, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    socket = new WebSocket(url);
    socket.addEventListener("open", () => {
        tell({
            type: "join",
            token: meeting.jwt ?? "",
            displayName: meeting.profile.displayName,
            audioMuted: media.audioMuted,
            videoMuted: media.videoMuted,
        });
    });
    socket.addEventListener("message", (event) => {
        if (!meeting.isOver) {
            receive(JSON.parse(event.data));
        }
    });
    socket.addEventListener("close", lost);
}

/** Says something to the server; before the join and after the end nobody listens. */
export function say(message) {
    if (meeting.id) {
        tell(message);
    }
}

function tell(message) {
    if (socket?.readyState === WebSocket.OPEN) {
        socket.send(JSON.stringify(message));
    }
}

export async function toggleMedia(kind) {
    await setMuted(kind, !media.isMuted(kind));
}

export async function setMuted(kind, muted) {
    if (kind === "video" && !muted && meeting.audioOnly) {
        meeting.audioOnly = false;
        emit("audioOnlyChanged", { audioOnlyChanged: false });
    }
    await media.setMuted(kind, muted);
}

export function toggleHand() {
    say({ type: "hand", raised: !me()?.handRaised });
}

/** The person leaves by their own will. */
export function hangUp() {
    finish({ title: "You left the meeting" });
}

/** The end, however it came. Everything is let go, and the host page hears that it may close. */
export function finish({ title, text = "", close = true }) {
    if (meeting.isOver) {
        return;
    }
    const wasIn = meeting.id !== undefined;
    meeting.isOver = true;
    socket?.close();
    media.close();
    meeting.id = undefined;
    meeting.people.clear();
    byId("goodbye-title").textContent = title;
    byId("goodbye-text").textContent = text;
    showScreen("goodbye");
    focusMain();
    if (wasIn) {
        emit("videoConferenceLeft", { roomName: meeting.room });
    }
    if (close) {
        emit("readyToClose");
    }
}

/** An error as Jitsi tells it: its own code nests it under `error`, its handbook does not. */
export function fail(error, title) {
    emit("errorOccurred", { ...error, error });
    finish({ title, text: error.details?.text ?? error.message, close: false });
}

function lost() {
    const error = {
        name: "connection.droppedError",
        message: "The connection was lost.",
        type: "CONNECTION",
        isFatal: true,
        details: null,
    };
    if (!meeting.isOver) {
        fail(error, "The connection was lost");
    }
}

function mediaChanged(kind) {
    if (meeting.isOver) {
        return;
    }
    const muted = media.isMuted(kind);
    if (told[kind] !== muted) {
        told[kind] = muted;
        emit(`${kind}MuteStatusChanged`, { muted });
        say({ type: "muted", audio: media.audioMuted, video: media.videoMuted });
    }
    changed();
}

/** Remembers what the host page chose itself, so that only changes are told. */
export function mediaStartsAs({ audioMuted, videoMuted }) {
    media.audioMuted = audioMuted;
    media.videoMuted = videoMuted;
    told.audio = audioMuted;
    told.video = videoMuted;
}

function mediaFailed(kind, type, message) {
    emit(kind === "audio" ? "micError" : "cameraError", { type, message });
    emit(`${kind}AvailabilityChanged`, { available: false });
    const device = kind === "audio" ? "microphone" : "camera";
    notify({ title: `No ${device}`, description: `${message} You are in without it.` });
}
