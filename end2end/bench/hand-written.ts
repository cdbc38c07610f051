// The limit: a page written by hand that does what ours does with `?direct`, and nothing else. No
// retry, no word to the guest, no end. It knows nothing of how our page is made.

export interface Meeting {
  domain: string;
  tenant: string;
  room: string;
  secret: string;
}

export function handWritten({ domain, tenant, room, secret }: Meeting): string {
  const text = (value: unknown) => JSON.stringify(value);
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Meeting</title>
<style>html,body,#meeting{height:100%;margin:0}</style></head>
<body><div id="meeting"></div>
<script>
  const script = document.createElement('script');
  script.src = ${text(`/sandbox/${tenant}/external_api.js`)};
  const loaded = new Promise((come) => { script.onload = come; });
  document.head.append(script);
  const token = fetch('/api/pages/meeting-token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ door: { by: 'invite', secret: ${text(secret)} }, name: '', room_claim: null }),
  }).then((answer) => answer.json());
  Promise.all([token, loaded]).then(([{ token: jwt }]) => {
    const parentNode = document.getElementById('meeting');
    const options = { roomName: ${text(`${tenant}/${room}`)}, width: '100%', height: '100%', jwt, parentNode };
    new JitsiMeetExternalAPI(${text(domain)}, options);
  });
</script></body></html>`;
}
