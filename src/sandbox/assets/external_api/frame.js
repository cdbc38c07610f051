// The iframe: where it points, how large it is, what it may use.

const ALLOW = [
    "autoplay", "camera", "clipboard-write", "compute-pressure", "display-capture", "hid",
    "microphone", "screen-wake-lock", "speaker-selection",
].join("; ");

const LENGTH = /^\d*\.?\d+(px|em|pt|vh|vw|dvh|lvh|svh|%)$/;

/** `/sandbox/`, seen from this script at `/sandbox/{tenant}/external_api.js`. The domain that a
 * page names is not needed: the room is where the script came from. */
const BASE = new URL("..", document.currentScript.src);

let frames = 0;

function cssLength(value) {
    if (typeof value === "number") {
        return `${value}px`;
    }
    return typeof value === "string" && LENGTH.test(value) ? value : "100%";
}

/** Where the room is. A name without its tenant opens a place that no token fits, as on 8x8.vc. */
function roomUrl(roomName) {
    const parts = String(roomName ?? "").split("/").filter(Boolean);
    const [tenant, room] = parts.length > 1 ? parts : ["no-tenant", parts[0] ?? "room"];
    return new URL(`${encodeURIComponent(tenant)}/${encodeURIComponent(room.toLowerCase())}`, BASE);
}

function makeFrame(options) {
    frames += 1;
    const frame = document.createElement("iframe");
    frame.id = `jitsiConferenceFrame${frames}`;
    frame.name = frame.id;
    frame.title = "Meeting";
    frame.allow = ALLOW;
    frame.allowFullscreen = true;
    frame.referrerPolicy = "no-referrer";
    frame.style.border = "0";
    frame.style.width = cssLength(options.width);
    frame.style.height = cssLength(options.height);
    if (typeof options.sandbox === "string") {
        frame.setAttribute("sandbox", options.sandbox);
    }
    frame.src = roomUrl(options.roomName).href;
    return frame;
}

/** What a page gave, as plain data that can cross to the iframe. */
function plain(value) {
    return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

