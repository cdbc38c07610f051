// Removing somebody and ending for everyone: out of the meeting, and no way back. Where the meeting
// service fails, our side holds, and the host is told.

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures';
import { order, tenantOf } from '../support/faults';
import { askForToken, confirm, makeInvite } from '../support/hosting';
import { claimsOf, guestLink, joinAs, meet, meetingFrame, people, secretOf } from '../support/steps';

const REFUSED = /^status (403|410): /;

// The session's page in another tab of the host, beside the meeting.
async function sessionTab(host: Page): Promise<Page> {
  const id = new URL(host.url()).pathname.split('/')[2];
  const tab = await host.context().newPage();
  await tab.goto(`/s/${id}`);
  return tab;
}

// Removes somebody from the session's page; it is asked once, in words.
async function remove(tab: Page, name: string): Promise<void> {
  const row = tab.locator('#people li').filter({ hasText: name });
  await row.locator('summary').click();
  await expect(row).toContainText(`${name} is put out of the meeting and cannot come back`);
  await row.getByRole('button', { name: 'Remove and keep out' }).click();
  await tab.waitForURL(/\?removed=/);
  await expect(row).toContainText('Kept out');
}

// Every way back that a guest could try.
async function hasNoWayBack(guest: Page, link: string, status: number, heading: string): Promise<void> {
  for (const address of [link, `${link}?direct`]) {
    expect((await guest.goto(address))?.status(), address).toBe(status);
    await expect(guest.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await expect(meetingFrame(guest)).toHaveCount(0);
  }
  expect((await guest.reload())?.status()).toBe(status);
  expect((await askForToken(guest, secretOf(link))).status).toBe(status);
}

// Orders that commands to the meeting fail.
async function commandsFail(host: Page, link: string, kind: '503' | '403' | 'hang'): Promise<void> {
  const room = (await claimsOf(host)).room.split('/').at(-1);
  await order(host, await tenantOf(host, link), { target: 'commands', kind, room, times: null });
}

test('who is removed is out, and has no way back by the shared link', async ({ page: host, person, audit, watch }) => {
  watch.expect(REFUSED);
  const guest = await person();
  const link = await meet(host, guest);
  const tab = await sessionTab(host);
  await audit(tab);
  await remove(tab, 'Gustav');
  await expect(tab.getByRole('status').filter({ hasText: 'They were put out and cannot come back.' })).toBeVisible();
  await audit(tab);
  await expect(meetingFrame(guest)).toHaveCount(0);
  await expect(people(host)).toHaveCount(1);
  await hasNoWayBack(guest, link, 403, 'You were not let in');
  await audit(guest);
});

test('who is removed is told so, and not thanked for coming', async ({ page: host, person, watch }) => {
  watch.expect(REFUSED);
  const guest = await person();
  await meet(host, guest);
  await remove(await sessionTab(host), 'Gustav');
  await expect(meetingFrame(guest)).toHaveCount(0);
  await expect(guest.getByText(/removed|not let you in|not let in/i).first()).toBeVisible();
});

test('on a phone too the host sees what became of it', async ({ page: host, person, watch }) => {
  watch.expect(REFUSED);
  const guest = await person();
  const link = await meet(host, guest);
  await commandsFail(host, link, '503');
  const tab = await sessionTab(host);
  await tab.setViewportSize({ width: 360, height: 640 });
  await remove(tab, 'Gustav');
  await expect(tab.getByRole('alert')).toBeInViewport();
});

test('who has a token from before the removal cannot use it', async ({ page: host, person, watch }) => {
  watch.expect(REFUSED, /^failed/, /^console error/);
  const guest = await person();
  await meet(host, guest);
  const frame = guest.frames().find((one) => one !== guest.mainFrame());
  const address = frame?.url() ?? '';
  const token = await frame?.evaluate(() => (window as unknown as { sandboxToken: string }).sandboxToken);
  await remove(await sessionTab(host), 'Gustav');
  await expect(people(host)).toHaveCount(1);
  await guest.goto('about:blank');
  await guest.goto(`${address.split(/[?#]/)[0]}#jwt=${token}`);
  await expect(guest.getByTestId('tile')).toHaveCount(0);
  await expect(people(host)).toHaveCount(1);
});

test('others on the shared link come back, newcomers need the new one', async ({ page: host, person, watch }) => {
  watch.expect(REFUSED);
  const [gustav, greta, newcomer] = [await person(), await person(), await person()];
  const old = await meet(host, gustav);
  await joinAs(greta, old, 'Greta');
  await expect(people(host)).toHaveCount(3);
  const tab = await sessionTab(host);
  await remove(tab, 'Gustav');
  await expect(people(host)).toHaveCount(2);
  await expect(people(greta)).toHaveCount(2);

  await joinAs(greta, old, 'Greta');
  await expect(people(greta)).toHaveCount(2);
  expect((await newcomer.goto(old))?.status()).toBe(410);
  await expect(newcomer.getByRole('heading', { name: 'This link was withdrawn' })).toBeVisible();
  const link = await guestLink(tab);
  expect(link).not.toBe(old);
  await joinAs(newcomer, link, 'Nora');
  await expect(people(host)).toHaveCount(3);
});

test('who is removed has no way back by an invite of their own', async ({ page: host, person, watch }) => {
  watch.expect(REFUSED);
  const [guest, other] = [await person(), await person()];
  await meet(host, other);
  const tab = await sessionTab(host);
  const shared = await guestLink(tab);
  const own = await makeInvite(tab, new URL(tab.url()).pathname.split('/')[2], { kind: 'one', label: 'For Greta' });
  await joinAs(guest, own, 'Greta');
  await expect(people(host)).toHaveCount(3);
  await tab.reload();
  await remove(tab, 'Greta');
  await expect(meetingFrame(guest)).toHaveCount(0);
  await expect(people(host)).toHaveCount(2);
  await hasNoWayBack(guest, own, 410, 'This link was withdrawn');
  // The link that others share stays as it is.
  expect(await guestLink(tab)).toBe(shared);
});

for (const kind of ['503', '403', 'hang'] as const) {
  test(`a removal holds on our side when the meeting service answers ${kind}`, async ({ page: host, person, audit, watch }) => {
    test.slow();
    watch.expect(REFUSED);
    const guest = await person();
    const link = await meet(host, guest);
    await commandsFail(host, link, kind);
    const tab = await sessionTab(host);
    await remove(tab, 'Gustav');
    await expect(tab.getByRole('alert')).toContainText('They get no new way in. The meeting service did not answer');
    await audit(tab);
    await expect(people(host)).toHaveCount(2);
    await hasNoWayBack(guest, link, 403, 'You were not let in');
    await expect(people(host)).toHaveCount(1);
  });

  test(`an end for everyone holds on our side when the meeting service answers ${kind}`, async ({ page: host, person, audit, watch }) => {
    test.slow();
    watch.expect(REFUSED);
    const guest = await person();
    const link = await meet(host, guest);
    await commandsFail(host, link, kind);
    const tab = await sessionTab(host);
    await confirm(tab, 'End session', 'End it now');
    await expect(tab.getByRole('alert')).toContainText('nobody can come in any more. The meeting service did not answer');
    await expect(tab.locator('.pill')).toHaveText('Ended');
    await audit(tab);
    // Who is inside stays until they leave, and does not come back.
    await expect(people(guest)).toHaveCount(2);
    await hasNoWayBack(guest, link, 410, 'This session has ended');
  });
}

test('ending for everyone closes the meeting for both', async ({ page: host, person, audit, watch }) => {
  watch.expect(REFUSED);
  const guest = await person();
  const link = await meet(host, guest);
  const tab = await sessionTab(host);
  await confirm(tab, 'End session', 'End it now');
  await expect(tab.getByRole('status').filter({ hasText: 'The session has ended for everyone.' })).toBeVisible();
  await expect(tab.locator('.pill')).toHaveText('Ended');
  await audit(tab);
  for (const page of [host, guest]) {
    await expect(meetingFrame(page)).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await audit(page);
  }
  await hasNoWayBack(guest, link, 410, 'This session has ended');
});
