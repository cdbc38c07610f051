// What hosts do with their sessions, and guests at the door, one function a step.

import { type Locator, type Page, expect } from '@playwright/test';

export interface PlanFields {
  title?: string;
  // A wall clock in the zone: `2026-12-01T14:30`.
  starts?: string;
  minutes?: string;
  zone?: string;
  capacity?: string;
  waits?: boolean;
  admits?: boolean;
  coHosts?: string;
}

// The fields of the form of a session.
export function planForm(page: Page) {
  return {
    title: page.getByLabel('What is it about?'),
    starts: page.getByLabel(/^When does it start/),
    minutes: page.getByLabel(/^How many minutes/),
    zone: page.getByLabel('Time zone'),
    capacity: page.getByLabel(/^How many guests at most/),
    waits: page.getByLabel('Guests wait until a host is inside'),
    admits: page.getByLabel('A host lets guests in one by one'),
    coHosts: page.getByLabel(/^Who leads it with you/),
  };
}

// Fills in what is said, and leaves the rest as it is.
export async function fillPlan(page: Page, fields: PlanFields): Promise<void> {
  const form = planForm(page);
  if (fields.title !== undefined) await form.title.fill(fields.title);
  if (fields.starts !== undefined) await form.starts.fill(fields.starts);
  if (fields.minutes !== undefined) await form.minutes.fill(fields.minutes);
  if (fields.zone !== undefined) await form.zone.selectOption(fields.zone);
  if (fields.capacity !== undefined) await form.capacity.fill(fields.capacity);
  if (fields.waits !== undefined) await form.waits.setChecked(fields.waits);
  if (fields.admits !== undefined) await form.admits.setChecked(fields.admits);
  if (fields.coHosts !== undefined) await form.coHosts.fill(fields.coHosts);
}

// Plans a session from the list of sessions. Says its id.
export async function planSession(page: Page, fields: PlanFields): Promise<string> {
  await page.goto('/sessions');
  await page.getByRole('link', { name: 'Plan a session' }).click();
  await fillPlan(page, fields);
  await page.getByRole('button', { name: 'Plan it' }).click();
  await page.waitForURL(/\/s\/[^/?]+$/);
  return new URL(page.url()).pathname.split('/')[2];
}

// A day so far ahead, with that time, as a wall clock shows it.
export function dayAhead(days: number, time: string): string {
  return `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T${time}`;
}

// A moment as a reader of that zone sees it on a page in British English.
export function shownIn(zone: string, moment: Date): string {
  return moment.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: zone });
}

export interface InviteFields {
  kind: 'one' | 'many' | 'host';
  label?: string;
  expires?: string;
  uses?: string;
}

const KINDS = { one: /^One person/, many: /^Many people/, host: /^A co-host/ };

// Makes an invite on the session's page. Says its link.
export async function makeInvite(page: Page, id: string, fields: InviteFields): Promise<string> {
  await page.goto(`/s/${id}`);
  await page.getByText('Make another invite').click();
  await page.getByRole('radio', { name: KINDS[fields.kind] }).check();
  await page.getByLabel(/^What do you call it/).fill(fields.label ?? '');
  if (fields.expires) await page.getByLabel(/^Until when/).fill(fields.expires);
  if (fields.uses) await page.getByLabel(/^By how many browsers/).fill(fields.uses);
  await page.getByRole('button', { name: 'Make the invite' }).click();
  await page.waitForURL(/\?made=/);
  const made = new URL(page.url()).searchParams.get('made') ?? '';
  const field = page.getByTestId(`link-${made}`);
  await expect(field).toBeVisible();
  return field.inputValue();
}

// The invite with that name on the session's page.
export function invite(page: Page, name: string): Locator {
  return page.locator('#invites li.list__row').filter({ has: page.locator('.list__name', { hasText: name }) });
}

// Says at the door who one is.
export async function knock(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Say that I am here' }).click();
  await expect(page.getByText(`You wait as ${name}.`)).toBeVisible();
}

// The row of who waits at the door, for the host.
export function knocker(page: Page, name: string): Locator {
  return page.locator('#door li').filter({ hasText: name });
}

// The green room, which the door leads to.
export async function isInGreenRoom(page: Page, timeout = 15_000): Promise<void> {
  await expect(page.getByRole('button', { name: 'Join' })).toBeVisible({ timeout });
}

// Asks for a token from the page, as its script would.
export async function askForToken(page: Page, secret: string): Promise<{ status: number; code?: string; token?: string }> {
  return page.evaluate(async (secret) => {
    const answer = await fetch('/api/pages/meeting-token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ door: { by: 'invite', secret }, name: 'Gustav', room_claim: null }),
    });
    const { code, token } = await answer.json();
    return { status: answer.status, code, token };
  }, secret);
}

// Answers something that is asked once before it is done.
export async function confirm(page: Page, ask: string, now: string): Promise<void> {
  await page.locator('summary', { hasText: ask }).click();
  await page.getByRole('button', { name: now }).click();
}
