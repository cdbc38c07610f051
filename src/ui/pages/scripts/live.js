// Parts of the page that follow what happens: on an event the page that they come from is asked anew,
// and what is in them is exchanged. Forms with `data-quiet` are sent without leaving the page.
const root = document.querySelector("[data-live]");
const { live, from } = root.dataset;
let asked = 0, known;
const refresh = async () => {
  const turn = ++asked;
  const answer = await fetch(from, { headers: { accept: "text/html" } }).catch(() => {});
  if (!answer?.ok || turn !== asked) return;
  // Without its style: it has that page's nonce, and this one's policy would complain.
  const text = (await answer.text()).replace(/<style.*?\/style>/gs, "");
  const page = new DOMParser().parseFromString(text, "text/html");
  for (const part of document.querySelectorAll("[data-part]")) {
    const fresh = page.getElementById(part.id);
    if (!fresh || fresh.innerHTML === part.dataset.last) continue;
    const focused = part.contains(document.activeElement) && document.activeElement.id;
    // A question that somebody is at stays open.
    const open = [...part.querySelectorAll("details[open] form")].map(({ action }) => action);
    part.innerHTML = part.dataset.last = fresh.innerHTML;
    part.hidden = fresh.hidden;
    for (const form of part.querySelectorAll("details form")) form.closest("details").open = open.includes(form.action);
    if (focused) (document.getElementById(focused) ?? part).focus();
  }
  dispatchEvent(new Event("greenroom:parts"));
};
const follow = () => {
  const events = new EventSource(live);
  events.onmessage = ({ data }) => {
    if (JSON.parse(data).state === "refused") return location.reload();
    if (known !== undefined && known !== data) refresh();
    known = data;
  };
  // A proxy that answers for a server that starts anew closes it for good: come back, and look meanwhile.
  events.onerror = () => {
    if (events.readyState !== EventSource.CLOSED) return;
    setTimeout(follow, 3000);
    refresh();
  };
  addEventListener("pagehide", () => events.close(), { once: true });
};
follow();
addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-quiet]")) return;
  event.preventDefault();
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => {}).then(refresh);
});
