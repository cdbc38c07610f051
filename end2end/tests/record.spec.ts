// The record: whoever runs the server finds what was done, and takes it along; a host sees their session's
// part. What leaves which event, and who sees what of it, is pinned by the HTTP tests in Rust.

import { readFile } from 'node:fs/promises';

import { expect, test } from '../fixtures';
import { guestLink, joinAs, openSession } from '../support/steps';

// In the sandbox whoever is signed in runs the server, and the record is that of all tests: each looks
// for its own session.
test('an operator filters by the keyboard, follows to the session and takes the table along', async ({
  page,
  audit,
}) => {
  const id = await openSession(page, 'Recorded');
  await page.goto(`/operator/record?session=${id}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Record' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'A session was opened' })).toHaveCount(1);
  await audit(page);

  // What was asked for before stays in the form.
  await expect(page.getByLabel('Session (its id)')).toHaveValue(id);
  await page.getByLabel('What happened').focus();
  await page.keyboard.type('A token was');
  await expect(page.getByLabel('What happened')).toHaveValue('token_issued');
  await page.getByRole('button', { name: 'Show these' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/kind=token_issued/);
  await expect(page.getByText('Nothing of that kind was done here.')).toBeVisible();

  await page.goto(`/operator/record?session=${id}&kind=session_opened`);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Table (CSV)' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('greenroom-record.csv');
  const [names, ...rows] = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  expect(names).toMatch(/^seq,id,at,kind,/);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toContain(`,session_opened,host,,${id},`);

  await page.getByRole('row').filter({ hasText: 'A session was opened' }).getByRole('link', { name: 'Its page' }).click();
  await expect(page).toHaveURL(new RegExp(`/s/${id}$`));
  await expect(page.getByRole('heading', { level: 1, name: 'Recorded' })).toBeVisible();
});

test('a host sees on a phone who came to the session, and nobody else sees it', async ({
  page: host,
  person,
  audit,
  watch,
}) => {
  watch.expect(/^status 403: /);
  const id = await openSession(host);
  const guest = await person();
  await joinAs(guest, await guestLink(host), 'Gustav');

  await host.setViewportSize({ width: 360, height: 740 });
  await host.goto(`/s/${id}`);
  await host.getByRole('link', { name: 'Record of this session' }).click();
  await host.waitForURL(`**/s/${id}/record`);
  const token = host.getByRole('row').filter({ hasText: 'A token was issued' });
  await expect(token).toContainText('Gustav');
  await expect(host.getByText('127.0.0.1')).toHaveCount(0);
  // Nothing is wider than the screen.
  expect(await host.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await audit(host);

  expect((await guest.goto(`/s/${id}/record`))?.status()).toBe(403);
  expect((await guest.request.get(`/s/${id}/record.csv`)).status()).toBe(403);
});
