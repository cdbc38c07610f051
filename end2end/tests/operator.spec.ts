// The operators' status page: in both schemes and two widths, by keyboard, and with figures that grow.

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures';
import { openSession } from '../support/steps';

const SIZES = [
  { width: 360, height: 740 },
  { width: 1440, height: 900 },
];

// In the sandbox whoever is signed in is an operator; to open a session signs in.
async function openStatus(page: Page): Promise<void> {
  await openSession(page);
  await page.goto('/account');
  await page.getByRole('link', { name: "Operators' pages" }).click();
  await expect(page).toHaveURL(/\/operator$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Status' })).toBeVisible();
}

// The sessions of today, as the table has them.
async function sessionsToday(page: Page): Promise<number> {
  const cell = page.getByTestId('usage').locator('tbody tr').first().locator('td').first();
  return Number(((await cell.textContent()) ?? '').replace(/\D/g, ''));
}

for (const viewport of SIZES) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the status page at ${viewport.width} px, ${colorScheme}`, async ({ person, audit }) => {
      const page = await person({ viewport, colorScheme });
      await openStatus(page);
      await expect(page.getByTestId('check').filter({ hasText: 'storage' }).getByText('Fine')).toBeVisible();
      await expect(page.locator('svg.chart__bars')).toHaveCount(3);
      await page.locator('summary', { hasText: 'All numbers as a table' }).click();
      await expect(page.getByTestId('usage').locator('tbody tr')).toHaveCount(30);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wider, 'the page scrolls sideways').toBeLessThanOrEqual(0);
      await audit(page);
      const name = `screenshots/10-status-${viewport.width}-${colorScheme}.png`;
      await page.screenshot({ path: name, fullPage: true });
    });
  }
}

test('a session that is opened is counted today', async ({ page }) => {
  await openStatus(page);
  // It is counted when the record has it: within a second.
  await expect(async () => {
    await page.reload();
    expect(await sessionsToday(page)).toBeGreaterThan(0);
  }).toPass();
  const before = await sessionsToday(page);
  await openSession(page, 'Another one');
  await page.goto('/operator');
  await expect(async () => {
    await page.reload();
    expect(await sessionsToday(page)).toBeGreaterThan(before);
  }).toPass();
});

test('checks are made again, and the table is opened, by keyboard alone', async ({ page }) => {
  await openStatus(page);
  await page.getByRole('button', { name: 'Check again' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/operator\?checks=now$/);
  await expect(page.getByTestId('summary')).toBeVisible();
  await page.locator('summary', { hasText: 'All numbers as a table' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'Sessions opened' })).toBeVisible();
});
