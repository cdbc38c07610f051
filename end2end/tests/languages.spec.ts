// Two languages: the one that the browser asks for, and the one that was chosen. Nothing of the other
// is left on any page.

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures';
import { KEY, NO_KEY, openByBackend, openingIn } from '../support/backend';
import { dayAhead } from '../support/hosting';
import { meetingFrame, people } from '../support/steps';
import { deutsch, isGerman } from '../support/words';

const GERMAN = { locale: 'de-DE' };

// What the meeting was started with: heard in its iframe. To be called before the page is opened.
async function hearOptions(page: Page): Promise<void> {
  await page.addInitScript(() => {
    if (window.parent === window) return;
    window.addEventListener('message', ({ data }) => {
      if (data?.type === 'start') Object.assign(window, { startedWith: data.options });
    });
  });
}

async function languageOfMeeting(page: Page): Promise<unknown> {
  await expect(meetingFrame(page)).toHaveCount(1);
  const started = await meetingFrame(page).elementHandle();
  const frame = await started?.contentFrame();
  // It stands still where it starts: on its own page before the meeting, or in it.
  const options = await frame?.waitForFunction(() => (window as unknown as { startedWith?: { lang?: string } }).startedWith);
  return options?.evaluate((options) => options?.lang);
}

async function openInGerman(page: Page, title: string): Promise<string> {
  await page.goto('/');
  await page.getByLabel(deutsch('home-field')).fill(title);
  await page.getByRole('button', { name: deutsch('home-open') }).click();
  await page.waitForURL(/\/s\/[^/?]+$/);
  return page.getByTestId('guest-link').inputValue();
}

async function joinInGerman(page: Page, name: string): Promise<void> {
  // Before that the form would post.
  await expect(page.locator('select#microphone')).not.toHaveText(deutsch('green-asking'));
  await page.getByLabel(deutsch('name-label')).fill(name);
  await page.getByRole('button', { name: deutsch('green-join') }).click();
  await expect(meetingFrame(page)).toBeVisible();
}

test('a host whose browser is German walks through German pages', async ({ person, audit, watch }) => {
  test.slow();
  watch.expect(/^status (422|401|404|403): GET /);
  const host = await person(GERMAN);
  const isFine = async () => {
    await isGerman(host);
    await audit(host);
  };
  await host.goto('/');
  await isFine();
  await host.goto('/?problem=title&title=');
  await isFine();
  await host.goto('/sessions');
  await isFine();
  await openInGerman(host, 'Teamrunde');
  const session = host.url();
  await isFine();

  await host.goto(`${session}`);
  await host.getByText(deutsch('invite-new')).click();
  await host.getByRole('radio', { name: /^Mit-Gastgeber/ }).check();
  await host.getByLabel(/^In wie vielen Browsern/).fill('3');
  await host.getByLabel(/^Bis wann/).fill(dayAhead(3, '18:15'));
  await host.getByRole('button', { name: deutsch('invite-make') }).click();
  await expect(host.getByText(deutsch('invite-host')).first()).toBeVisible();
  await expect(host.getByText(/Endet \d\d\.\d\d\.\d{4}, 18:15 \(UTC\)\./)).toBeVisible();
  await isFine();
  await host.goto(`${session}?problem=maxUses`);
  await isFine();
  for (const outcome of ['ended=done', 'ended=failed', 'removed=done', 'removed=failed', 'removed=here']) {
    await host.goto(`${session}?${outcome}`);
    await isGerman(host);
  }

  await host.goto('/sessions');
  await host.getByRole('link', { name: deutsch('sessions-new') }).click();
  await isFine();
  await host.getByLabel(/^Worum geht es/).fill('Übermorgen');
  await host.getByLabel(/^Wann beginnt sie/).fill('2020-02-29T08:15');
  await host.getByRole('button', { name: deutsch('plan-make') }).click();
  await expect(host.getByText(deutsch('breach-moment'))).toBeVisible();
  await isFine();
  const starts = dayAhead(60, '14:30');
  await host.getByLabel(/^Wann beginnt sie/).fill(starts);
  await host.getByLabel(deutsch('plan-zone')).selectOption('Europe/Berlin');
  await host.getByRole('button', { name: deutsch('plan-make') }).click();
  await host.waitForURL(/\/s\/[^/?]+$/);
  const [year, month, day] = starts.slice(0, 10).split('-');
  await expect(host.locator('.head time')).toHaveText(`${day}.${month}.${year}, 14:30`);
  await isFine();
  const planned = host.url();
  await host.goto(`${planned}/edit`);
  await isFine();
  for (const part of ['live', 'upcoming', 'past']) {
    await host.goto(`/sessions?part=${part}`);
    await isFine();
  }
  await host.goto('/sessions?part=upcoming&search=nirgends');
  await isFine();
  await host.goto(planned);
  await host.locator('summary', { hasText: deutsch('change-cancel') }).click();
  await host.getByRole('button', { name: deutsch('change-cancel-now') }).click();
  await expect(host.locator('.pill')).toHaveText(deutsch('state-cancelled'));
  await isFine();

  await host.goto(session);
  await host.getByRole('link', { name: deutsch('session-enter') }).click();
  await isFine();
  await joinInGerman(host, 'Hanna');
  await expect(people(host)).toHaveCount(1);
  await isGerman(host);
  await host.goto(`${session}/after?seconds=1500`);
  await expect(host.getByText('25 Minuten')).toBeVisible();
  await isFine();
  await host.goto('/nirgendwo');
  await isFine();
});

test('a guest whose browser is German is refused in German', async ({ person, watch, audit }) => {
  watch.expect(/^status (410|404|403): GET /);
  const [host, guest] = [await person(GERMAN), await person(GERMAN)];
  const link = await openInGerman(host, 'Teamrunde');
  const session = host.url();
  await guest.goto(session);
  await isGerman(guest);
  await host.getByRole('button', { name: deutsch('guests-renew') }).click();
  await expect(host.getByTestId('guest-link')).not.toHaveValue(link);
  const fresh = await host.getByTestId('guest-link').inputValue();
  await guest.goto(link);
  await expect(guest.getByRole('heading', { name: deutsch('refusal-invite-revoked') })).toBeVisible();
  await isGerman(guest);
  await host.locator('summary', { hasText: deutsch('change-end') }).click();
  await host.getByRole('button', { name: deutsch('change-end-now') }).click();
  await expect(host.locator('.pill')).toHaveText(deutsch('state-ended'));
  await isGerman(host);
  await guest.goto(fresh);
  await expect(guest.getByRole('heading', { name: deutsch('refusal-session-ended') })).toBeVisible();
  await isGerman(guest);
  await audit(guest);
  await guest.goto('/j/aaaaaaaaaaaaaaaaaaaaaaaaaa');
  await isGerman(guest);
});

test('a form that is refused is refused in German', async ({ person, watch }) => {
  watch.expect(/^status 403: POST /);
  const [host, guest] = [await person(GERMAN), await person(GERMAN)];
  await openInGerman(host, 'Teamrunde');
  const action = `${new URL(host.url()).pathname}/end`;
  await guest.goto('/');
  await guest.evaluate((action) => {
    const form = document.createElement('form');
    Object.assign(form, { method: 'post', action });
    document.body.append(form);
    form.submit();
  }, action);
  await expect(guest.getByText(deutsch('refused-not-host'))).toBeVisible();
  await isGerman(guest);
});

test('a meeting that fails says so in German', async ({ person, watch, audit }) => {
  watch.expect(/^status 503: POST .*meeting-token/);
  const [host, guest] = [await person(GERMAN), await person(GERMAN)];
  const link = await openInGerman(host, 'Teamrunde');
  await guest.route('**/api/pages/meeting-token', (route) => route.fulfill({ status: 503, body: '' }));
  await guest.clock.install();
  await guest.goto(`${link}?direct`);
  await expect(async () => {
    await guest.clock.runFor(4_000);
    await expect(guest.getByRole('alert')).toContainText(deutsch('meeting-busy'), { timeout: 100 });
  }).toPass();
  await expect(guest.getByRole('button', { name: deutsch('meeting-try-again') })).toBeVisible();
  await expect(guest.getByRole('button', { name: deutsch('meeting-own-tab') })).toBeVisible();
  await isGerman(guest);
  await audit(guest);
});

test('a meeting’s refusal of a token is said in German', async ({ person, watch }) => {
  watch.expect(/^status 410: POST .*meeting-token/);
  const [host, guest] = [await person(GERMAN), await person(GERMAN)];
  const link = await openInGerman(host, 'Teamrunde');
  await guest.goto(link);
  await isGerman(guest);
  await host.locator('summary', { hasText: deutsch('change-end') }).click();
  await host.getByRole('button', { name: deutsch('change-end-now') }).click();
  await expect(host.locator('.pill')).toHaveText(deutsch('state-ended'));
  await expect(guest.locator('select#microphone')).not.toHaveText(deutsch('green-asking'));
  await guest.getByLabel(deutsch('name-label')).fill('Gustav');
  await guest.getByRole('button', { name: deutsch('green-join') }).click();
  await expect(guest.getByRole('alert')).toContainText(deutsch('refused-session-ended'));
  await isGerman(guest);
});

for (const [way, locale, lang] of [
  ['the green room', 'de-DE', 'de'],
  ['the direct way', 'de-DE', 'de'],
  ['the green room', 'en-GB', 'en'],
] as const) {
  test(`the meeting speaks ${lang} to who comes by ${way}`, async ({ person }) => {
    const [host, guest] = [await person(GERMAN), await person({ locale })];
    const link = await openInGerman(host, 'Teamrunde');
    await hearOptions(guest);
    if (way === 'the direct way') {
      await guest.goto(`${link}?direct`);
    } else {
      await guest.goto(link);
      await expect(guest.locator('select#microphone')).not.toHaveText(/Asking|Erlaubnis/);
      await guest.locator('#name').fill('Gustav');
      await guest.locator('.green__join').click();
    }
    expect(await languageOfMeeting(guest)).toBe(lang);
  });
}

test('the language is switched where one is, and remembered', async ({ page, context, audit }) => {
  await page.goto('/?problem=title&title=Noch');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await expect(page).toHaveURL(/\/\?problem=title&title=Noch$/);
  await isGerman(page);
  await audit(page);
  await page.reload();
  await isGerman(page);
  const other = await context.newPage();
  await other.goto('/');
  await isGerman(other);
  await openInGerman(other, 'Teamrunde');
  await isGerman(other);
  await other.getByRole('button', { name: 'English' }).click();
  await expect(other.locator('html')).toHaveAttribute('lang', 'en');
  await expect(other.getByRole('heading', { name: 'Guests' })).toBeVisible();
});

test('a language that is not ours is answered in English, a dialect in German', async ({ person }) => {
  const [french, austrian] = [await person({ locale: 'fr-FR' }), await person({ locale: 'de-AT' })];
  await french.goto('/');
  await expect(french.locator('html')).toHaveAttribute('lang', 'en');
  await austrian.goto('/');
  await isGerman(austrian);
});

test.describe('with an API key', () => {
  test.skip(!KEY, NO_KEY);

  test('who waits at the door waits in German', async ({ person, request, audit, watch }) => {
    watch.expect(/^status 403: GET /);
    const [host, gustav, greta] = [await person(GERMAN), await person(GERMAN), await person(GERMAN)];
    const early = await openingIn(request, 86_400 + 7_200, { title: 'Teamrunde', timeZone: 'America/New_York' });
    await gustav.goto(early.guestLink);
    await expect(gustav.getByText(deutsch('waiting-opening'))).toBeVisible();
    await expect(gustav.locator('.countdown')).toHaveText(/^1 Tag \d Stunden?$/);
    await expect(gustav.locator('time')).toHaveText(/^\d\d\.\d\d\.\d{4}, \d\d:\d\d \((\d\d\.\d\d\.\d{4}, )?\d\d:\d\d, America\/New York\)$/);
    await isGerman(gustav);
    await audit(gustav);

    const waits = await openByBackend(request, { title: 'Teamrunde', waitsForHost: true });
    await gustav.goto(waits.guestLink);
    await isGerman(gustav);
    await audit(gustav);

    const each = await openByBackend(request, { title: 'Teamrunde', admitsEach: true });
    await host.goto(each.hostLink);
    for (const [guest, name] of [[gustav, 'Gustav'], [greta, 'Greta']] as const) {
      await guest.goto(`${each.guestLink}?problem=name`);
      await isGerman(guest);
      await guest.getByLabel(deutsch('name-label')).fill(name);
      await guest.getByRole('button', { name: deutsch('waiting-say') }).click();
      await expect(guest.getByText(`Sie warten als ${name}.`)).toBeVisible();
      await isGerman(guest);
    }
    await expect(host.getByRole('heading', { name: '2 Personen warten vor der Tür' })).toBeVisible();
    await isGerman(host);
    await host.getByRole('button', { name: 'Gustav einlassen' }).click();
    await expect(gustav.getByRole('button', { name: deutsch('green-join') })).toBeVisible();
    await isGerman(gustav);
    await host.getByRole('button', { name: 'Greta ablehnen' }).click();
    await expect(greta.getByRole('heading', { name: deutsch('refusal-kept-out') })).toBeVisible();
    await isGerman(greta);
    await audit(greta);
  });
});
