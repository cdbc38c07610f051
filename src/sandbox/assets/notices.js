// Notices at the edge of the room. Each is also told to the host page.

import { emit } from "./bridge.js";
import { byId, element, icon } from "./dom.js";

const MOST = 3;
const SECONDS = { short: 3, medium: 6, long: 12 };
const shown = new Map();
let last = 0;

/** Shows a notice. A `sticky` one stays until it is dismissed. */
export function notify({ title = "", description = "", uid, timeout = "medium", actions = [] }) {
    last += 1;
    const id = uid ?? `notice-${last}`;
    hideNotice(id);
    const card = element("div", "notice");
    card.dataset.testid = "notice";
    const words = element("div", "notice-words");
    words.append(element("strong", "", title), element("p", "", description));
    const close = element("button", "plain");
    close.type = "button";
    close.setAttribute("aria-label", "Dismiss");
    close.append(icon("close"));
    close.addEventListener("click", () => hideNotice(id));
    card.append(words, ...actions.map((action) => actionButton(action, id)), close);
    byId("notices").append(card);
    const seconds = SECONDS[timeout];
    const timer = seconds === undefined ? undefined : setTimeout(() => hideNotice(id), seconds * 1000);
    shown.set(id, { card, timer });
    makeRoom();
    emit("notificationTriggered", { title, description });
}

/** The oldest gives way, and one that was to stay only when all were. */
function makeRoom() {
    if (shown.size > MOST) {
        const [[oldest]] = [...shown].sort(([, a], [, b]) => Number(a.timer === undefined) - Number(b.timer === undefined));
        hideNotice(oldest);
    }
}

/** The sandbox cannot do this, and says so rather than doing as if. */
export const cannot = (what) => notify({ title: `The sandbox has no ${what}` });

export function hideNotice(id) {
    const notice = shown.get(id);
    clearTimeout(notice?.timer);
    notice?.card.remove();
    shown.delete(id);
}

function actionButton({ label, uuid }, id) {
    const button = element("button", "", label);
    button.type = "button";
    button.addEventListener("click", () => {
        emit("customNotificationActionTriggered", { data: { id: uuid } });
        hideNotice(id);
    });
    return button;
}
