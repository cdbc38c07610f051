// The chat beside the tiles.

import { emit } from "./bridge.js";
import { byId, element } from "./dom.js";
import { changed, meeting, say } from "./meeting.js";

const MOST_LINES = 500;
export const chat = { isOpen: false, unread: 0 };

export function setChatOpen(isOpen) {
    const hadFocus = byId("chat").contains(document.activeElement);
    chat.isOpen = isOpen;
    chat.unread = 0;
    byId("chat").hidden = !isOpen;
    tellUpdated();
    if (isOpen && document.hasFocus()) {
        byId("chat-text").focus();
    } else if (hadFocus) {
        byId("buttons").querySelector("[data-key=chat]")?.focus();
    }
}

/** Sends a line, and shows it here: the server tells it to the others alone. */
export function sendLine(message, to) {
    if (!meeting.id || !String(message ?? "").trim()) {
        return;
    }
    const privateMessage = Boolean(to);
    say({ type: "chat", message: String(message), to: to || null });
    addLine({ nick: "You", message: String(message), privateMessage, isMine: true });
    emit("outgoingMessage", { message: String(message), privateMessage });
}

export function addLine({ nick, message, privateMessage, isMine = false }) {
    const line = element("div", isMine ? "line mine" : "line");
    line.dataset.testid = "chat-line";
    const author = privateMessage ? `${nick}, privately` : nick;
    line.append(element("strong", "", author), element("p", "", message));
    const log = byId("chat-log");
    log.append(line);
    if (log.children.length > MOST_LINES) {
        log.firstChild.remove();
    }
    log.scrollTop = log.scrollHeight;
    if (!chat.isOpen && !isMine) {
        chat.unread += 1;
    }
    tellUpdated();
}

function tellUpdated() {
    emit("chatUpdated", { isOpen: chat.isOpen, unreadCount: chat.unread });
    changed();
}

export function prepareChat() {
    byId("chat-close").addEventListener("click", () => setChatOpen(false));
    byId("chat").addEventListener("keydown", (event) => {
        if (event.key === "Escape") {
            setChatOpen(false);
        }
    });
    byId("chat-form").addEventListener("submit", (event) => {
        event.preventDefault();
        sendLine(byId("chat-text").value);
        byId("chat-text").value = "";
    });
}
