// The two forms of the room claim. What is learnt holds for the whole server, so these tests run
// after all others, one after the other.

import { expect, test } from '../fixtures';
import { order, tenantOf } from '../support/faults';
import { claimsOf, guestLink, joinAs, openSession, people } from '../support/steps';

const KEY = process.env.GREENROOM_API_KEYS?.split(',')[0] ?? '';

test.describe.configure({ mode: 'serial' });
test.skip(!KEY, 'the server was started without GREENROOM_API_KEYS: `make e2e` sets it');

for (const [refused, accepted] of [
  ['qualified', /^[a-z0-9]{24}$/],
  ['name', /^vpaas-magic-cookie-[0-9a-f]{32}\/[a-z0-9]{24}$/],
] as const) {
  test(`where ${refused} is refused the other form gets in, and holds from then on`, async ({ page: host, person, request }) => {
    const [first, second] = [await person(), await person()];
    await openSession(host);
    const link = await guestLink(host);
    await order(first, await tenantOf(first, link), { target: 'room_claim', form: refused, times: null });

    await joinAs(first, link, 'Gustav');
    await expect(people(first)).toHaveCount(1);
    expect((await claimsOf(first)).room).toMatch(accepted);

    // The next one gets the accepted form at once, and so does a backend.
    await expect
      .poll(async () => {
        const answer = await request.post('/api/jitsi/jwt', {
          headers: { authorization: `Bearer ${KEY}` },
          data: { userId: 'u', userName: 'Ada', roomName: 'abcdefghijklmnopqrstuvwx' },
        });
        const { token } = await answer.json();
        return JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString()).room;
      })
      .toMatch(accepted);
    await joinAs(second, link, 'Greta');
    await expect(people(second)).toHaveCount(2);
    expect((await claimsOf(second)).room).toMatch(accepted);
  });
}
