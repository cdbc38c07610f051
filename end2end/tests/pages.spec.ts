// Every page: its picture in both schemes and two widths, without a shift, and by keyboard alone.

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures';
import { KEY, NO_KEY, openByBackend, openingIn } from '../support/backend';
import { dayAhead, fillPlan, isInGreenRoom, knock, knocker, makeInvite, planSession } from '../support/hosting';
import { layoutShift } from '../support/watch';
import { enterAsHost, guestLink, isAlive, joinAs, openSession, people } from '../support/steps';

const SIZES = [
  { width: 360, height: 740 },
  { width: 1440, height: 900 },
];

for (const viewport of SIZES) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`pictures at ${viewport.width} px, ${colorScheme}`, async ({ person, audit, watch }) => {
      // Eleven pages, each audited: on a slow machine that takes a while.
      test.slow();
      watch.expect(/^status 4(04|10): GET /);
      const page = await person({ viewport, colorScheme });
      const keep = async (name: string) => {
        await audit(page);
        await page.screenshot({ path: `screenshots/${name}-${viewport.width}-${colorScheme}.png`, fullPage: true });
      };
      await page.goto('/');
      await keep('1-home');
      await page.goto('/?problem=title&title=&session_type=audio');
      await keep('1-home-problem');
      const id = await openSession(page);
      const link = await guestLink(page);
      await keep('2-session');
      await page.goto(link);
      await expect(page.getByLabel('Camera', { exact: true }).and(page.locator('select'))).not.toHaveText(/Asking/);
      await keep('3-green-room');
      await joinAs(page, link, 'Gustav Grün');
      await expect(people(page)).toHaveCount(1);
      await keep('4-meeting');
      await page.goto(`${link}/after?seconds=1500`);
      await expect(page.getByText('25 minutes')).toBeVisible();
      await keep('5-after');
      await page.goto(`/s/${id}`);
      await page.getByText('End session').click();
      await keep('2-session-end');
      await page.getByRole('button', { name: 'End it now' }).click();
      await expect(page.getByText('Ended', { exact: true })).toBeVisible();
      await keep('2-session-ended');
      await page.goto(link);
      await keep('6-refusal-ended');
      await page.goto('/nothing');
      await keep('6-refusal-unknown');
      await page.goto('/docs/api');
      await page.getByText('Answers that many operations share', { exact: true }).click();
      await keep('7-api');
    });

    test(`pictures of planning at ${viewport.width} px, ${colorScheme}`, async ({ person, audit, watch }) => {
      test.slow();
      watch.expect(/^status 422: GET /);
      const page = await person({ viewport, colorScheme });
      const guest = await person({ viewport, colorScheme });
      const keep = async (of: Page, name: string) => {
        await audit(of);
        await of.screenshot({ path: `screenshots/${name}-${viewport.width}-${colorScheme}.png`, fullPage: true });
      };
      await openSession(page, 'Weekly check-in');
      await page.goto('/sessions');
      await keep(page, '7-sessions-none');
      await page.goto('/sessions/new');
      await keep(page, '8-plan');
      await fillPlan(page, { title: 'Physics, week 3', capacity: '12', coHosts: 'ben@example.com, nobody' });
      await page.getByRole('button', { name: 'Plan it' }).click();
      await expect(page.locator('[aria-invalid]')).toHaveCount(1);
      await keep(page, '8-plan-problem');
      const long = { title: `A long title ${'of many words '.repeat(7)}`, starts: dayAhead(30, '09:00') };
      const plans = [
        { title: 'Physics, week 3', starts: dayAhead(20, '14:30'), zone: 'America/New_York', capacity: '12', admits: true },
        { ...long, coHosts: 'ben@example.com' },
        { title: 'Interview', starts: dayAhead(40, '17:45'), minutes: '' },
      ];
      const [id] = [await planSession(page, plans[0]), await planSession(page, plans[1]), await planSession(page, plans[2])];
      await page.goto('/sessions?part=upcoming');
      await keep(page, '7-sessions');
      await page.goto(`/s/${id}`);
      await keep(page, '2-session-planned');
      await makeInvite(page, id, { kind: 'one', label: 'For Gustav', expires: dayAhead(30, '18:00') });
      const lead = await makeInvite(page, id, { kind: 'host', label: 'For Cora', uses: '1' });
      await page.getByText('Make another invite').click();
      await keep(page, '2-session-invites');
      await guest.goto(lead);
      await keep(guest, '9-host-to-be');
      await page.locator('summary', { hasText: 'Call it off' }).click();
      await keep(page, '2-session-call-off');
    });

    test(`pictures of the door at ${viewport.width} px, ${colorScheme}`, async ({ person, request, audit, watch }) => {
      test.skip(!KEY, NO_KEY);
      test.slow();
      // Who is removed comes to the page that says so.
      watch.expect(/^status 403: GET .*\/after/);
      const [host, guest] = [await person({ viewport, colorScheme }), await person({ viewport, colorScheme })];
      const picture = (of: Page, name: string) =>
        of.screenshot({ path: `screenshots/${name}-${viewport.width}-${colorScheme}.png`, fullPage: true });
      const keep = async (of: Page, name: string) => {
        await audit(of);
        await picture(of, name);
      };
      const early = await openingIn(request, 7_500, { timeZone: 'America/New_York', durationSeconds: 3_600 });
      await guest.goto(early.guestLink);
      await expect(guest.locator('.countdown')).toHaveText(/hours/);
      await keep(guest, '9-waiting-early');
      const waits = await openByBackend(request, { waitsForHost: true, durationSeconds: 3_600 });
      await guest.goto(waits.guestLink);
      await keep(guest, '9-waiting-host');
      const each = await openByBackend(request, { admitsEach: true, durationSeconds: 3_600 });
      await guest.goto(each.guestLink);
      await keep(guest, '9-waiting-knock');
      await knock(guest, each.guestLink, 'Gustav Grün');
      await keep(guest, '9-waiting-knocked');
      await host.goto(each.hostLink);
      await expect(knocker(host, 'Gustav')).toBeVisible();
      // What axe says of who waits is in door.spec.ts.
      await picture(host, '2-session-waiting');
      await enterAsHost(host, 'Hannah');
      await expect(people(host)).toHaveCount(1);
      await expect(knocker(host, 'Gustav')).toBeVisible();
      await picture(host, '4-meeting-waiting');
      await host.getByRole('button', { name: 'Let Gustav Grün in' }).click();
      await isInGreenRoom(guest);
      await guest.getByRole('button', { name: 'Join' }).click();
      await expect(people(host)).toHaveCount(2);
      await host.goto(each.hostLink);
      await host.locator('#people summary').click();
      await keep(host, '2-session-remove');
      await host.getByRole('button', { name: 'Remove and keep out' }).click();
      await host.waitForURL(/removed=/);
      await keep(host, '2-session-removed');
    });
  }
}

test('nothing shifts while a page comes alive', async ({ page: host, person }) => {
  await openSession(host);
  const link = await guestLink(host);
  expect(await layoutShift(host)).toBeLessThan(0.01);
  const guest = await person();
  await guest.goto(link);
  await expect(guest.getByLabel('Camera', { exact: true }).and(guest.locator('select'))).not.toHaveText(/Asking/);
  expect(await layoutShift(guest)).toBeLessThan(0.01);
});

test('a session is opened, and joined, by keyboard alone', async ({ page: host, person }) => {
  await host.goto('/');
  await host.getByLabel('What is it about?').focus();
  await host.keyboard.type('By keyboard');
  await host.keyboard.press('Enter');
  await expect(host).toHaveURL(/\/s\//);
  const guest = await person();
  await guest.goto(await guestLink(host));
  await isAlive(guest);
  await guest.getByLabel('Your name').focus();
  await guest.keyboard.type('Gustav');
  await guest.keyboard.press('Enter');
  await expect(people(guest)).toHaveCount(1);
});
