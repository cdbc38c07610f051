// The room's half of the talk with the host page. Only the page that frames us, and only from our
// own origin, is listened to and spoken to.

const CHANNEL = "greenroom-sandbox";
const host = window.parent === window ? null : window.parent;
let countParticipants = () => 0;

/** Says hello and hands on what the host page sends. Without a host page it starts by itself. */
export function openBridge({ start, command, answer, count }) {
    countParticipants = count;
    if (!host) {
        start({ jwt: tokenFromAddress(), alone: true });
        return;
    }
    window.addEventListener("message", async (event) => {
        const message = event.data;
        if (event.source !== host || event.origin !== location.origin || message?.channel !== CHANNEL) {
            return;
        }
        if (message.type === "start") {
            start(message.options);
        } else if (message.type === "command") {
            command(message.name, message.args);
        } else if (message.type === "query") {
            post({ type: "answer", id: message.id, value: await answer(message.name, message.args) });
        }
    });
    post({ type: "hello" });
}

/** Tells the host page that something happened. */
export function emit(name, data = {}) {
    post({ type: "event", name, data, participants: countParticipants() });
}

function post(message) {
    host?.postMessage({ channel: CHANNEL, ...message }, location.origin);
}

/** In a tab of its own the room takes `#jwt=`, as Jitsi does, and wipes it from the address. A
 * fragment never reaches a server. */
function tokenFromAddress() {
    const token = new URLSearchParams(location.hash.slice(1)).get("jwt");
    if (token) {
        history.replaceState(null, "", location.pathname);
    }
    return token?.replaceAll('"', "");
}
