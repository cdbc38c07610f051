// How the tiles are laid out: all alike, or one on a stage.

import { emit } from "./bridge.js";
import { changed, meeting } from "./meeting.js";

export function setTileView(enabled) {
    if (meeting.tileView === enabled) {
        return;
    }
    meeting.tileView = enabled;
    emit("tileViewChanged", { enabled });
    changed();
}

/** Puts one on the stage; without an id nobody is pinned any more. */
export function pin(id) {
    meeting.pinned = id || undefined;
    emit("largeVideoChanged", { id: meeting.pinned });
    setTileView(!meeting.pinned);
    changed();
}
