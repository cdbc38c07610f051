// The end of a meeting on a page: nothing of it is left, and the way back in is there.

import { expect, test } from '../fixtures';
import { enterAsHost, guestLink, joinAs, meet, meeting, meetingFrame, openSession, people } from '../support/steps';
import { recordMedia, runningTracks } from '../support/media';

test('who hangs up is thanked, told how long it was, and let back in', async ({ page: host, person, audit }) => {
  const guest = await person();
  await openSession(host);
  await joinAs(guest, await guestLink(host), 'Gustav');
  await expect(people(guest)).toHaveCount(1);
  await meeting(guest).getByRole('button', { name: /(hang up|leave)/i }).click();

  await expect(guest).toHaveURL(/\/j\/[^/]+\/after\?seconds=\d+$/);
  await expect(meetingFrame(guest)).toHaveCount(0);
  await audit(guest);
  await guest.getByRole('link', { name: 'Back in' }).click();
  await expect(guest.getByLabel('Your name')).toHaveValue('Gustav');
});

test('the host comes after the meeting to a page of their own', async ({ page: host, audit }) => {
  const id = await openSession(host);
  await enterAsHost(host, 'Hannah');
  await expect(people(host)).toHaveCount(1);
  await meeting(host).getByRole('button', { name: /(hang up|leave)/i }).click();
  await expect(host).toHaveURL(new RegExp(`/s/${id}/after\\?seconds=\\d+$`));
  await audit(host);
  await expect(host.getByRole('link', { name: 'Back in' })).toBeVisible();
});

test('when the page is hidden for good, the meeting is gone with it', async ({ page: host, person }) => {
  const guest = await person();
  await meet(host, guest);

  // The browser tells a page so when it goes into the back-forward cache.
  await guest.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
  await expect(meetingFrame(guest)).toHaveCount(0);
  await expect(people(host)).toHaveCount(1);
});

test('in the green room the camera goes off when the page goes', async ({ page: host, person }) => {
  const guest = await person();
  await recordMedia(guest);
  await openSession(host);
  await guest.goto(await guestLink(host));
  await expect.poll(() => runningTracks(guest)).toMatchObject({ video: 1 });
  await guest.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
  await expect.poll(() => runningTracks(guest)).toEqual({ audio: 0, video: 0 });
});

test('who closes the page is seen to leave', async ({ page: host, person }) => {
  const guest = await person();
  await meet(host, guest);
  await guest.goto('/');
  await expect(people(host)).toHaveCount(1);
});

test('who is removed by the host comes to the page after the meeting', async ({ page: host, person }) => {
  const guest = await person();
  await meet(host, guest);
  await people(host).filter({ hasText: 'Gustav' }).getByRole('button', { name: /(kick|remove)/i }).click();
  await expect(people(host)).toHaveCount(1);
  await expect(guest).toHaveURL(/\/after/);
});
