// The buttons under the tiles. Their keys are Jitsi's, so that `toolbarButtons` holds here too.

import { emit } from "./bridge.js";
import { chat, setChatOpen } from "./chat.js";
import { byId, dress, element } from "./dom.js";
import { hangUp, isModerator, me, media, meeting, say, toggleHand, toggleMedia } from "./meeting.js";
import { setTileView } from "./view.js";

const BUTTONS = [
    { key: "microphone", look: microphoneLook, press: () => toggleMedia("audio") },
    { key: "camera", look: cameraLook, press: () => toggleMedia("video") },
    { key: "raisehand", look: handLook, press: toggleHand },
    { key: "chat", look: chatLook, press: () => setChatOpen(!chat.isOpen) },
    { key: "tileview", look: tilesLook, press: () => setTileView(!meeting.tileView) },
    { key: "hangup", look: () => ({ icon: "leave", word: "Leave", label: "Leave the meeting" }), press: hangUp, danger: true },
    { key: "end", look: () => ({ icon: "end", word: "End for all", label: "End for all" }), press: askToEnd, danger: true },
];

export function microphoneLook() {
    return media.audioMuted
        ? { icon: "mic-off", word: "Unmute", label: "Unmute microphone", off: true }
        : { icon: "mic", word: "Mute", label: "Mute microphone" };
}

export function cameraLook() {
    return media.videoMuted
        ? { icon: "camera-off", word: "Start camera", label: "Start camera", off: true }
        : { icon: "camera", word: "Stop camera", label: "Stop camera" };
}

function handLook() {
    return me()?.handRaised
        ? { icon: "hand", word: "Lower hand", label: "Lower hand", on: true }
        : { icon: "hand", word: "Raise hand", label: "Raise hand" };
}

function chatLook() {
    const label = chat.unread > 0 ? `Chat, ${chat.unread} unread` : "Chat";
    return { icon: "chat", word: "Chat", label, on: chat.isOpen, badge: chat.unread, expanded: chat.isOpen };
}

function tilesLook() {
    return meeting.tileView
        ? { icon: "tiles", word: "Stage", label: "Show one on a stage" }
        : { icon: "tiles", word: "Tiles", label: "Show all as tiles", on: true };
}

export function renderToolbar() {
    for (const { key, look, press, danger } of BUTTONS) {
        const button = byId("buttons").querySelector(`[data-key=${key}]`) ?? add(key, press, danger);
        button.hidden = !isWanted(key);
        const now = look();
        if (button.dataset.look !== JSON.stringify(now)) {
            button.dataset.look = JSON.stringify(now);
            wear(button, now);
        }
    }
}

function wear(button, look) {
    dress(button, look);
    button.title = look.label;
    button.classList.toggle("on", Boolean(look.on));
    button.classList.toggle("off", Boolean(look.off));
    if (look.expanded !== undefined) {
        button.setAttribute("aria-expanded", String(look.expanded));
        button.setAttribute("aria-controls", "chat");
    }
    if (look.badge) {
        button.append(element("span", "badge", String(look.badge)));
    }
}

function add(key, press, danger) {
    const button = element("button", danger ? "danger" : "");
    button.type = "button";
    button.dataset.key = key;
    button.dataset.testid = `toolbar-${key}`;
    button.addEventListener("click", () => pressed(key, press));
    byId("buttons").append(button);
    return button;
}

/** A page may want to hear of a press, and may want to act in our place. */
function pressed(key, press) {
    const listed = (meeting.config.buttonsWithNotifyClick ?? []).map((one) =>
        typeof one === "string" ? { key: one, preventExecution: true } : one,
    );
    const wish = listed.find((one) => one.key === key);
    if (wish) {
        emit("toolbarButtonClicked", { key, preventExecution: Boolean(wish.preventExecution) });
    }
    if (!wish?.preventExecution) {
        press();
    }
}

function isWanted(key) {
    const wanted = meeting.config.toolbarButtons;
    const listedAs = key === "end" ? "hangup" : key;
    return (!Array.isArray(wanted) || wanted.includes(listedAs)) && (key !== "end" || isModerator());
}

/** The one thing that cannot be taken back is asked once. */
function askToEnd() {
    const dialog = byId("end-dialog");
    dialog.returnValue = "";
    dialog.showModal();
}

export function prepareToolbar() {
    byId("end-dialog").addEventListener("close", ({ target }) => {
        if (target.returnValue === "end") {
            say({ type: "end" });
        }
    });
}
