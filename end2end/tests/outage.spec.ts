// The world around a meeting fails: the guest gets in all the same, or is told what to do.

import type { Page, Route } from '@playwright/test';

import { expect, test } from '../fixtures';
import { OwnServer } from '../support/server';
import { giveName, guestLink, isAlive, joinAs, meetingFrame, openSession, people } from '../support/steps';

const TOKEN = '**/api/pages/meeting-token';
const SCRIPT = '**/external_api.js*';
const CUT = /^failed: .*(ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_CONNECTION_REFUSED|ERR_BLOCKED_BY_CLIENT|ERR_CONNECTION_RESET)/;
const CUT_SOCKET = /^console error: WebSocket connection .* failed/;
const JOIN = { name: 'Join' };

// A guest in the green room, with script and token there: Join would be instant.
async function prepared(host: Page, guest: Page): Promise<string> {
  await openSession(host);
  const link = await guestLink(host);
  const token = guest.waitForResponse(TOKEN);
  await guest.goto(link);
  await giveName(guest, 'Gustav');
  await token;
  await expect(guest.locator('.meeting')).toHaveAttribute('data-phase', 'prepared');
  return link;
}

async function isIn(guest: Page): Promise<void> {
  await expect(people(guest)).toHaveCount(1, { timeout: 30_000 });
  await expect(meetingFrame(guest)).toHaveCount(1);
  await expect(guest.locator('.meeting__bar')).toBeHidden();
}

for (const [status, headers] of [
  [429, {}],
  [429, { 'retry-after': '2' }],
  [502, {}],
  [503, { 'retry-after': '1' }],
  [504, {}],
] as const) {
  const wait = 'retry-after' in headers ? ' with Retry-After' : '';
  test(`a proxy's ${status}${wait} is waited out`, async ({ page: host, person, watch }) => {
    watch.expect(new RegExp(`^status ${status}: POST .*meeting-token`));
    const guest = await person();
    await openSession(host);
    const link = await guestLink(host);
    let left = 2;
    await guest.route(TOKEN, (route) =>
      left-- > 0 ? route.fulfill({ status, headers, contentType: 'text/html', body: '<h1>nginx</h1>' }) : route.continue(),
    );
    await guest.goto(`${link}?direct`);
    await expect(guest.locator('.meeting__bar')).toHaveAttribute('data-trouble', '');
    await expect(meetingFrame(guest)).toHaveCount(1, { timeout: 15_000 });
  });
}

test('a script that fails before the client is there is loaded anew at once', async ({ page: host, person, watch }) => {
  watch.expect(CUT);
  const guest = await person();
  await openSession(host);
  const link = await guestLink(host);
  // The head's preload and the page's own first try.
  let left = 2;
  await guest.route(SCRIPT, (route) => (left-- > 0 ? route.abort() : route.continue()));
  await guest.goto(`${link}?direct`);
  // Sooner than a try that hangs would be given up.
  await expect(meetingFrame(guest)).toHaveCount(1, { timeout: 9_000 });
});

test('a network that is cut before Join is waited for', async ({ page: host, person, watch }) => {
  watch.expect(CUT);
  const guest = await person();
  await guest.clock.install();
  await openSession(host);
  await guest.goto(await guestLink(host));
  await isAlive(guest);
  await guest.context().setOffline(true);
  await guest.getByLabel('Your name').fill('Gustav');
  await guest.getByRole('button', JOIN).click();
  await expect(guest.getByText('The server cannot be reached. Check the connection.')).toBeVisible();
  await guest.clock.runFor(10_000);
  await guest.context().setOffline(false);
  await isIn(guest);
});

test('a network that is cut while the iframe loads is waited for', async ({ page: host, person, watch }) => {
  watch.expect(CUT);
  const guest = await person();
  await guest.clock.install();
  await prepared(host, guest);
  await guest.context().setOffline(true);
  await guest.getByRole('button', JOIN).click();
  await expect(guest.locator('.meeting')).toHaveAttribute('data-phase', 'mounting');
  await guest.clock.runFor(10_000);
  await guest.context().setOffline(false);
  await isIn(guest);
});

test('a network that is cut in the meeting is waited for', async ({ page: host, person, watch }) => {
  watch.expect(CUT, CUT_SOCKET);
  const guest = await person();
  const cut = await cuttable(guest);
  await openSession(host);
  await joinAs(guest, await guestLink(host), 'Gustav');
  await isIn(guest);
  await guest.context().setOffline(true);
  await cut();
  await expect(guest.getByText('The connection to the meeting was lost.')).toBeVisible();
  await guest.context().setOffline(false);
  await isIn(guest);
});

test('a server that restarts meanwhile is waited for', async ({ person, watch }) => {
  // The host's page follows the door.
  watch.expect(CUT, /^failed: GET .*\/door net::ERR_INCOMPLETE_CHUNKED_ENCODING/);
  const server = await OwnServer.start();
  try {
    const [host, guest] = [await person({ baseURL: server.url }), await person({ baseURL: server.url })];
    await openSession(host);
    await guest.goto(await guestLink(host));
    await isAlive(guest);
    await server.down();
    await guest.getByLabel('Your name').fill('Gustav');
    await guest.getByRole('button', JOIN).click();
    await expect(guest.getByText('The server cannot be reached. Check the connection.')).toBeVisible();
    await server.up();
    await isIn(guest);
  } finally {
    await server.end();
  }
});

test('a laptop that slept for an hour in the green room gets a new token', async ({ page: host, person }) => {
  const guest = await person();
  await guest.clock.install();
  await prepared(host, guest);
  await guest.clock.fastForward('01:00:00');
  const token = guest.waitForResponse(TOKEN);
  await guest.getByRole('button', JOIN).click();
  await token;
  await isIn(guest);
});

test('a laptop that slept for an hour in the meeting comes back with a new token', async ({ page: host, person, watch }) => {
  watch.expect(CUT_SOCKET);
  const guest = await person();
  await guest.clock.install();
  const cut = await cuttable(guest);
  await openSession(host);
  await joinAs(guest, await guestLink(host), 'Gustav');
  await isIn(guest);
  await guest.clock.fastForward('01:00:00');
  const token = guest.waitForResponse(TOKEN);
  await cut();
  await guest.clock.runFor(5_000);
  await token;
  await isIn(guest);
});

test('a token that is refused as expired is replaced by a new one', async ({ page: host, person, request }) => {
  const guest = await person();
  await openSession(host);
  const link = await guestLink(host);
  // A real token of this room that has expired by the time of the join, and does not look so.
  const setting = JSON.parse(await roomSetting(guest, link));
  const minted = await request.post('/api/jitsi/jwt', {
    headers: { authorization: `Bearer ${process.env.GREENROOM_API_KEYS}` },
    data: { userId: 'g', userName: 'Gustav', isModerator: false, roomName: setting.roomName, expirationSeconds: 1 },
  });
  const { token } = await minted.json();
  const { exp } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
  await expect.poll(() => Date.now() / 1000).toBeGreaterThan(exp + 1);
  // What this test learns of the room claim's form is not for the others.
  await guest.route('**/api/pages/joined', (route) => route.fulfill({ json: null }));
  let asked = 0;
  await guest.route(TOKEN, async (route: Route) => {
    asked += 1;
    if (asked > 1) return route.continue();
    const answer = await route.fetch();
    return route.fulfill({ response: answer, json: { ...(await answer.json()), token } });
  });
  await joinAs(guest, link, 'Gustav');
  await isIn(guest);
  expect(asked).toBe(2);
});

test('a blocker that stops the script is explained, and a tab of its own is a way in', async ({
  page: host,
  person,
  watch,
  audit,
}) => {
  watch.expect(CUT);
  const guest = await person();
  await guest.clock.install();
  await guest.route(SCRIPT, (route) => route.abort('blockedbyclient'));
  await openSession(host);
  await guest.goto(await guestLink(host));
  await giveName(guest, 'Gustav');
  await guest.getByRole('button', JOIN).click();
  for (const _wait of [2, 4, 8]) {
    await expect(guest.getByText(/Trying again in \d+ seconds/)).toBeVisible();
    await guest.clock.runFor(8_500);
  }
  const alert = guest.getByRole('alert');
  await expect(alert).toHaveText(
    'The meeting service cannot be reached. Check the connection, and that no blocker stops it.',
  );
  await expect(guest.getByText(/Trying again in \d+ seconds/)).toBeVisible();
  await audit(guest);

  const opened = guest.waitForEvent('popup');
  await guest.getByRole('button', { name: 'Open in a tab of its own' }).click();
  const tab = await opened;
  // In a tab of its own the meeting shows its own page first.
  await tab.getByRole('button', { name: /join/i }).click();
  await expect(tab.getByTestId('tile')).toHaveCount(1);
  expect(new URL(tab.url()).hash).toBe('');
  expect(await tab.evaluate(() => window.opener)).toBeNull();
  await tab.close();

  await guest.unroute(SCRIPT);
  await guest.getByRole('button', { name: 'Try again' }).click();
  await isIn(guest);
});

test('a tab of its own that gets no token closes again, and the page says why', async ({ page: host, person, watch }) => {
  watch.expect(/^status 503: /);
  const guest = await person();
  await guest.clock.install();
  await guest.route(TOKEN, (route) => route.fulfill({ status: 503, body: '' }));
  await openSession(host);
  await guest.goto(`${await guestLink(host)}?direct`);
  await expect(async () => {
    await guest.clock.runFor(4_000);
    await expect(guest.getByRole('alert')).toContainText('The server is busy', { timeout: 100 });
  }).toPass();
  const opened = guest.waitForEvent('popup');
  await guest.getByRole('button', { name: 'Open in a tab of its own' }).click();
  const tab = await opened;
  await expect.poll(() => tab.isClosed()).toBe(true);
  await expect(guest.getByRole('alert')).toContainText('The server is busy');
});

// Lets the meeting's connection be cut from both sides, as a network does.
async function cuttable(page: Page): Promise<() => Promise<void>> {
  let cut = async (): Promise<void> => {};
  await page.routeWebSocket('**/ws*', (socket) => {
    const server = socket.connectToServer();
    cut = async () => {
      await socket.close({ code: 1011 });
      await server.close();
    };
  });
  return () => cut();
}

async function roomSetting(page: Page, link: string): Promise<string> {
  await page.goto(link);
  return (await page.locator('#room').getAttribute('data-setting')) ?? '';
}
