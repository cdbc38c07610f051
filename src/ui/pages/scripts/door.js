// The page at a door that is not open: counts down, hears when something changed, and is loaded anew
// then. Where events do not come through, or too many pages hold a line of them, it asks, and waits for
// as long as it is told to.
const door = document.querySelector("[data-door]");
const { door: address, state } = door.dataset;
const count = door.querySelector("[data-seconds]");
let opens = count && performance.now() + count.dataset.seconds * 1000, over = false, asking, pause;
const heard = (look) => {
  if (look.seconds !== undefined) opens = performance.now() + look.seconds * 1000;
  if (look.state === state || over) return;
  over = true;
  location.reload();
};
const unit = (number, name) =>
  new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: name, unitDisplay: "long" }).format(number);
const tick = () => {
  const left = Math.max(0, Math.ceil((opens - performance.now()) / 1000));
  const parts = [[left / 86400, "day"], [(left / 3600) % 24, "hour"], [(left / 60) % 60, "minute"], [left % 60, "second"]];
  const first = parts.findIndex(([number]) => number >= 1);
  const shown = first < 0 ? parts.slice(3) : parts.slice(first, first + 2);
  count.textContent = shown.map(([number, name]) => unit(Math.floor(number), name)).join(" ");
  if (left === 0) ask();
};
if (count) { tick(); setInterval(tick, 1000); }
const ask = () => {
  if (asking || over) return;
  pause = 1;
  asking = fetch(`${address}/state`)
    .then((answer) => {
      const busy = answer.status === 429;
      if (busy) pause = answer.headers.get("retry-after") || 5;
      return answer.ok ? answer.json() : answer.status < 500 && !busy ? { state: "refused" } : {};
    })
    .then((look) => look.state && heard(look))
    .catch(() => {})
    .finally(() => setTimeout(() => { asking = undefined; }, pause * 1000));
};
let last = performance.now();
const follow = () => {
  const events = new EventSource(address);
  events.onmessage = ({ data }) => { last = performance.now(); heard(JSON.parse(data)); };
  events.onerror = () => {
    if (events.readyState !== EventSource.CLOSED) return;
    last = -Infinity;
    setTimeout(follow, 5000 + Math.random() * 5000);
  };
  addEventListener("pagehide", () => events.close(), { once: true });
};
follow();
setInterval(() => { if (performance.now() - last > 20000) ask(); }, 5000);
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
