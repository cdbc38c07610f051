// Every `time` in the reader's zone. Where its host thinks in another one, the host's time stays in
// brackets.
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
const page = document.documentElement.lang;
const manner = navigator.languages.find((language) => language.split("-")[0] === page) ?? page;
const written = (date, timeZone) => date.toLocaleString(manner, { dateStyle: "medium", timeStyle: "short", timeZone });
const show = (root) => {
  for (const time of root.querySelectorAll("time[datetime]:not([data-shown])")) {
    const date = new Date(time.dateTime), zone = time.dataset.zone;
    if (Number.isNaN(date.getTime())) continue;
    time.dataset.shown = "";
    const own = written(date), host = zone ? written(date, zone) : own;
    time.textContent = own === host ? own : `${own} (${host}, ${zone})`;
  }
};
show(document);
addEventListener("greenroom:parts", () => show(document));
