// Signing in against a real, certified provider, and by a one-time link.

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures';
import { OwnProvider, PROVIDERS_OWN_TYPEFACE, signInAtProvider } from '../support/provider';
import { OwnServer } from '../support/server';

const RULES = { OIDC_ALLOWED_DOMAINS: 'example.com', OIDC_ALLOWED_CLAIM: 'groups=hosts' };

let provider: OwnProvider;
let server: OwnServer;

test.beforeEach(async ({ watch }) => {
  watch.expect(PROVIDERS_OWN_TYPEFACE);
  provider = await OwnProvider.reserve();
  server = await OwnServer.start({ ...provider.variables, ...RULES });
});

test.afterEach(async () => {
  await server.end();
  await provider.down();
});

async function goToProvider(page: Page, to = '/account'): Promise<void> {
  await page.goto(`${server.url}/sign-in?to=${encodeURIComponent(to)}`);
  await page.getByRole('button', { name: /organisation/i }).click();
}

async function signIn(page: Page, email: string, to?: string): Promise<void> {
  await goToProvider(page, to);
  await signInAtProvider(page, email);
}

async function isSignedInAs(page: Page, email: string): Promise<void> {
  await expect(page).toHaveURL(`${server.url}/account`);
  await expect(page.getByTestId('email')).toHaveText(email);
}

async function isRefused(page: Page, why: string, words: RegExp): Promise<void> {
  await expect(page).toHaveURL(new RegExp(`^${server.url}/sign-in/failed/${why}(\\?|$)`));
  await expect(page.getByText(words)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  const cookies = await page.context().cookies(server.url);
  expect(cookies.map(({ name }) => name)).not.toContain('greenroom_sign_in');
}

test('a host signs in, gets where they wanted, sees where they are signed in and signs out', async ({ page, audit }) => {
  await provider.up(server.url);
  await page.goto(`${server.url}/account`);
  await expect(page).toHaveURL(/\/sign-in\?to=/);
  await audit(page);
  await page.getByRole('button', { name: /organisation/i }).click();
  await signInAtProvider(page, 'ada@example.com');
  await isSignedInAs(page, 'ada@example.com');
  await expect(page.getByTestId('sign-in')).toHaveCount(1);
  await expect(page.getByTestId('sign-in')).toContainText(/Chrome on Linux/);
  await audit(page);

  const [cookie] = (await page.context().cookies(server.url)).filter(({ name }) => name === 'greenroom_sign_in');
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.context().addCookies([cookie]);
  await page.goto(`${server.url}/account`);
  await expect(page).toHaveURL(/\/sign-in\?to=/);
});

test('a claim lets somebody of another domain host, and others are refused with the reason', async ({
  person,
  audit,
  watch,
}) => {
  watch.expect(/^status 403: GET .*\/sign-in\/failed\//);
  await provider.up(server.url);
  const grace = await person();
  await signIn(grace, 'grace@example.org');
  await isSignedInAs(grace, 'grace@example.org');

  const eve = await person();
  await signIn(eve, 'eve@evil.example');
  await isRefused(eve, 'not-allowed', /may not host/);
  await audit(eve);

  const stranger = await person();
  await signIn(stranger, 'unverified@example.com');
  await isRefused(stranger, 'email-not-verified', /verified/);
});

test('a provider that is down is said, and used when it is up', async ({ page, watch }) => {
  watch.expect(/^status 503: GET .*\/sign-in\/failed\/provider-down/);
  await goToProvider(page);
  await isRefused(page, 'provider-down', /does not answer/);
  await provider.up(server.url);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: /organisation/i }).click();
  await signInAtProvider(page, 'ada@example.com');
  await isSignedInAs(page, 'ada@example.com');
});

test('a provider that goes down between page and answer signs nobody in', async ({ page, watch }) => {
  watch.expect(/^status 503: GET .*\/sign-in\/failed\/provider-down/);
  await provider.up(server.url);
  provider.hangsUp = true;
  await signIn(page, 'ada@example.com');
  await isRefused(page, 'provider-down', /does not answer/);
});

test('keys that the provider rotated are taken, and nobody notices', async ({ person }) => {
  await provider.up(server.url);
  const before = await person();
  await signIn(before, 'ada@example.com');
  await isSignedInAs(before, 'ada@example.com');
  await provider.down();
  await provider.up(server.url);
  const after = await person();
  await signIn(after, 'ada@example.com');
  await isSignedInAs(after, 'ada@example.com');
});

test('a wrong nonce, a wrong state and a second use sign nobody in', async ({ person, watch }) => {
  watch.expect(/^status 400: GET .*\/sign-in\/failed\//);
  await provider.up(server.url);

  const nonce = await person();
  await nonce.route(`${server.url}/sign-in`, async (route) => {
    const answer = await route.fetch({ maxRedirects: 0 });
    const location = answer.headers().location.replace(/nonce=[^&]+/, 'nonce=of-somebody-else');
    await route.fulfill({ response: answer, headers: { ...answer.headers(), location } });
  });
  await signIn(nonce, 'ada@example.com');
  await isRefused(nonce, 'unproved', /did not stand by/);

  const state = await person();
  await state.goto(`${server.url}/sign-in/callback?code=made-up&state=made-up`);
  await isRefused(state, 'not-on-its-way', /another browser/);

  const page = await person();
  const callbacks: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/sign-in/callback?')) callbacks.push(request.url());
  });
  await signIn(page, 'ada@example.com');
  await isSignedInAs(page, 'ada@example.com');
  expect(callbacks).toHaveLength(1);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.goto(callbacks[0]);
  await isRefused(page, 'not-on-its-way', /finished before/);
  const thief = await person();
  await thief.goto(callbacks[0]);
  await isRefused(thief, 'not-on-its-way', /another browser/);
});

test('nobody is sent to another site after signing in', async ({ page }) => {
  await provider.up(server.url);
  await signIn(page, 'ada@example.com', 'https://evil.example/');
  await expect(page).toHaveURL(`${server.url}/sessions`);
});

test('a one-time link signs in once, and a revoked sign-in ends', async ({ person, audit, watch }) => {
  watch.expect(/^status 410: GET .*\/sign-in\/(link|failed)\//);
  const link = await server.run('hosts', 'invite', 'hanna@example.net');
  const [first, second] = [await person(), await person()];
  for (const page of [first, second]) {
    await page.goto(link);
    await expect(page.getByText('hanna@example.net')).toBeVisible();
  }
  await audit(first);
  await first.getByRole('button', { name: 'Sign in' }).click();
  await expect(first).toHaveURL(`${server.url}/sessions`);
  await first.goto(`${server.url}/account`);
  await isSignedInAs(first, 'hanna@example.net');

  await second.getByRole('button', { name: 'Sign in' }).click();
  await isRefused(second, 'link-used', /used before/);
  await second.goto(link);
  await expect(second.getByText(/used before/)).toBeVisible();
  await audit(second);

  expect(await server.run('hosts', 'sign-ins')).toContain('hanna@example.net');
  await server.run('hosts', 'revoke', 'hanna@example.net');
  await first.reload();
  await expect(first).toHaveURL(/\/sign-in\?to=/);
});

test('one browser ends the sign-in of another', async ({ person }) => {
  await provider.up(server.url);
  const [here, there] = [await person(), await person()];
  await signIn(there, 'ada@example.com');
  await isSignedInAs(there, 'ada@example.com');
  await signIn(here, 'ada@example.com');
  await isSignedInAs(here, 'ada@example.com');
  const other = here.getByTestId('sign-in').filter({ hasNotText: 'This browser' });
  await other.getByRole('button', { name: /revoke/i }).click();
  await expect(here.getByTestId('sign-in')).toHaveCount(1);
  await there.reload();
  await expect(there).toHaveURL(/\/sign-in\?to=/);
});

test('the sandbox keeps its one click', async ({ page }) => {
  await page.goto(server.url);
  await page.getByLabel('What is it about?').fill('Without signing in');
  await page.getByRole('button', { name: /open/i }).click();
  await expect(page).toHaveURL(/\/s\/[^/?]+$/);
  await page.goto(`${server.url}/account`);
  await expect(page.getByTestId('email')).toHaveText(/@sandbox\.invalid$/);
});
