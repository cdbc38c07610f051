// The page before the meeting: name, camera, microphone.

import { expect, test } from '../fixtures';
import { giveName, guestLink, isAlive, joinAs, meeting, meetingFrame, openSession, people } from '../support/steps';
import { askedFor, recordMedia, runningTracks, withoutDevices } from '../support/media';

test('the preview shows the camera and is put away before the meeting takes it', async ({ page: host, person }) => {
  const guest = await person();
  await recordMedia(guest);
  await openSession(host);
  await guest.goto(await guestLink(host));
  await expect.poll(() => runningTracks(guest)).toMatchObject({ video: 1 });

  await giveName(guest, 'Gustav');
  await guest.getByRole('button', { name: 'Join' }).click();
  await expect(people(guest)).toHaveCount(1);
  await expect.poll(() => runningTracks(guest)).toEqual({ audio: 0, video: 0 });
});

test('devices can be chosen', async ({ page: host, person }) => {
  const guest = await person();
  await openSession(host);
  await guest.goto(await guestLink(host));
  const microphones = guest.getByLabel('Microphone', { exact: true }).and(guest.locator('select'));
  await expect(microphones.locator('option')).not.toHaveCount(0);
  await microphones.selectOption({ index: 1 });
  await expect(guest.getByLabel('Camera', { exact: true }).and(guest.locator('select'))).toBeVisible();
});

test('an audio session asks for no camera', async ({ page: host, person }) => {
  const guest = await person();
  await recordMedia(guest);
  await openSession(host, 'Phone call', 'audio');
  await guest.goto(await guestLink(host));
  await expect.poll(() => askedFor(guest)).not.toEqual([]);
  for (const asked of await askedFor(guest)) expect(asked.video).toBe(false);
  await joinAs(guest, await guestLink(host), 'Gustav');
  await expect(people(guest)).toHaveCount(1);
});

test('who switches microphone and camera off comes into the meeting so', async ({ page: host, person }) => {
  const guest = await person();
  await openSession(host);
  await guest.goto(await guestLink(host));
  await giveName(guest, 'Gustav');
  await guest.getByRole('button', { name: /microphone/i }).first().click();
  await guest.getByRole('button', { name: /camera/i }).first().click();
  await guest.getByRole('button', { name: 'Join' }).click();

  await expect(people(guest)).toHaveCount(1);
  await expect(people(guest).getByTestId('mic-state')).toHaveText('Muted');
  await expect(people(guest).locator('video')).toBeHidden();
});

test('the name is remembered', async ({ page: host, person }) => {
  const guest = await person();
  await openSession(host);
  const link = await guestLink(host);
  await joinAs(guest, link, 'Gustav Grün');
  await expect(people(guest)).toHaveCount(1);
  await guest.goto(link);
  await expect(guest.getByLabel('Your name')).toHaveValue('Gustav Grün');
});

test('without a name Join says what is missing', async ({ page: host, person }) => {
  const guest = await person();
  await openSession(host);
  await guest.goto(await guestLink(host));
  await isAlive(guest);
  await guest.getByRole('button', { name: 'Join' }).click();
  await expect(guest.getByLabel('Your name')).toBeFocused();
  await expect(meetingFrame(guest)).toHaveCount(0);
});

test('a denied camera and microphone are explained, and Join works', async ({ page: host, person, audit }) => {
  const guest = await person({ permissions: [] });
  await openSession(host);
  const link = await guestLink(host);
  await guest.goto(link);
  await expect(guest.getByText(/You can also join without/)).toBeVisible();
  await audit(guest);
  await joinAs(guest, link, 'Gustav');
  await expect(people(guest)).toHaveCount(1);
});

test('a machine without devices is no obstacle', async ({ page: host, person, audit }) => {
  const guest = await person();
  await withoutDevices(guest);
  await openSession(host);
  const link = await guestLink(host);
  await guest.goto(link);
  await expect(guest.getByText(/No microphone was found/)).toBeVisible();
  await audit(guest);
  await joinAs(guest, link, 'Gustav');
  await expect(people(guest)).toHaveCount(1);
});

test('?direct skips it and shows Jitsi’s own page before the meeting', async ({ page: host, person, audit }) => {
  const guest = await person();
  await openSession(host);
  await guest.goto(`${await guestLink(host)}?direct`);
  await expect(meetingFrame(guest)).toBeVisible();
  const prejoin = meeting(guest).getByRole('button', { name: /join/i });
  await expect(prejoin).toBeVisible();
  await audit(guest);
  await prejoin.click();
  await expect(people(guest)).toHaveCount(1);
});

test('script and token are on their way at the same time, before Join is pressed', async ({ page: host, person }) => {
  const guest = await person();
  const asked: string[] = [];
  guest.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await openSession(host);
  await guest.goto(await guestLink(host));
  await giveName(guest, 'Gustav');
  await expect.poll(() => asked.filter((path) => path.endsWith('/external_api.js')).length).toBe(1);
  await expect.poll(() => asked.filter((path) => path.endsWith('/meeting-token')).length).toBeGreaterThan(0);
  await expect(meetingFrame(guest)).toHaveCount(0);
});
