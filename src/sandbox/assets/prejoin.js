// The screen before the meeting: name, own picture, microphone and camera, Join.

import { emit } from "./bridge.js";
import { byId, dress, initials, showPicture, showScreen } from "./dom.js";
import { media, meeting, onChange, toggleMedia } from "./meeting.js";
import { cameraLook, microphoneLook } from "./toolbar.js";

/** Shows the screen and calls `join` once a name is there. */
export function showPrejoin({ isNameFixed, join }) {
    const { displayName } = meeting.profile;
    const field = byId("name");
    field.value = displayName;
    field.readOnly = isNameFixed;
    byId("name-field").hidden = meeting.config.prejoinConfig?.hideDisplayName === true;
    field.addEventListener("input", () => {
        meeting.profile.displayName = field.value.trim();
        renderPrejoin();
    });
    byId("prejoin-mic").addEventListener("click", () => toggleMedia("audio"));
    byId("prejoin-camera").addEventListener("click", () => toggleMedia("video"));
    byId("prejoin-form").addEventListener("submit", (event) => {
        event.preventDefault();
        if (hasName(field)) {
            join();
        }
    });
    byId("subject").textContent = meeting.config.localSubject || meeting.config.subject || "Meeting";
    onChange(renderPrejoin);
    renderPrejoin();
    showScreen("prejoin");
    emit("prejoinScreenLoaded", { id: "local", displayName, formattedDisplayName: displayName });
}

/** A name from outside, while the screen is shown. */
export function setPrejoinName(name) {
    byId("name").value = name;
    renderPrejoin();
}

function hasName(field) {
    const isMissing = meeting.config.requireDisplayName === true && !field.value.trim();
    const problem = byId("name-problem");
    problem.hidden = !isMissing;
    problem.textContent = isMissing ? "Write the name that others shall see." : "";
    field.toggleAttribute("aria-invalid", isMissing);
    if (isMissing) {
        field.focus();
    }
    return !isMissing;
}

function renderPrejoin() {
    if (meeting.id || meeting.isOver) {
        return;
    }
    dress(byId("prejoin-mic"), microphoneLook());
    dress(byId("prejoin-camera"), cameraLook());
    byId("preview-initials").textContent = initials(meeting.profile.displayName) || "?";
    const parts = { video: byId("preview-video"), fallback: byId("preview-initials") };
    showPicture(parts, media.videoMuted ? null : media.picture);
}
