// The limit: a page written by hand that does what ours does with `?direct`, and nothing else. No
// retry, no word to the guest, no end.

export function handWritten(setting: { domain: string; scriptUrl: string; door: unknown; options: unknown }): string {
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Meeting</title>
<style>html,body,#meeting{height:100%;margin:0}</style></head>
<body><div id="meeting"></div>
<script>
  const script = document.createElement('script');
  script.src = ${JSON.stringify(setting.scriptUrl)};
  const loaded = new Promise((come) => { script.onload = come; });
  document.head.append(script);
  const token = fetch('/api/pages/meeting-token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ door: ${JSON.stringify(setting.door)}, name: '', room_claim: null }),
  }).then((answer) => answer.json());
  Promise.all([token, loaded]).then(([{ token: jwt }]) => {
    const parentNode = document.getElementById('meeting');
    new JitsiMeetExternalAPI(${JSON.stringify(setting.domain)}, { ...${JSON.stringify(setting.options)}, jwt, parentNode });
  });
</script></body></html>`;
}
