// Every `time` in the reader's zone. Where its host thinks in another one, the host's time stays in
// brackets.
const page = document.documentElement.lang;
const manner = navigator.languages.find((language) => language.split("-")[0] === page) ?? page;
const written = (date, parts, timeZone) => date.toLocaleString(manner, { ...parts, timeZone });
const day = { dateStyle: "medium" }, hour = { timeStyle: "short" };
const show = (root) => {
  for (const time of root.querySelectorAll("time[datetime]:not([data-shown])")) {
    const date = new Date(time.dateTime), { zone, today } = time.dataset;
    if (Number.isNaN(date.getTime())) continue;
    time.dataset.shown = "";
    const parts = today === undefined ? { ...day, ...hour } : hour, own = written(date, parts);
    const sameDay = !zone || written(date, day) === written(date, day, zone);
    const there = zone && written(date, sameDay ? hour : parts, zone);
    const same = !zone || written(date, parts) === written(date, parts, zone);
    time.textContent = same ? own : `${own} (${there}, ${zone.replaceAll("_", " ")})`;
  }
};
show(document);
addEventListener("greenroom:parts", () => show(document));
