// The door of a session: too early, waiting for a host, let in one by one, full, over. The page opens
// by itself whatever becomes of the line that it listens on.

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures';
import { KEY, NO_KEY, openByBackend, openingIn } from '../support/backend';
import { askForToken, confirm, isInGreenRoom, knock, knocker } from '../support/hosting';
import { CuttingProxy } from '../support/proxy';
import { OwnServer } from '../support/server';
import { enterAsHost, giveName, meetingFrame, people, secretOf } from '../support/steps';

test.skip(!KEY, NO_KEY);

const ONE_BY_ONE = { admitsEach: true };
const CUT_EVENTS = /^failed: GET .*\/door net::/;

// Leads the session by its host's link: their page of it.
async function lead(page: Page, hostLink: string): Promise<void> {
  await page.goto(hostLink);
  await page.waitForURL(/\/s\/[^/]+$/);
}

async function admit(host: Page, name: string): Promise<void> {
  await host.getByRole('button', { name: `Let ${name} in` }).click();
  await expect(knocker(host, name)).toHaveCount(0);
}

async function joinFromGreenRoom(page: Page, name: string): Promise<void> {
  await giveName(page, name);
  await page.getByRole('button', { name: 'Join' }).click();
  await expect(meetingFrame(page)).toBeVisible();
}

test('who comes too early sees when it opens, gets no token, and is there when it does', async ({ page: guest, request, audit, watch }) => {
  watch.expect(/^status 409: POST .*meeting-token/);
  const { guestLink } = await openingIn(request, 9);
  await guest.goto(guestLink);
  await expect(guest.getByText('You are early.')).toBeVisible();
  await expect(guest.locator('.countdown')).toHaveText(/^\d+ seconds?$/);
  await audit(guest);
  expect(await askForToken(guest, secretOf(guestLink))).toMatchObject({ status: 409, code: 'session_not_open' });
  await isInGreenRoom(guest, 20_000);
  await joinFromGreenRoom(guest, 'Gustav');
  await expect(people(guest)).toHaveCount(1);
});

test('the countdown counts, in words', async ({ page: guest, request }) => {
  const { guestLink } = await openingIn(request, 2 * 86_400 + 3 * 3_600 + 30);
  await guest.clock.install();
  await guest.goto(guestLink);
  await expect(guest.locator('.countdown')).toHaveText('2 days 3 hours');
  await guest.clock.runFor(3 * 3_600_000);
  await expect(guest.locator('.countdown')).toHaveText(/^2 days|^1 day 23 hours/);
});

test('a host is early as well, and their page says until when', async ({ page: host, request, audit, watch }) => {
  watch.expect(/^status 409: GET /);
  const { hostLink, id } = await openingIn(request, 3_600);
  await lead(host, hostLink);
  await expect(host.getByText('The door opens')).toBeVisible();
  await expect(host.getByRole('link', { name: 'Enter as host' })).toHaveCount(0);
  await audit(host);
  expect((await host.goto(`/s/${id}/room`))?.status()).toBe(409);
  await expect(host.getByRole('heading', { name: 'Not open yet' })).toBeVisible();
  await audit(host);
});

test('guests wait until a host is in, and then the page opens by itself', async ({ page: host, person, request, audit, watch }) => {
  watch.expect(/^status 409: POST .*meeting-token/);
  const guest = await person();
  const { hostLink, guestLink } = await openByBackend(request, { waitsForHost: true });
  await guest.goto(guestLink);
  await expect(guest.getByText('Waiting for the host.')).toBeVisible();
  await audit(guest);
  expect(await askForToken(guest, secretOf(guestLink))).toMatchObject({ status: 409, code: 'waiting_for_host' });
  await knock(guest, guestLink, 'Gustav');
  await audit(guest);

  await lead(host, hostLink);
  await expect(knocker(host, 'Gustav')).toBeVisible();
  await enterAsHost(host, 'Hannah');
  await isInGreenRoom(guest);
  await expect(guest.getByLabel('Your name')).toHaveValue('Gustav');
  await joinFromGreenRoom(guest, 'Gustav');
  for (const page of [host, guest]) await expect(people(page)).toHaveCount(2);
});

test('who said their name to a host who is not in yet is not asked for it again', async ({ page: guest, request }) => {
  const { guestLink } = await openByBackend(request, { waitsForHost: true });
  await knock(guest, guestLink, 'Gustav');
  await expect(guest.getByText('Waiting for the host.')).toBeVisible();
  await expect(guest.getByText('Say who you are')).toHaveCount(0);
});

test('a name that is none is told at its field', async ({ page: guest, request, audit }) => {
  const { guestLink } = await openByBackend(request, ONE_BY_ONE);
  await guest.goto(guestLink);
  await guest.getByLabel('Your name').fill('   ');
  await guest.getByRole('button', { name: 'Say that I am here' }).click();
  await expect(guest.getByLabel('Your name')).toHaveAttribute('aria-invalid', 'true');
  await expect(guest.getByLabel('Your name')).toHaveAccessibleDescription(/Write your name/);
  await audit(guest);
});

test('one by one: the session page shows who waits, and each gets their answer', async ({ page: host, person, request, audit, watch }) => {
  watch.expect(/^status 403: GET /, /^status 409: POST .*meeting-token/, /^status 403: POST .*meeting-token/);
  const [gustav, greta] = [await person(), await person()];
  const { hostLink, guestLink } = await openByBackend(request, ONE_BY_ONE);
  await lead(host, hostLink);
  await host.evaluate(() => Object.assign(window, { same: true }));
  await expect(host.locator('#door')).toBeHidden();
  await knock(gustav, guestLink, 'Gustav');
  await expect(host.getByRole('heading', { name: '1 person waits at the door' })).toBeVisible();
  await knock(greta, guestLink, 'Greta');
  await expect(host.getByRole('heading', { name: '2 people wait at the door' })).toBeVisible();
  expect(await askForToken(greta, secretOf(guestLink))).toMatchObject({ status: 409, code: 'waiting_to_be_let_in' });

  await admit(host, 'Gustav');
  await isInGreenRoom(gustav);
  await expect(greta.getByText('You wait as Greta.')).toBeVisible();
  await host.getByRole('button', { name: 'Refuse Greta' }).click();
  await expect(greta.getByRole('heading', { name: 'You were not let in' })).toBeVisible();
  await audit(greta);
  await expect(host.locator('#door')).toBeHidden();
  // All of it on the same page.
  expect(await host.evaluate(() => 'same' in window)).toBe(true);

  expect(await askForToken(greta, secretOf(guestLink))).toMatchObject({ status: 403, code: 'kept_out' });
  expect((await greta.goto(guestLink))?.status()).toBe(403);
  await joinFromGreenRoom(gustav, 'Gustav');
  await expect(people(gustav)).toHaveCount(1);
  await expect(host.locator('#people .list__name')).toHaveText(['Gustav']);
});

test('one by one: over the running meeting, without leaving it', async ({ page: host, person, request, watch }) => {
  watch.expect(/^status 403: GET /);
  const [gustav, greta] = [await person(), await person()];
  const { hostLink, guestLink } = await openByBackend(request, ONE_BY_ONE);
  await lead(host, hostLink);
  await enterAsHost(host, 'Hannah');
  await expect(people(host)).toHaveCount(1);
  const frame = await meetingFrame(host).elementHandle();
  await frame?.evaluate((element) => Object.assign(element, { same: true }));

  await knock(gustav, guestLink, 'Gustav');
  await expect(host.getByRole('heading', { name: '1 person waits at the door' })).toBeVisible();
  await knock(greta, guestLink, 'Greta');
  await expect(knocker(host, 'Greta')).toBeVisible();
  await admit(host, 'Gustav');
  await isInGreenRoom(gustav);
  await joinFromGreenRoom(gustav, 'Gustav');
  await expect(people(host)).toHaveCount(2);
  await host.getByRole('button', { name: 'Refuse Greta' }).click();
  await expect(greta.getByRole('heading', { name: 'You were not let in' })).toBeVisible();
  await expect(host.locator('#door')).toBeHidden();

  await expect(meetingFrame(host)).toHaveCount(1);
  expect(await meetingFrame(host).evaluate((element) => 'same' in element)).toBe(true);
  await expect(people(host)).toHaveCount(2);
});

test('who waits is shown to everybody, on the session page and over the meeting', async ({ page: host, person, request, audit }) => {
  const guest = await person();
  const { hostLink, guestLink } = await openByBackend(request, ONE_BY_ONE);
  await lead(host, hostLink);
  await enterAsHost(host, 'Hannah');
  await expect(people(host)).toHaveCount(1);
  await knock(guest, guestLink, 'Gustav');
  await expect(knocker(host, 'Gustav')).toBeVisible();
  await audit(host);
  await lead(host, hostLink);
  await expect(knocker(host, 'Gustav')).toBeVisible();
  await audit(host);
});

test('who was let in comes back without asking again', async ({ page: host, person, request }) => {
  const guest = await person();
  const { hostLink, guestLink } = await openByBackend(request, ONE_BY_ONE);
  await lead(host, hostLink);
  await knock(guest, guestLink, 'Gustav');
  await admit(host, 'Gustav');
  await isInGreenRoom(guest);
  await joinFromGreenRoom(guest, 'Gustav');
  await expect(people(guest)).toHaveCount(1);
  await guest.goto(guestLink);
  await isInGreenRoom(guest);
});

test('a full session says so, and has room for who was in before', async ({ page: first, person, request, audit, watch }) => {
  watch.expect(/^status 409: GET /);
  const second = await person();
  const { guestLink } = await openByBackend(request, { capacity: 1 });
  await first.goto(guestLink);
  await joinFromGreenRoom(first, 'Gustav');
  await expect(people(first)).toHaveCount(1);
  expect((await second.goto(guestLink))?.status()).toBe(409);
  await expect(second.getByRole('heading', { name: 'The session is full' })).toBeVisible();
  await expect(second.getByRole('link', { name: 'Try again' })).toBeVisible();
  await audit(second);
  await first.goto(guestLink);
  await isInGreenRoom(first);
});

test('who is in the green room when the last place goes is told so', async ({ page: first, person, request, watch }) => {
  watch.expect(/^status 409: POST .*meeting-token/);
  const second = await person();
  const { guestLink } = await openByBackend(request, { capacity: 1 });
  // Both see an open door; the token of the second is asked for at Join.
  await second.route('**/api/pages/meeting-token', (route) => route.abort());
  watch.expect(/^failed: POST .*meeting-token/);
  await second.goto(guestLink);
  await first.goto(guestLink);
  await joinFromGreenRoom(first, 'Gustav');
  await expect(people(first)).toHaveCount(1);
  await second.unroute('**/api/pages/meeting-token');
  await giveName(second, 'Greta');
  await second.getByRole('button', { name: 'Join' }).click();
  await expect(second.getByRole('alert')).toContainText('The session is full', { timeout: 30_000 });
  await expect(meetingFrame(second)).toHaveCount(0);
});

test('who waits when the session is ended is told so', async ({ page: host, person, request, audit, watch }) => {
  watch.expect(/^status 410: GET /);
  const guest = await person();
  const { hostLink, guestLink } = await openByBackend(request, ONE_BY_ONE);
  await lead(host, hostLink);
  await knock(guest, guestLink, 'Gustav');
  await confirm(host, 'End session', 'End it now');
  await expect(guest.getByRole('heading', { name: 'This session has ended' })).toBeVisible();
  await audit(guest);
});

test('who waits when their link is withdrawn is told so', async ({ page: host, person, request, watch }) => {
  watch.expect(/^status 410: GET /);
  const guest = await person();
  const { hostLink, guestLink } = await openByBackend(request, ONE_BY_ONE);
  await lead(host, hostLink);
  await knock(guest, guestLink, 'Gustav');
  await host.getByRole('button', { name: 'Withdraw this link and make a new one' }).click();
  await expect(guest.getByRole('heading', { name: 'This link was withdrawn' })).toBeVisible();
});

test('a proxy that cuts every stream does not keep the door shut', async ({ page: host, person, request, baseURL, watch }) => {
  watch.expect(CUT_EVENTS);
  const guest = await person();
  const { hostLink, guestLink } = await openByBackend(request, ONE_BY_ONE);
  const proxy = await CuttingProxy.before(new URL(baseURL ?? ''), 2_000);
  try {
    const through = (link: string): string => proxy.url + new URL(link).pathname;
    await guest.goto(through(guestLink));
    await expect(guest.getByText('The host lets guests in one by one.')).toBeVisible();
    await knock(guest, through(guestLink), 'Gustav');
    await expect.poll(() => proxy.cut, { timeout: 30_000 }).toBeGreaterThanOrEqual(3);
    await expect(guest.getByText('You wait as Gustav.')).toBeVisible();
    // The host's page too is behind it.
    await lead(host, through(hostLink));
    await expect(knocker(host, 'Gustav')).toBeVisible();
    const before = proxy.cut;
    await expect.poll(() => proxy.cut, { timeout: 30_000 }).toBeGreaterThan(before + 2);
    await admit(host, 'Gustav');
    await isInGreenRoom(guest, 30_000);
    // The green room asks for a token by itself: not while the proxy goes.
    for (const page of [host, guest]) await page.goto('about:blank');
  } finally {
    proxy.end();
  }
});

test('where no events come through the page asks, and the door opens', async ({ page: host, person, request, watch }) => {
  test.slow();
  watch.expect(/^failed: GET .*\/door net::ERR_FAILED/);
  const guest = await person();
  const { hostLink, guestLink } = await openByBackend(request, ONE_BY_ONE);
  await guest.route(/\/door$/, (route) => route.abort());
  await knock(guest, guestLink, 'Gustav');
  await lead(host, hostLink);
  await admit(host, 'Gustav');
  await isInGreenRoom(guest, 60_000);
});

test('a stream that is silent is asked past', async ({ page: host, person, request }) => {
  test.slow();
  const guest = await person();
  const { hostLink, guestLink } = await openByBackend(request, ONE_BY_ONE);
  // A proxy that keeps everything back until the end.
  await guest.route(/\/door$/, () => new Promise(() => {}));
  await knock(guest, guestLink, 'Gustav');
  await lead(host, hostLink);
  await admit(host, 'Gustav');
  await isInGreenRoom(guest, 60_000);
});

test('a server that was killed and started again opens the door', async ({ person, request, watch }) => {
  test.slow();
  watch.expect(/^failed: .*ERR_(CONNECTION_REFUSED|INCOMPLETE_CHUNKED_ENCODING|CONNECTION_RESET|EMPTY_RESPONSE|ABORTED)/);
  const server = await OwnServer.start();
  const [host, guest] = [await person(), await person()];
  try {
    const { hostLink, guestLink } = await openByBackend(request, ONE_BY_ONE, server.url);
    const at = (link: string): string => server.url + new URL(link).pathname;
    await lead(host, at(hostLink));
    await knock(guest, at(guestLink), 'Gustav');
    await expect(knocker(host, 'Gustav')).toBeVisible();
    await server.down();
    await expect(guest.getByText('You wait as Gustav.')).toBeVisible();
    await server.up();
    // Nobody touched either page: both are the same as before.
    await admit(host, 'Gustav');
    await isInGreenRoom(guest, 60_000);
  } finally {
    await server.end();
  }
});

test('by keyboard alone a guest knocks and a host lets them in', async ({ page: host, person, request }) => {
  const guest = await person();
  const { hostLink, guestLink } = await openByBackend(request, ONE_BY_ONE);
  await lead(host, hostLink);
  await guest.goto(guestLink);
  await tabTo(guest, 'name');
  await guest.keyboard.type('Gustav');
  await guest.keyboard.press('Enter');
  await expect(guest.getByText('You wait as Gustav.')).toBeVisible();
  await expect(knocker(host, 'Gustav')).toBeVisible();
  await tabTo(host, 'admit-');
  await host.keyboard.press('Enter');
  await isInGreenRoom(guest);
});

test('the focus stays where it was when somebody else knocks', async ({ page: host, person, request }) => {
  const [gustav, greta] = [await person(), await person()];
  const { hostLink, guestLink } = await openByBackend(request, ONE_BY_ONE);
  await lead(host, hostLink);
  await knock(gustav, guestLink, 'Gustav');
  await expect(knocker(host, 'Gustav')).toBeVisible();
  await tabTo(host, 'refuse-');
  await knock(greta, guestLink, 'Greta');
  await expect(knocker(host, 'Greta')).toBeVisible();
  await expect(host.getByRole('button', { name: 'Refuse Gustav' })).toBeFocused();
});

test('a question that the host is at stays open when somebody knocks', async ({ page: host, person, request }) => {
  const [gustav, greta] = [await person(), await person()];
  const { hostLink, guestLink } = await openByBackend(request, ONE_BY_ONE);
  await lead(host, hostLink);
  await knock(gustav, guestLink, 'Gustav');
  await admit(host, 'Gustav');
  await isInGreenRoom(gustav);
  await joinFromGreenRoom(gustav, 'Gustav');
  await expect(people(gustav)).toHaveCount(1);
  await lead(host, hostLink);
  await host.locator('#people summary').click();
  const now = host.getByRole('button', { name: 'Remove and keep out' });
  await expect(now).toBeVisible();
  await knock(greta, guestLink, 'Greta');
  await expect(knocker(host, 'Greta')).toBeVisible();
  await expect(now).toBeVisible();
});

test('who comes in by an open door is listed without a reload', async ({ page: host, person, request }) => {
  const guest = await person();
  const { hostLink, guestLink } = await openByBackend(request);
  await lead(host, hostLink);
  await guest.goto(guestLink);
  await joinFromGreenRoom(guest, 'Gustav');
  await expect(people(guest)).toHaveCount(1);
  await expect(host.locator('#people .list__name')).toHaveText(['Gustav'], { timeout: 20_000 });
});

test('without JavaScript one knocks, and the page looks again by itself', async ({ page: host, person, request, watch }) => {
  test.slow();
  // Without scripts nobody uses what the page has loaded ahead.
  watch.expect(/^failed: GET .* csp$/, /^console warning: .*was preloaded using link preload but not used/);
  const guest = await person({ javaScriptEnabled: false });
  const { hostLink, guestLink } = await openByBackend(request, ONE_BY_ONE);
  await lead(host, hostLink);
  await knock(guest, guestLink, 'Gustav');
  await expect(guest.locator('meta[http-equiv="refresh"]')).toHaveAttribute('content', '20');
  await admit(host, 'Gustav');
  await isInGreenRoom(guest, 40_000);
});

// Goes on by Tab until something with an id of that beginning has the focus.
async function tabTo(page: Page, id: string): Promise<void> {
  for (let steps = 0; steps < 40; steps += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((id) => document.activeElement?.id.startsWith(id), id)) return;
  }
  throw new Error(`Tab does not lead to #${id}`);
}
