// What a browser is given and allowed: nothing secret, and camera and microphone in the iframe alone.

import { expect, test } from '../fixtures';
import { guestLink, joinAs, openSession, people, secretOf } from '../support/steps';

test('camera and microphone work inside the iframe, under our own policies', async ({ page: host, person }) => {
  const guest = await person();
  await openSession(host);
  await joinAs(guest, await guestLink(host), 'Gustav');
  await expect(people(guest)).toHaveCount(1);
  const frame = guest.frames().find((frame) => frame !== guest.mainFrame());
  const kinds = await frame?.evaluate(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
    const kinds = stream.getTracks().map((track) => track.kind);
    for (const track of stream.getTracks()) track.stop();
    return kinds;
  });
  expect(kinds?.sort()).toEqual(['audio', 'video']);
});

test('a script without the nonce does not run, and no other site is framed', async ({ page, watch }) => {
  watch.expect(/^console error: .*Content Security Policy/, /^failed: .*blocked/, /^failed: GET https:\/\/example\.com/);
  await page.goto('/');
  const ran = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.head.append(script);
    const frame = document.createElement('iframe');
    const refused = new Promise<string>((told) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        if (event.effectiveDirective === 'frame-src') told(event.effectiveDirective);
      });
    });
    frame.src = 'https://example.com/';
    document.body.append(frame);
    return { script: 'ran' in window, frame: await refused };
  });
  expect(ran).toEqual({ script: false, frame: 'frame-src' });
});

test('no page, script or program of ours holds a secret', async ({ page: host, person }) => {
  await openSession(host);
  const link = await guestLink(host);
  const secrets = [process.env.GREENROOM_API_KEYS ?? '', 'PRIVATE KEY', 'eyJ'];
  const cookies = await host.context().cookies();
  const hosts = cookies.filter(({ name }) => name === 'greenroom_sign_in').map(({ value }) => value);
  expect(hosts).toHaveLength(1);
  expect(cookies.every(({ httpOnly, sameSite }) => httpOnly && sameSite === 'Lax')).toBe(true);

  const guest = await person();
  const loaded: string[] = [];
  guest.on('response', (response) => loaded.push(response.url()));
  await guest.goto(link, { waitUntil: 'networkidle' });
  const ours = [...new Set(loaded)].filter((url) => !url.includes('/api/'));
  expect(ours.filter((url) => /\.(js|wasm|css)$/.test(url)).length).toBeGreaterThanOrEqual(3);
  for (const url of ours) {
    const body = (await (await guest.context().request.get(url)).body()).toString('latin1');
    for (const secret of [...secrets, ...hosts]) expect(body.includes(secret), `${secret} in ${url}`).toBe(false);
    // A guest's page bears the guest's own link's secret, and nothing else does.
    expect(body.includes(secretOf(link))).toBe(url === link);
  }
});
