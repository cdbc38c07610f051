// The guide's endpoint from outside, as a backend calls it. The fields are pinned by the HTTP tests
// in Rust; here the real server answers, and its token opens the real room.

import { decodeJwt } from 'jose';

import { expect, test } from '../fixtures';
import type { MeetingClaims } from '../support/steps';

const KEY = process.env.GREENROOM_API_KEYS?.split(',')[0] ?? '';

test('anybody may ask whether tokens are configured', async ({ request }) => {
  const answer = await request.get('/api/jitsi/jwt');
  expect(await answer.json()).toEqual({ configured: true });
});

test.describe('with an API key', () => {
  test.skip(!KEY, 'the server was started without GREENROOM_API_KEYS: `make e2e` sets it');

  test('the guide’s POST gives a token for that user and room', async ({ request }) => {
    const answer = await request.post('/api/jitsi/jwt', {
      headers: { authorization: `Bearer ${KEY}` },
      data: {
        userId: 'user-17',
        userName: 'Ada',
        userEmail: 'ada@example.com',
        isModerator: true,
        roomName: 'physics-101',
        expirationSeconds: 600,
        features: { recording: true, livestreaming: false, moderation: true },
      },
    });
    expect(answer.status()).toBe(200);
    expect(answer.headers()['cache-control']).toBe('no-store');
    const { token, expiresAt, ...rest } = await answer.json();
    expect(rest).toEqual({});
    const claims = decodeJwt(token) as unknown as MeetingClaims;
    expect(claims.exp).toBe(expiresAt);
    expect(claims.context.user).toEqual({ id: 'user-17', name: 'Ada', email: 'ada@example.com', moderator: 'true' });
    expect(claims.context.features).toMatchObject({ recording: 'true', livestreaming: 'false' });
    expect(claims.room.split('/').at(-1)).toBe('physics-101');
  });

  test('a session that a backend opened is joined by its links', async ({ request, page, person }) => {
    const answer = await request.post('/api/sessions', {
      headers: { authorization: `Bearer ${KEY}` },
      data: { title: 'Interview', sessionType: 'video' },
    });
    expect(answer.status()).toBe(201);
    const { id, hostLink, guestLink } = await answer.json();

    await page.goto(hostLink);
    await expect(page).toHaveURL(new RegExp(`/s/${id}$`));
    await expect(page.getByRole('heading', { name: 'Interview' })).toBeVisible();

    const guest = await person();
    await guest.goto(guestLink);
    await expect(guest.getByRole('heading', { name: 'Interview' })).toBeVisible();
  });
});
