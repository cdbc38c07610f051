// Nobody says which role they have: the server knows. What a guest's browser could try, tried.

import type { Page } from '@playwright/test';
import { decodeJwt } from 'jose';

import { expect, test } from '../fixtures';
import { type MeetingClaims, guestLink, openSession, secretOf } from '../support/steps';

const TOKENS = '/api/pages/meeting-token';

// Calls the page's server function from the page, as a script in the browser's console would.
async function call(page: Page, body: unknown): Promise<{ status: number; json: { token?: string; code?: string } }> {
  return page.evaluate(
    async ([path, body]) => {
      const answer = await fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      const text = await answer.text();
      return { status: answer.status, json: text.startsWith('{') ? JSON.parse(text) : {} };
    },
    [TOKENS, JSON.stringify(body)] as const,
  );
}

function userOf(token: string | undefined): Record<string, string> {
  expect(token).toBeTruthy();
  return (decodeJwt(token ?? '') as unknown as MeetingClaims).context.user;
}

// A session of a host, and a guest on the link's page.
async function guestAtTheDoor(host: Page, guest: Page): Promise<{ id: string; secret: string }> {
  const id = await openSession(host);
  const link = await guestLink(host);
  await guest.goto(link);
  return { id, secret: secretOf(link) };
}

test('fields that ask for more are not heard', async ({ page: host, person }) => {
  const guest = await person();
  const { secret } = await guestAtTheDoor(host, guest);
  const door = { by: 'invite', secret };
  for (const more of [
    { role: 'host' },
    { moderator: true },
    { isModerator: true },
    { features: { recording: true, livestreaming: true } },
    { role: 'host', user: { moderator: 'true' }, context: { user: { moderator: 'true' } } },
  ]) {
    const { status, json } = await call(guest, { door: { ...door, ...more }, name: 'Gustav', room_claim: null, ...more });
    if (status !== 200) continue; // Refused is as good.
    expect(userOf(json.token)).toMatchObject({ moderator: 'false' });
  }
  const plain = await call(guest, { door, name: 'Gustav', room_claim: null });
  expect(plain.status).toBe(200);
  expect(userOf(plain.json.token)).toMatchObject({ name: 'Gustav', moderator: 'false' });
});

test('a guest who names the session and says to be its host is refused', async ({ page: host, person, watch }) => {
  const guest = await person();
  const { id, secret } = await guestAtTheDoor(host, guest);
  watch.expect(/^status 40[0134]: /);

  const asHost = { door: { by: 'host', sessionId: id }, name: 'Gustav', room_claim: null };
  expect((await call(guest, asHost)).status).toBeGreaterThanOrEqual(400);

  // Also with a cookie that only looks like the host's.
  for (const value of [secret, 'x'.repeat(secret.length), '']) {
    const url = new URL(guest.url()).origin;
    await guest.context().addCookies([{ name: `greenroom_host_${id}`, value, url }]);
    const { status, json } = await call(guest, asHost);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(json.token).toBeUndefined();
  }
  const page = await guest.goto(`/s/${id}`);
  expect(page?.status()).toBeGreaterThanOrEqual(400);
});

test('a secret that nobody gave out opens nothing', async ({ page: host, person, watch }) => {
  const guest = await person();
  const { secret } = await guestAtTheDoor(host, guest);
  watch.expect(/^status 404: /);

  const other = [...secret].reverse().join('');
  const { status, json } = await call(guest, { door: { by: 'invite', secret: other }, name: 'Gustav', room_claim: null });
  expect(status).toBe(404);
  expect(json.token).toBeUndefined();
});

test('the endpoint for backends gives a browser nothing', async ({ page: host, person, watch }) => {
  const guest = await person();
  const { secret } = await guestAtTheDoor(host, guest);
  watch.expect(/^status 401: POST .*\/api\/jitsi\/jwt$/);

  for (const authorization of [undefined, 'Bearer ', `Bearer ${secret}`, 'Bearer null']) {
    const status = await guest.evaluate(async (authorization) => {
      const answer = await fetch('/api/jitsi/jwt', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
        body: JSON.stringify({ userId: 'u', userName: 'Gustav', roomName: 'any-room', isModerator: true }),
      });
      return answer.status;
    }, authorization);
    expect(status).toBe(401);
  }
});

test('the guest page holds no secret but its own', async ({ page: host, person }) => {
  const guest = await person();
  const { id } = await guestAtTheDoor(host, guest);
  const cookies = await host.context().cookies();
  const hostSecret = cookies.find((cookie) => cookie.name === 'greenroom_sign_in');
  expect(hostSecret?.httpOnly).toBe(true);
  expect(await guest.content()).not.toContain(hostSecret?.value ?? 'no host cookie');
  expect(await guest.content()).not.toContain(id);
});
