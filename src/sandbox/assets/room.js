// The room in the iframe: from the host page's options to the meeting.

import { emit, openBridge } from "./bridge.js";
import { prepareChat } from "./chat.js";
import { answer, runCommand } from "./commands.js";
import { byId, showScreen } from "./dom.js";
import { connect, media, mediaStartsAs, meeting, onChange } from "./meeting.js";
import { receive } from "./messages.js";
import { showPrejoin } from "./prejoin.js";
import { renderTiles } from "./tiles.js";
import { prepareToolbar, renderToolbar } from "./toolbar.js";

let isStarted = false;

function start({ jwt, configOverwrite, devices, userInfo, alone }) {
    if (isStarted) {
        return;
    }
    isStarted = true;
    meeting.jwt = jwt;
    meeting.config = configOverwrite ?? {};
    if (alone && !jwt) {
        byId("waiting-text").textContent = "This room opens inside Greenroom. Open your session's link.";
        return;
    }
    // For tests alone: they read here what token the iframe got. No real Jitsi does this.
    window.sandboxToken = jwt;
    emit("ready");
    emit("browserSupport", { supported: true });
    prepareMedia(meeting.config, devices);
    const nameInToken = tokenUser(jwt)?.name;
    meeting.profile.displayName = nameInToken ?? userInfo?.displayName ?? "";
    meeting.profile.email = userInfo?.email;
    if (meeting.config.prejoinConfig?.enabled === false || meeting.config.prejoinPageEnabled === false) {
        join();
    } else {
        const isNameFixed = Boolean(nameInToken) || meeting.config.readOnlyName === true;
        showPrejoin({ isNameFixed, join });
    }
}

function prepareMedia(config, devices = {}) {
    meeting.audioOnly = config.startAudioOnly === true;
    mediaStartsAs({
        audioMuted: config.startWithAudioMuted === true,
        videoMuted: config.startWithVideoMuted === true || meeting.audioOnly,
    });
    for (const [choice, label] of Object.entries(devices).filter(([, label]) => label)) {
        media.chosen[choice] = { label };
    }
    media.openWanted();
    navigator.mediaDevices?.addEventListener?.("devicechange", async () => {
        emit("deviceListChanged", { devices: await media.devices() });
    });
}

function join() {
    byId("waiting-text").textContent = "Joining the meeting.";
    showScreen("waiting");
    connect(receive);
}

/** What the token says of its bearer: for the name field alone, the server reads it for itself. */
function tokenUser(jwt) {
    try {
        const payload = jwt.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
        const bytes = Uint8Array.from(atob(payload), (letter) => letter.charCodeAt(0));
        return JSON.parse(new TextDecoder().decode(bytes)).context?.user;
    } catch {
        return undefined;
    }
}

onChange(renderTiles);
onChange(renderToolbar);
prepareChat();
prepareToolbar();
openBridge({ start, command: runCommand, answer, count: () => meeting.people.size });
