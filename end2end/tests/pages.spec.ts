// Every page: its picture in both schemes and two widths, without a shift, and by keyboard alone.

import { expect, test } from '../fixtures';
import { layoutShift } from '../support/watch';
import { guestLink, isAlive, joinAs, openSession, people } from '../support/steps';

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
