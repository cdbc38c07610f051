// Invites: for one person, for many, for so many browsers, for a while, and for a co-host. Each says
// what it allows, and by whom it was used.

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures';
import { KEY, NO_KEY, inviteByBackend, now, openByBackend } from '../support/backend';
import { askForToken, confirm, dayAhead, invite, isInGreenRoom, makeInvite } from '../support/hosting';
import { claimsOf, enterAsHost, guestLink, joinAs, openSession, people, secretOf } from '../support/steps';

// Joins by the link. Says who the meeting takes them for.
async function idBy(page: Page, link: string, name: string): Promise<string> {
  await joinAs(page, link, name);
  await expect(people(page).filter({ hasText: name }).first()).toBeVisible();
  const { user } = (await claimsOf(page)).context;
  expect(user).toMatchObject({ name, moderator: 'false' });
  return user.id;
}

// The page of a link that opens nothing any more.
async function isRefused(page: Page, link: string, heading: string): Promise<void> {
  expect((await page.goto(link))?.status()).toBe(410);
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  await expect(page.locator('iframe')).toHaveCount(0);
}

test('an invite for one person is the same person in every browser', async ({ page: host, person, audit }) => {
  const [laptop, phone] = [await person(), await person()];
  const id = await openSession(host);
  const link = await makeInvite(host, id, { kind: 'one', label: 'For Gustav' });
  await expect(invite(host, 'For Gustav')).toContainText('Lets one person in as a guest, without moderator rights, on any of their devices.');
  await expect(invite(host, 'For Gustav')).toContainText('Not used yet');
  await audit(host);

  const first = await idBy(laptop, link, 'Gustav');
  expect(await idBy(laptop, link, 'Gustav')).toBe(first);
  expect(await idBy(phone, link, 'Gustav')).toBe(first);

  await host.goto(`/s/${id}`);
  await invite(host, 'For Gustav').getByText('Used by 2 browsers').click();
  await expect(invite(host, 'For Gustav').locator('li')).toHaveText([/^Gustav/, /^Gustav/]);
  await expect(host.locator('#people li')).toHaveCount(1);
  await audit(host);
});

test('an invite for many is as many people as there are browsers', async ({ page: host, person }) => {
  const [gustav, greta] = [await person(), await person()];
  const id = await openSession(host);
  const link = await makeInvite(host, id, { kind: 'many', label: 'The class' });
  await expect(invite(host, 'The class')).toContainText('Lets everybody who has it in as a guest, without moderator rights.');
  const first = await idBy(gustav, link, 'Gustav');
  expect(await idBy(greta, link, 'Greta')).not.toBe(first);
  // The same browser is the same person, also after a reload.
  expect(await idBy(gustav, link, 'Gustav')).toBe(first);

  await host.goto(`/s/${id}`);
  await invite(host, 'The class').getByText('Used by 2 browsers').click();
  await expect(invite(host, 'The class')).toContainText('Gustav');
  await expect(invite(host, 'The class')).toContainText('Greta');
  await expect(host.locator('#people li')).toHaveCount(2);
});

test('an invite for one browser is used up by the first', async ({ page: host, person, audit, watch }) => {
  watch.expect(/^status 410: /);
  const [first, second] = [await person(), await person()];
  const id = await openSession(host);
  const link = await makeInvite(host, id, { kind: 'many', label: 'Once', uses: '1' });
  await expect(invite(host, 'Once')).toContainText('Can be used by one browser.');
  // Looking at the page uses nothing: programs that preview links do it.
  await second.goto(link);
  await isInGreenRoom(second);
  await second.goto('/');
  await idBy(first, link, 'Gustav');

  await isRefused(second, link, 'This link was used already');
  await expect(second.getByText('Ask the person who invited you for one of your own.')).toBeVisible();
  await audit(second);
  expect(await askForToken(second, secretOf(link))).toMatchObject({ status: 410, code: 'invite_used_up' });
  await idBy(first, link, 'Gustav');
});

test('an invite says until when it holds, in the session’s zone', async ({ page: host, person }) => {
  const guest = await person();
  const id = await openSession(host);
  const link = await makeInvite(host, id, { kind: 'one', label: 'Until then', expires: dayAhead(3, '18:15') });
  await expect(invite(host, 'Until then')).toContainText(/Ends \d+ \w{3} \d{4}, 18:15 \(UTC\)\./);
  await guest.goto(link);
  await isInGreenRoom(guest);
});

test('an end that is over already is told at its field, with all that was typed', async ({ page: host, audit }) => {
  const id = await openSession(host);
  await host.goto(`/s/${id}`);
  await host.getByText('Make another invite').click();
  await host.getByRole('radio', { name: /^Many people/ }).check();
  await host.getByLabel(/^What do you call it/).fill('The class');
  await host.getByLabel(/^Until when/).fill('2020-02-29T08:15');
  await host.getByRole('button', { name: 'Make the invite' }).click();
  await expect(host.getByText('This invite cannot be made.')).toBeVisible();
  const until = host.getByLabel(/^Until when/);
  await expect(until).toHaveAttribute('aria-invalid', 'true');
  await audit(host);
  await expect(until).toHaveAccessibleDescription(/An end lies in the future/);
  await expect(host.getByLabel(/^What do you call it/)).toHaveValue('The class');
  await expect(host.getByRole('radio', { name: /^Many people/ })).toBeChecked();
});

test('a withdrawn invite says so, and the others hold', async ({ page: host, person, audit, watch }) => {
  watch.expect(/^status 410: /);
  const [gustav, greta] = [await person(), await person()];
  const id = await openSession(host);
  const withdrawn = await makeInvite(host, id, { kind: 'one', label: 'For Gustav' });
  const held = await makeInvite(host, id, { kind: 'one', label: 'For Greta' });
  await gustav.goto(withdrawn);
  await isInGreenRoom(gustav);
  await invite(host, 'For Gustav').getByText('Not used yet').click();
  await invite(host, 'For Gustav').getByRole('button', { name: 'Withdraw this invite' }).click();
  await expect(invite(host, 'For Gustav')).toContainText('Withdrawn or over');
  await expect(invite(host, 'For Greta')).not.toContainText('Withdrawn or over');
  await audit(host);

  expect(await askForToken(gustav, secretOf(withdrawn))).toMatchObject({ status: 410, code: 'invite_revoked' });
  await isRefused(gustav, withdrawn, 'This link was withdrawn');
  await audit(gustav);
  await idBy(greta, held, 'Greta');
});

test('withdrawing all guests’ links closes each of them, and spares the co-host', async ({ page: host, person, watch }) => {
  watch.expect(/^status 410: /);
  const [guest, cohost] = [await person(), await person()];
  const id = await openSession(host);
  const shared = await guestLink(host);
  const one = await makeInvite(host, id, { kind: 'one', label: 'For Gustav' });
  const lead = await makeInvite(host, id, { kind: 'host', label: 'For Cora' });
  await idBy(guest, shared, 'Gustav');

  await host.goto(`/s/${id}`);
  await confirm(host, 'Withdraw all guests', 'Withdraw them all');
  await expect(invite(host, 'For Gustav')).toContainText('Withdrawn or over');
  await expect(invite(host, 'For Cora')).not.toContainText('Withdrawn or over');
  await expect(host.getByText('There is no link for all guests that can be shown.')).toBeVisible();
  // Who is inside stays, and has no way back.
  await expect(people(guest)).toHaveCount(1);
  for (const link of [shared, one]) await isRefused(guest, link, 'This link was withdrawn');
  await cohost.goto(lead);
  await expect(cohost).toHaveURL(new RegExp(`/s/${id}$`));

  await host.getByRole('button', { name: 'Withdraw this link and make a new one' }).click();
  await expect(host.getByTestId('guest-link')).toBeVisible();
  await guest.goto(await guestLink(host));
  await isInGreenRoom(guest);
});

test('a co-host by link leads the session as moderator', async ({ page: host, person, audit, watch }) => {
  watch.expect(/^status 403: /);
  const [cohost, guest] = [await person(), await person()];
  const id = await openSession(host);
  const link = await makeInvite(host, id, { kind: 'host', label: 'For Cora' });
  await expect(invite(host, 'For Cora')).toContainText(
    'Lets its bearer lead the session as a moderator, make and withdraw invites, and end it.',
  );
  // A link that makes a host is shown when it is made, and never again.
  await host.goto(`/s/${id}`);
  await expect(host.locator(`input[value="${link}"]`)).toHaveCount(0);

  await cohost.goto(link);
  await expect(cohost).toHaveURL(new RegExp(`/s/${id}$`));
  await audit(cohost);
  // The session is not theirs to change.
  await expect(cohost.getByRole('link', { name: 'Change it' })).toHaveCount(0);
  expect((await cohost.goto(`/s/${id}/edit`))?.status()).toBe(403);
  await expect(cohost.getByText('Only the person whose session this is can change it.')).toBeVisible();
  const own = await makeInvite(cohost, id, { kind: 'one', label: 'By Cora' });
  await enterAsHost(cohost, 'Cora');
  await expect(people(cohost).filter({ hasText: 'Cora' })).toBeVisible();
  expect((await claimsOf(cohost)).context.user).toMatchObject({ name: 'Cora', moderator: 'true' });
  await idBy(guest, own, 'Gustav');
  await expect(people(cohost)).toHaveCount(2);
});

test('a co-host’s link for one browser asks for a press first, and gives a second browser nothing', async ({ page: host, person, audit, watch }) => {
  watch.expect(/^status (410|403): /);
  const [first, second] = [await person(), await person()];
  const id = await openSession(host);
  const link = await makeInvite(host, id, { kind: 'host', label: 'For Cora', uses: '1' });
  for (const browser of [first, second]) {
    await browser.goto(link);
    await expect(browser.getByText('You are invited to lead this session')).toBeVisible();
  }
  await audit(first);
  expect((await first.context().cookies()).filter(({ name }) => name.startsWith('greenroom_host_'))).toEqual([]);
  await first.getByRole('button', { name: 'Lead the session here' }).click();
  await expect(first).toHaveURL(new RegExp(`/s/${id}$`));
  await expect(first.getByRole('link', { name: 'Enter as host' })).toBeVisible();

  await second.getByRole('button', { name: 'Lead the session here' }).click();
  await expect(second.getByText('This link was made for fewer people than have used it.')).toBeVisible();
  await audit(second);
  expect((await second.goto(`/s/${id}`))?.status()).toBe(403);
  // Not even with the first browser's right.
  const right = (await first.context().cookies()).find(({ name }) => name === `greenroom_host_${id}`);
  await second.context().addCookies(right ? [right] : []);
  expect((await second.goto(`/s/${id}`))?.status()).toBe(410);

  // The first browser goes on by the same link, without a press.
  await first.goto(link);
  await expect(first).toHaveURL(new RegExp(`/s/${id}$`));
});

test.describe('with an API key', () => {
  test.skip(!KEY, NO_KEY);

  test('an expired invite says so, to who looks and to who waits', async ({ page: guest, request, audit, watch }) => {
    watch.expect(/^status 410: /, /^status 409: POST .*meeting-token/);
    const { id } = await openByBackend(request, { waitsForHost: true });
    const expiresAt = now() + 4;
    const link = await inviteByBackend(request, id, { role: 'guest', personal: true, expiresAt });
    await guest.goto(link);
    await expect(guest.getByText('Waiting for the host.')).toBeVisible();
    await expect.poll(() => askForToken(guest, secretOf(link))).toMatchObject({ status: 410, code: 'invite_expired' });
    await isRefused(guest, link, 'This link has expired');
    await audit(guest);
  });
});
