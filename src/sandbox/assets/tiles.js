// One tile for each participant. A tile is kept while its participant is there, so that the focus
// on its buttons is kept too.

import { byId, dress, initials, isLocalImage, showPicture } from "./dom.js";
import { isModerator, media, meeting, say } from "./meeting.js";

const tiles = new Map();

export function renderTiles() {
    for (const [id, tile] of tiles) {
        if (!meeting.people.has(id)) {
            tile.remove();
            tiles.delete(id);
        }
    }
    for (const person of meeting.people.values()) {
        render(tiles.get(person.id) ?? add(person.id), person);
    }
    const list = byId("tiles");
    list.dataset.view = meeting.tileView ? "tiles" : "stage";
    list.dataset.count = String(Math.min(meeting.people.size, 4));
}

function add(id) {
    const tile = byId("tile-template").content.firstElementChild.cloneNode(true);
    tile.dataset.id = id;
    tile.querySelector(".mute").addEventListener("click", () => say({ type: "mute", id }));
    tile.querySelector(".remove").addEventListener("click", () => say({ type: "kick", id }));
    byId("tiles").append(tile);
    tiles.set(id, tile);
    return tile;
}

function render(tile, person) {
    const find = (selector) => tile.querySelector(selector);
    const isMine = person.id === meeting.id;
    const avatar = person.avatar && isLocalImage(person.avatar) ? person.avatar : undefined;
    tile.classList.toggle("mine", isMine);
    tile.toggleAttribute("data-pinned", isPinned(person));
    find(".name").textContent = person.displayName;
    find(".you").hidden = !isMine;
    find(".role").hidden = person.role !== "moderator";
    find(".state").textContent = person.audioMuted ? "Muted" : "Microphone on";
    find(".hand").hidden = !person.handRaised;
    find(".initials").textContent = initials(person.displayName);
    showPicture({ video: find("video"), fallback: find(".initials") }, isMine && !media.videoMuted ? media.picture : null);
    find(".avatar").hidden = !avatar || find(".initials").hidden;
    if (avatar && find(".avatar").getAttribute("src") !== avatar) {
        find(".avatar").src = avatar;
    }
    renderActions(tile, person, isMine);
}

function renderActions(tile, person, isMine) {
    const actions = tile.querySelector(".actions");
    actions.hidden = isMine || !isModerator();
    if (actions.dataset.name === person.displayName && actions.dataset.muted === String(person.audioMuted)) {
        return;
    }
    actions.dataset.name = person.displayName;
    actions.dataset.muted = String(person.audioMuted);
    const mute = tile.querySelector(".mute");
    dress(mute, { icon: "mic-off", word: "Mute", label: `Mute ${person.displayName}` });
    mute.disabled = person.audioMuted;
    dress(tile.querySelector(".remove"), { icon: "remove", word: "Remove", label: `Remove ${person.displayName}` });
}

/** On the stage stands who was pinned, or else the first of the others. */
function isPinned(person) {
    const others = [...meeting.people.keys()].filter((id) => id !== meeting.id);
    const onStage = meeting.people.has(meeting.pinned) ? meeting.pinned : (others[0] ?? meeting.id);
    return !meeting.tileView && person.id === onStage;
}
