// Links that open nothing any more, and what their pages say.

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures';
import { giveName, guestLink, joinAs, openSession, people, secretOf } from '../support/steps';

// A page that refuses: its status, a sentence why, and one thing to do.
async function isRefused(page: Page, path: string, status: number, sentence: RegExp): Promise<void> {
  const answer = await page.goto(path);
  expect(answer?.status()).toBe(status);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText(sentence).first()).toBeVisible();
  await expect(page.locator('iframe')).toHaveCount(0);
}

test('a withdrawn link says so, and the new one works', async ({ page: host, person, watch, audit }) => {
  watch.expect(/^status 410: GET /);
  const guest = await person();
  await openSession(host);
  const old = await guestLink(host);
  await host.getByRole('button', { name: /new link|withdraw/i }).click();
  await expect.poll(() => guestLink(host)).not.toBe(old);

  await isRefused(guest, old, 410, /withdrawn/i);
  await audit(guest);
  await joinAs(guest, await guestLink(host), 'Gustav');
});

test('an ended session says so to guest and host', async ({ page: host, person, watch, audit }) => {
  watch.expect(/^status 410: GET /);
  const guest = await person();
  const id = await openSession(host);
  const link = await guestLink(host);
  await endSession(host);

  await expect(host.getByText(/ended/i).first()).toBeVisible();
  await expect(host.getByTestId('guest-link')).toHaveCount(0);
  await audit(host);
  await isRefused(guest, link, 410, /(over|ended)/i);
  await audit(guest);
  await isRefused(host, `/s/${id}/room`, 410, /(over|ended)/i);
});

test('from the moment a link is withdrawn or a session ended no token is given', async ({ page: host, person, watch }) => {
  watch.expect(/^status 410: POST /);
  const guest = await person();
  await openSession(host);
  const link = await guestLink(host);
  await guest.goto(link);
  await endSession(host);

  const answer = await guest.evaluate(async (secret) => {
    const answer = await fetch('/api/pages/meeting-token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ door: { by: 'invite', secret }, name: 'Gustav', room_claim: null }),
    });
    return { status: answer.status, body: await answer.json() };
  }, secretOf(link));
  expect(answer).toMatchObject({ status: 410, body: { code: 'session_ended' } });
});

test('who is in the green room when the session ends is told why there is no way in', async ({ page: host, person, watch }) => {
  watch.expect(/^status 410: POST /);
  const guest = await person();
  await openSession(host);
  await guest.goto(await guestLink(host));
  await endSession(host);

  await giveName(guest, 'Gustav');
  await guest.getByRole('button', { name: 'Join' }).click();
  await expect(guest.getByRole('alert')).toContainText(/(over|ended)/i);
  await expect(guest.locator('iframe')).toHaveCount(0);
});

test('an unknown link and an unknown address say so', async ({ page, watch, audit }) => {
  watch.expect(/^status 40[34]: GET /);
  await isRefused(page, '/j/aaaaaaaaaaaaaaaaaaaaaaaaaa', 404, /link/i);
  await audit(page);
  await isRefused(page, '/j/nonsense', 404, /link/i);
  await isRefused(page, '/s/unknown', 403, /host/i);
  await isRefused(page, '/nothing/here', 404, /\w/);
  await audit(page);
});

test('a meeting that runs goes on when the link is withdrawn', async ({ page: host, person }) => {
  const guest = await person();
  await openSession(host);
  await joinAs(guest, await guestLink(host), 'Gustav');
  await expect(people(guest)).toHaveCount(1);
  const old = await guestLink(host);
  await host.getByRole('button', { name: /new link|withdraw/i }).click();
  await expect.poll(() => guestLink(host)).not.toBe(old);
  await expect(people(guest)).toHaveCount(1);
});

// Ends the session from its page; the page asks once.
async function endSession(host: Page): Promise<void> {
  await host.getByText('End session').click();
  await host.getByRole('button', { name: 'End it now' }).click();
  await expect(host.getByText('Ended', { exact: true })).toBeVisible();
}
