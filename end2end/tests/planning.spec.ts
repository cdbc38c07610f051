// Sessions of a host: planned, found again, changed, copied and called off, and what guests and
// calendars read of it.

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures';
import { entryAt, read } from '../support/calendar';
import { type PlanFields, confirm, dayAhead, fillPlan, planForm, planSession, shownIn } from '../support/hosting';
import { guestLink, openSession } from '../support/steps';

// Half past two in Kolkata is nine o'clock in UTC, all the year.
const ZONE = 'Asia/Kolkata';
const STARTS = dayAhead(40, '14:30');
const MOMENT = new Date(`${STARTS.slice(0, 10)}T09:00:00Z`);

// One click makes a browser a host of its own; what that opened is over again.
async function becomeHost(page: Page): Promise<void> {
  await openSession(page, 'A first one');
}

function rows(page: Page) {
  return page.locator('main .list__row');
}

test('whoever comes new can plan for later from the home page', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: /^Plan one for later/ }).click();
  await expect(page.getByRole('heading', { name: 'Plan a session' })).toBeVisible();
  await fillPlan(page, { title: 'Planned at once', starts: STARTS, zone: ZONE });
  await page.getByRole('button', { name: 'Plan it' }).click();
  await expect(page.getByRole('heading', { name: 'Planned at once' })).toBeVisible();
});

test('a host plans a session, finds it among those to come, and changes it', async ({ page, audit }) => {
  await becomeHost(page);
  await page.goto('/sessions/new');
  // The reader's own zone and the next full hour are filled in already.
  await expect(planForm(page).zone).toHaveValue('Europe/Berlin');
  await expect(planForm(page).starts).toHaveValue(/^\d{4}-\d\d-\d\dT\d\d:00$/);
  await audit(page);
  const id = await planSession(page, {
    title: 'Physics, week 3',
    starts: STARTS,
    minutes: '45',
    zone: ZONE,
    capacity: '12',
    waits: true,
    admits: true,
  });
  await expect(page.getByText('Planned', { exact: true })).toBeVisible();
  await expect(page.getByText('0 of 12 guests')).toBeVisible();
  await expect(page.getByText('45 minutes')).toBeVisible();
  await expect(page.getByText('Guests wait until you let each of them in.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Enter as host' })).toHaveCount(0);
  await audit(page);

  await page.getByRole('link', { name: 'Your sessions' }).click();
  await page.getByRole('link', { name: 'Now', exact: true }).click();
  await expect(rows(page)).toHaveText([/A first one/]);
  await page.getByRole('link', { name: 'Upcoming' }).click();
  await expect(page.getByRole('link', { name: 'Upcoming' })).toHaveAttribute('aria-current', 'page');
  await audit(page);
  await page.getByRole('link', { name: 'Physics, week 3' }).click();
  await expect(page).toHaveURL(new RegExp(`/s/${id}$`));

  await page.getByRole('link', { name: 'Change it' }).click();
  const form = planForm(page);
  await expect(form.title).toHaveValue('Physics, week 3');
  await expect(form.starts).toHaveValue(STARTS);
  await expect(form.minutes).toHaveValue('45');
  await expect(form.zone).toHaveValue(ZONE);
  await expect(form.capacity).toHaveValue('12');
  await expect(form.waits).toBeChecked();
  await expect(form.admits).toBeChecked();
  await audit(page);
  await fillPlan(page, { title: 'Physics, week 4', minutes: '90', admits: false });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Physics, week 4' })).toBeVisible();
  await expect(page.getByText('1 hour and 30 minutes')).toBeVisible();
  await expect(page.getByText('Guests come in when you are inside.')).toBeVisible();
});

for (const [what, wrong, label, advice] of [
  ['an address that is none', { coHosts: 'ben@example.com, nobody' }, /^Who leads it with you/, 'Write an e-mail address'],
  ['a start that is long over', { starts: '2020-02-29T08:15' }, /^When does it start/, 'Choose a day and a time'],
] as const) {
  test(`${what} comes back at its field, with all that was typed`, async ({ page, audit, watch }) => {
    watch.expect(/^status 422: GET /);
    await becomeHost(page);
    const typed: Required<Pick<PlanFields, 'title' | 'starts' | 'coHosts'>> & PlanFields = {
      title: 'Ümläute & "quotes" = fine?',
      starts: STARTS,
      minutes: '25',
      zone: 'America/Sao_Paulo',
      capacity: '7',
      waits: true,
      coHosts: 'ben@example.com',
      ...(wrong as PlanFields),
    };
    await page.goto('/sessions/new');
    await page.getByRole('radio', { name: 'Audio only' }).check();
    await page.getByLabel('Recording').uncheck();
    await page.getByLabel('Transcription').check();
    await fillPlan(page, typed);
    await page.getByRole('button', { name: 'Plan it' }).click();

    const field = page.getByLabel(label);
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toHaveAccessibleDescription(new RegExp(advice));
    await expect(page.locator('[aria-invalid="true"]')).toHaveCount(1);
    const form = planForm(page);
    await expect(form.title).toHaveValue(typed.title);
    await expect(form.starts).toHaveValue(typed.starts);
    await expect(form.minutes).toHaveValue('25');
    await expect(form.zone).toHaveValue('America/Sao_Paulo');
    await expect(form.capacity).toHaveValue('7');
    await expect(form.waits).toBeChecked();
    await expect(form.admits).not.toBeChecked();
    await expect(form.coHosts).toHaveValue(typed.coHosts);
    await expect(page.getByRole('radio', { name: 'Audio only' })).toBeChecked();
    await expect(page.getByLabel('Recording')).not.toBeChecked();
    await expect(page.getByLabel('Transcription')).toBeChecked();
    await audit(page);

    await fillPlan(page, { starts: STARTS, coHosts: '' });
    await page.getByRole('button', { name: 'Plan it' }).click();
    await expect(page.getByRole('heading', { name: typed.title })).toBeVisible();
  });
}

test('a wrong field of a change comes back the same way', async ({ page, audit, watch }) => {
  watch.expect(/^status 422: GET /);
  await becomeHost(page);
  const id = await planSession(page, { title: 'To be changed', starts: STARTS, zone: ZONE, minutes: '30' });
  await page.goto(`/s/${id}/edit`);
  await fillPlan(page, { title: 'Changed', coHosts: 'nobody' });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(planForm(page).coHosts).toHaveAttribute('aria-invalid', 'true');
  await expect(planForm(page).title).toHaveValue('Changed');
  await audit(page);
  await fillPlan(page, { coHosts: '' });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Changed' })).toBeVisible();
});

test('a copy has everything but the time and the links', async ({ page }) => {
  await becomeHost(page);
  const id = await planSession(page, { title: 'Every week', starts: STARTS, zone: ZONE, minutes: '50', capacity: '3', waits: true });
  const link = await guestLink(page);
  await page.getByRole('link', { name: 'Plan another one like it' }).click();
  const form = planForm(page);
  await expect(form.title).toHaveValue('Every week');
  await expect(form.starts).toHaveValue('');
  await expect(form.minutes).toHaveValue('50');
  await expect(form.zone).toHaveValue(ZONE);
  await expect(form.capacity).toHaveValue('3');
  await expect(form.waits).toBeChecked();
  await fillPlan(page, { starts: dayAhead(47, '14:30') });
  await page.getByRole('button', { name: 'Plan it' }).click();
  await page.waitForURL(/\/s\/[^/?]+$/);
  expect(new URL(page.url()).pathname).not.toBe(`/s/${id}`);
  expect(await guestLink(page)).not.toBe(link);
});

test('what is called off says so to host and guest', async ({ page, person, audit, watch }) => {
  watch.expect(/^status 410: GET /);
  const guest = await person();
  await becomeHost(page);
  await planSession(page, { title: 'Not to be', starts: STARTS, zone: ZONE });
  const link = await guestLink(page);
  await guest.goto(link);
  await expect(guest.getByText('You are early.')).toBeVisible();
  await confirm(page, 'Call it off', 'Call it off now');
  await expect(page.locator('.pill')).toHaveText('Called off');
  await expect(page.getByTestId('guest-link')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Change it' })).toHaveCount(0);
  await audit(page);

  // The page at the door hears it; who opens the link later reads the same.
  await expect(guest.getByRole('heading', { name: 'This session was called off' })).toBeVisible();
  await audit(guest);
  expect((await guest.goto(link))?.status()).toBe(410);
  await expect(guest.getByText('Ask its host if there will be another one.')).toBeVisible();

  await page.goto('/sessions?part=past');
  await expect(rows(page).filter({ hasText: 'Not to be' }).locator('.pill')).toHaveText('Called off');
});

test('more than one page of sessions is gone through, and titles are searched', async ({ page, audit }) => {
  test.slow();
  await becomeHost(page);
  const titles = Array.from({ length: 23 }, (_, number) => `Lesson ${String(number + 1).padStart(2, '0')}`);
  const origin = new URL(page.url()).origin;
  for (const [number, title] of titles.entries()) {
    const form = { title, session_type: 'video', starts: dayAhead(50 + number, '10:00'), time_zone: ZONE, minutes: '60' };
    const answer = await page.context().request.post('/sessions', { form, headers: { origin }, maxRedirects: 0 });
    expect(answer.status()).toBe(303);
  }
  await page.goto('/sessions?part=upcoming');
  await expect(rows(page)).toHaveCount(20);
  await audit(page);
  const first = await rows(page).locator('.list__name').allTextContents();
  await page.getByRole('link', { name: 'Show more' }).click();
  await expect(rows(page)).toHaveCount(3);
  const rest = await rows(page).locator('.list__name').allTextContents();
  // The next one comes first.
  expect([...first, ...rest]).toEqual(titles);
  await expect(page.getByRole('link', { name: 'Show more' })).toHaveCount(0);

  await page.getByRole('searchbox', { name: 'Search in titles' }).fill('SON 1');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(rows(page)).toHaveCount(10);
  await expect(page.getByRole('link', { name: 'Upcoming' })).toHaveAttribute('aria-current', 'page');
  await expect(page.getByRole('searchbox')).toHaveValue('SON 1');
  await page.getByRole('searchbox').fill('100%');
  await page.getByRole('searchbox').press('Enter');
  await expect(page.getByText('No title here has these words.')).toBeVisible();
  await audit(page);
});

test('hosts see their own sessions alone', async ({ page: one, person, watch }) => {
  watch.expect(/^status 403: /);
  const other = await person();
  await becomeHost(one);
  await becomeHost(other);
  const id = await planSession(one, { title: 'Mine alone', starts: STARTS, zone: ZONE });
  await other.goto('/sessions?part=upcoming');
  await expect(other.getByText('Nothing is planned.')).toBeVisible();
  for (const path of [`/s/${id}`, `/s/${id}/edit`, `/s/${id}/room`, `/sessions/new?of=${id}`]) {
    expect((await other.goto(path))?.status(), path).toBe(403);
    await expect(other.getByRole('heading', { name: 'For the host alone' })).toBeVisible();
    await expect(other.getByText('Mine alone')).toHaveCount(0);
  }
});

test('who has no sessions here is asked to sign in', async ({ page, watch, audit }) => {
  watch.expect(/^status 401: GET /);
  expect((await page.goto('/sessions'))?.status()).toBe(401);
  await expect(page.getByRole('heading', { name: 'For hosts' })).toBeVisible();
  await audit(page);
});

test('of two tabs with the same change the second is told', async ({ page, context, watch, audit }) => {
  watch.expect(/^status 409: POST /);
  await becomeHost(page);
  const id = await planSession(page, { title: 'Shared', starts: STARTS, zone: ZONE });
  const second = await context.newPage();
  for (const tab of [page, second]) await tab.goto(`/s/${id}/edit`);
  await fillPlan(page, { title: 'From the first tab' });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'From the first tab' })).toBeVisible();

  await fillPlan(second, { title: 'From the second tab' });
  await second.getByRole('button', { name: 'Save' }).click();
  await expect(second.getByText('Somebody else changed this session meanwhile.')).toBeVisible();
  await audit(second);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'From the first tab' })).toBeVisible();
});

// The host's time as it stands in brackets: without the day where that is the reader's as well.
function sameDay(own: string, hosts: string): string {
  const [day, time] = hosts.split(', ');
  return own.startsWith(day) ? time : hosts;
}

for (const timezoneId of ['America/New_York', 'Europe/Berlin']) {
  test(`a reader in ${timezoneId} sees the time there, and the host's`, async ({ person }) => {
    const [host, guest] = [await person({ timezoneId: ZONE, locale: 'en-GB' }), await person({ timezoneId, locale: 'en-GB' })];
    await becomeHost(host);
    await planSession(host, { title: 'Across the sea', starts: STARTS, zone: ZONE });
    const link = await guestLink(host);
    const [own, hosts] = [shownIn(timezoneId, MOMENT), shownIn(ZONE, MOMENT)];
    expect(own).not.toBe(hosts);
    await expect(host.locator('.head time')).toHaveText(hosts);
    await guest.goto(link);
    await expect(guest.locator('time').first()).toHaveText(`${own} (${sameDay(own, hosts)}, ${ZONE})`);
    await expect(guest.locator('time').first()).toHaveAttribute('datetime', MOMENT.toISOString().replace('.000', ''));
  });
}

test('calendars of host and guest follow a session to its end', async ({ page, person, watch }) => {
  // The guest's page at the door hears that it was called off.
  watch.expect(/^status 410: GET /);
  const guest = await person();
  await becomeHost(page);
  const title = `Calendar; with, signs \\ and ${'a very long title '.repeat(4)}ü`.slice(0, 110);
  await planSession(page, { title, starts: STARTS, zone: ZONE, minutes: '45' });
  const link = await guestLink(page);
  const id = new URL(page.url()).pathname.split('/')[2];

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Add to calendar' }).click();
  expect((await download).suggestedFilename()).toBe('session.ics');
  await guest.goto(link);
  const guests = (await guest.getByRole('link', { name: 'Add to calendar' }).getAttribute('href')) ?? '';
  const hosts = `/s/${id}/calendar.ics`;

  const before = [await entryAt(page, hosts), await entryAt(guest, guests)];
  for (const [entry, location] of [
    [before[0], page.url()],
    [before[1], link],
  ] as const) {
    expect(entry).toMatchObject({ method: 'REQUEST', status: 'CONFIRMED', summary: title.trim(), location });
    expect(entry.starts).toBe(MOMENT.toISOString());
    expect(entry.ends).toBe(new Date(MOMENT.getTime() + 45 * 60_000).toISOString());
  }

  await page.goto(`/s/${id}/edit`);
  await fillPlan(page, { starts: STARTS.replace('14:30', '15:30') });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(/\/s\/[^/?]+$/);
  const after = [await entryAt(page, hosts), await entryAt(guest, guests)];
  for (const [at, entry] of after.entries()) {
    expect(entry).toMatchObject({ method: 'REQUEST', uid: before[at].uid });
    expect(entry.sequence).toBeGreaterThan(before[at].sequence);
    expect(entry.starts).toBe(new Date(MOMENT.getTime() + 3_600_000).toISOString());
  }

  await confirm(page, 'Call it off', 'Call it off now');
  await expect(page.locator('.pill')).toHaveText('Called off');
  const off = [await entryAt(page, hosts), await entryAt(guest, guests)];
  for (const [at, entry] of off.entries()) {
    expect(entry).toMatchObject({ method: 'CANCEL', status: 'CANCELLED', uid: before[at].uid });
    expect(entry.sequence).toBeGreaterThan(after[at].sequence);
  }
});

test('who called a session off can download the entry that strikes it out', async ({ page }) => {
  await becomeHost(page);
  await planSession(page, { title: 'To be struck out', starts: STARTS, zone: ZONE });
  await confirm(page, 'Call it off', 'Call it off now');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Calendar entry that strikes it out' }).click({ timeout: 5_000 });
  const stream = await (await download).createReadStream();
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  expect(read(Buffer.concat(parts).toString('utf8')).method).toBe('CANCEL');
});
