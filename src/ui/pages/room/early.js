((d, w) => {
  const at = JSON.parse(d.currentScript.dataset.setting), heard = [];
  const early = w.greenroomEarly = { heard }, script = d.createElement("script");
  let over = false;
  const dispose = () => early.api && early.api.dispose();
  early.handOver = () => { over = true; w.removeEventListener("pagehide", dispose); };
  w.addEventListener("pagehide", dispose);
  early.script = script;
  script.async = true;
  script.src = at.scriptUrl;
  script.dataset.cfasync = "false";
  const loaded = new Promise((come, fail) => {
    script.addEventListener("load", come);
    script.addEventListener("error", () => { early.script = undefined; script.remove(); fail(); });
  });
  d.head.append(script);
  early.token = fetch("/api/pages/meeting-token", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ door: at.door, name: "", room_claim: null }),
  }).then(async (r) => [r.status, r.headers.get("retry-after"), await r.text()]).catch(() => []);
  early.tried = Promise.all([early.token, loaded]).then(([[status, , body]]) => {
    const parentNode = d.querySelector(".meeting__frame");
    if (over || status !== 200 || !parentNode || !w.JitsiMeetExternalAPI) return;
    const jwt = JSON.parse(body).token || undefined;
    const api = early.api = new w.JitsiMeetExternalAPI(at.domain, { ...at.options, jwt, parentNode });
    for (const name of at.hear) api.addListener(name, (payload) => { if (!over) heard.push([name, payload]); });
  }).catch(() => {});
})(document, window);
