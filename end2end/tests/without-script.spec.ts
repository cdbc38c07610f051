// Forms work before, and without, WebAssembly.

import { expect, test } from '../fixtures';
import { guestLink, openSession } from '../support/steps';

// A browser without scripts refuses them, and calls that a policy.
const NO_SCRIPT = /^failed: GET .* csp$/;

test('a session is opened and a name given with JavaScript off', async ({ person, watch }) => {
  watch.expect(NO_SCRIPT);
  const page = await person({ javaScriptEnabled: false });
  await page.goto('/');
  await page.getByLabel('What is it about?').fill('Without a script');
  await page.getByRole('button', { name: /open/i }).click();
  await expect(page).toHaveURL(/\/s\/[^/]+$/);
  await expect(page.getByRole('heading', { name: 'Without a script' })).toBeVisible();

  await page.getByRole('link', { name: /enter/i }).click();
  await page.getByLabel('Your name').fill('Hannah');
  await page.getByRole('button', { name: 'Join' }).click();
  await expect(page).toHaveURL(/\/room\?direct/);
  await expect(page.getByText(/JavaScript/)).toBeVisible();
});

test('a refused title comes back with its sentence and what was typed', async ({ person, audit }) => {
  const page = await person();
  await page.goto(`/?problem=title&title=${'x'.repeat(121)}`);
  const field = page.getByLabel('What is it about?');
  await expect(field).toHaveValue('x'.repeat(121));
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await audit(page);
});

test('a guest gives a name with JavaScript off', async ({ page: host, person, watch }) => {
  watch.expect(NO_SCRIPT);
  await openSession(host);
  const link = await guestLink(host);
  const guest = await person({ javaScriptEnabled: false });
  await guest.goto(link);
  await guest.getByLabel('Your name').fill('Gustav');
  await guest.getByRole('button', { name: 'Join' }).click();
  await expect(guest).toHaveURL(`${link}?direct`);
  await expect(guest.getByText(/JavaScript/)).toBeVisible();
});
