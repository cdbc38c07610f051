// Small helpers for the page's elements.

export const byId = (id) => document.getElementById(id);

/** Shows one of the page's four screens and hides the others. */
export function showScreen(name) {
    for (const screen of ["waiting", "prejoin", "meeting", "goodbye"]) {
        byId(screen).hidden = screen !== name;
    }
    byId("toolbar").hidden = name !== "meeting";
}

/** Moves the focus to the new screen, unless the person is busy in the page around us. */
export function focusMain() {
    if (document.hasFocus()) {
        byId("main").focus();
    }
}

export function icon(name) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `#icon-${name}`);
    svg.setAttribute("aria-hidden", "true");
    svg.append(use);
    return svg;
}

/** A button's picture, word and full name. The word is part of the name, for those who speak it. */
export function dress(button, { icon: picture, word, label }) {
    const text = document.createElement("span");
    text.textContent = word;
    button.replaceChildren(icon(picture), text);
    button.setAttribute("aria-label", label);
}

export function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    if (text !== undefined) {
        made.textContent = text;
    }
    return made;
}

/** The first letters of the first and the last word. */
export function initials(name) {
    const words = name.trim().split(/\s+/).filter(Boolean);
    const letters = [words.at(0), words.length > 1 ? words.at(-1) : undefined];
    return letters.map((word) => [...(word ?? "")][0] ?? "").join("").toUpperCase();
}

/** Shows a local picture, or the initials where there is none. */
export function showPicture({ video, fallback }, stream) {
    if (video.srcObject !== stream) {
        video.srcObject = stream;
    }
    video.hidden = !stream;
    fallback.hidden = Boolean(stream);
}

/** A picture is loaded from here or from its own address alone: the sandbox needs no network. */
export function isLocalImage(url) {
    try {
        const { protocol, origin } = new URL(url, location.href);
        return protocol === "data:" || origin === location.origin;
    } catch {
        return false;
    }
}
