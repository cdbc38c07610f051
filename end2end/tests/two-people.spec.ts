// From a link to a signed token to the meeting: two browsers, the whole way.

import { expect, test } from '../fixtures';
import {
  claimsOf,
  decodeProtectedHeader,
  enterAsHost,
  guestLink,
  joinAs,
  meet,
  meeting,
  openSession,
  people,
  tokenOf,
} from '../support/steps';

test('a host opens a session, sends the link, and both meet', async ({ page: host, person, audit }) => {
  const guest = await person();
  await openSession(host, 'Weekly check-in');
  const link = await guestLink(host);
  await enterAsHost(host, 'Hannah');
  await joinAs(guest, link, 'Gustav');

  for (const page of [host, guest]) {
    await expect(people(page)).toHaveCount(2);
    await expect(people(page).filter({ hasText: 'Hannah' })).toBeVisible();
    await expect(people(page).filter({ hasText: 'Gustav' })).toBeVisible();
    await audit(page);
  }
});

test('the host is a moderator and the guest is none, for that one room', async ({ page: host, person }) => {
  const guest = await person();
  await meet(host, guest);

  await expect(people(host)).toHaveCount(2);
  await expect(people(guest)).toHaveCount(2);
  const [hosts, guests] = [await claimsOf(host), await claimsOf(guest)];
  expect(hosts.context.user).toMatchObject({ name: 'Hannah', moderator: 'true' });
  expect(guests.context.user).toMatchObject({ name: 'Gustav', moderator: 'false' });
  expect(hosts.room).toBe(guests.room);
  expect(hosts.room).toMatch(new RegExp(`^(${hosts.sub}/)?[a-z0-9-]{20,}$`));
  for (const claims of [hosts, guests]) {
    expect(claims).toMatchObject({ aud: 'jitsi', iss: 'chat', sub: expect.stringMatching(/^vpaas-magic-cookie-[0-9a-f]{32}$/) });
    expect(claims.exp).toBeGreaterThan(Date.now() / 1000);
    expect(claims.nbf).toBeLessThan(Date.now() / 1000);
  }
  expect(Object.values(guests.context.features)).not.toContain('true');
  expect(decodeProtectedHeader(await tokenOf(guest))).toEqual({
    alg: 'RS256',
    typ: 'JWT',
    kid: expect.stringContaining(`${guests.sub}/`),
  });
});

test('what one says in the chat the other reads', async ({ page: host, person }) => {
  const guest = await person();
  await meet(host, guest);

  await meeting(host).getByTestId('toolbar-chat').click();
  await meeting(guest).getByTestId('toolbar-chat').click();
  await meeting(host).getByRole('textbox', { name: /message/i }).fill('Good morning');
  await meeting(host).getByRole('textbox', { name: /message/i }).press('Enter');
  await expect(meeting(guest).getByText('Good morning')).toBeVisible();
});

test('the host sees on the session page who was let in', async ({ page: host, person }) => {
  const guest = await person();
  const id = await openSession(host);
  await joinAs(guest, await guestLink(host), 'Gustav');
  await expect(people(guest)).toHaveCount(1);

  await host.goto(`/s/${id}`);
  await expect(host.locator('#people .list__name')).toHaveText(['Gustav']);
});
