// What goes wrong on the way is waited out, and the page says so meanwhile.

import { expect, test } from '../fixtures';
import { order, tenantOf } from '../support/faults';
import { giveName, guestLink, meetingFrame, openSession, people } from '../support/steps';

test('two 429s of the script and of the token are waited out', async ({ page: host, person, watch }) => {
  // With `nosniff` a browser also says that an error's body is no script.
  watch.expect(/^status 429: /, /^console error: Refused to execute script/);
  const guest = await person();
  await openSession(host);
  const link = await guestLink(host);
  const tenant = await tenantOf(guest, link);
  // The head's preload meets one, the component's own elements the other two.
  await order(guest, tenant, { target: 'script', kind: '429', times: 3 }, { target: 'token', kind: '429', times: 2 });

  await guest.goto(link);
  await giveName(guest, 'Gustav');
  await guest.getByRole('button', { name: 'Join' }).click();
  await expect(guest.getByText(/Trying again/)).toBeVisible();
  await expect(people(guest)).toHaveCount(1, { timeout: 20_000 });
  await expect(meetingFrame(guest)).toHaveCount(1);
});

test('what Retry-After says is waited, and counted down', async ({ page: host, person, watch }) => {
  watch.expect(/^status 429: /);
  const guest = await person();
  await openSession(host);
  const link = await guestLink(host);
  await order(guest, await tenantOf(guest, link), { target: 'token', kind: '429', times: 1, retryAfter: 3 });

  await guest.goto(`${link}?direct`);
  await expect(guest.getByText(/Trying again in [23] seconds/)).toBeVisible();
  await expect(guest.getByText('Many people are coming in at this moment.')).toBeVisible();
  await expect(meetingFrame(guest)).toBeVisible();
});

test('when all tries are used up the page says so, and the button works', async ({ page: host, person, watch, audit }) => {
  watch.expect(/^status 503: /);
  const guest = await person();
  await openSession(host);
  const link = await guestLink(host);
  await order(guest, await tenantOf(guest, link), { target: 'token', kind: '503', times: 5 });

  await guest.goto(`${link}?direct`);
  await expect(guest.getByRole('alert')).toContainText('The server is busy', { timeout: 20_000 });
  await expect(guest.getByText(/Trying again in \d+ seconds/)).toBeVisible();
  await audit(guest);
  await guest.getByRole('button', { name: 'Try again' }).click();
  await expect(meetingFrame(guest)).toBeVisible();
});

test('a script that hangs is given up and loaded anew', async ({ page: host, person, watch }) => {
  // The server ends after a while what keeps it waiting, also where nobody waits for it any more: the head's preload.
  watch.expect(/^status 503: /, /^console error: Refused to execute script/);
  const guest = await person();
  await openSession(host);
  const link = await guestLink(host);
  await order(guest, await tenantOf(guest, link), { target: 'script', kind: 'hang', times: 2 });

  await guest.goto(`${link}?direct`, { waitUntil: 'commit' });
  await expect(guest.getByText('The meeting service is slow to answer.')).toBeVisible({ timeout: 20_000 });
  await expect(meetingFrame(guest)).toBeVisible({ timeout: 20_000 });
});
