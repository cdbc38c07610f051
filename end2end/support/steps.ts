// What people do on the pages, one function a step. The only place that knows the pages' words.

import { type FrameLocator, type Page, expect } from '@playwright/test';
import { decodeJwt, decodeProtectedHeader } from 'jose';

export type SessionType = 'video' | 'audio';

// Opens a session on the home page: the person is its host now. Says its id.
export async function openSession(page: Page, title = 'Weekly check-in', type: SessionType = 'video'): Promise<string> {
  await page.goto('/');
  await page.getByLabel('What is it about?').fill(title);
  await page.getByRole('radio', { name: type === 'video' ? /video/i : /audio/i }).check();
  await page.getByRole('button', { name: /open/i }).click();
  await page.waitForURL(/\/s\/[^/?]+$/);
  return new URL(page.url()).pathname.split('/')[2];
}

// The link for guests on the host's page.
export async function guestLink(page: Page): Promise<string> {
  const field = page.getByTestId('guest-link');
  await expect(field).toBeVisible();
  return field.evaluate((element) => ('value' in element ? String(element.value) : (element.textContent ?? '').trim()));
}

// The secret of a guest's link.
export function secretOf(link: string): string {
  return new URL(link).pathname.split('/')[2];
}

// Goes to the link, gives a name in the green room and joins.
export async function joinAs(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await giveName(page, name);
  await page.getByRole('button', { name: 'Join' }).click();
  await expect(meetingFrame(page)).toBeVisible();
}

// Enters from the host's page.
export async function enterAsHost(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: /enter/i }).click();
  await giveName(page, name);
  await page.getByRole('button', { name: 'Join' }).click();
  await expect(meetingFrame(page)).toBeVisible();
}

// A session in which both are: the host has opened it, the guest has come by its link. Says the link.
export async function meet(host: Page, guest: Page): Promise<string> {
  await openSession(host);
  const link = await guestLink(host);
  await enterAsHost(host, 'Hannah');
  await joinAs(guest, link, 'Gustav');
  for (const page of [host, guest]) await expect(people(page)).toHaveCount(2);
  return link;
}

export async function giveName(page: Page, name: string): Promise<void> {
  await isAlive(page);
  await page.getByLabel('Your name').fill(name);
}

// Waits until the green room is alive: before that its form posts, which is another way in.
export async function isAlive(page: Page): Promise<void> {
  await expect(page.locator('select#microphone')).not.toHaveText(/Asking/);
}

// The meeting's iframe as an element of the page.
export function meetingFrame(page: Page) {
  return page.locator('iframe');
}

// The meeting inside its iframe.
export function meeting(page: Page): FrameLocator {
  return page.frameLocator('iframe');
}

// The rows of who is there, as the meeting shows them.
export function people(page: Page) {
  return meeting(page).getByTestId('tile');
}

export interface MeetingClaims {
  aud: string;
  iss: string;
  sub: string;
  room: string;
  exp: number;
  nbf: number;
  context: { user: Record<string, string>; features: Record<string, string> };
}

// The token that the iframe got.
export async function tokenOf(page: Page): Promise<string> {
  const frame = page.frames().find((frame) => frame !== page.mainFrame());
  if (!frame) throw new Error('there is no meeting on the page');
  const token = await frame.evaluate(() => (window as unknown as { sandboxToken?: string }).sandboxToken);
  if (!token) throw new Error('the meeting got no token');
  return token;
}

// What that token says.
export async function claimsOf(page: Page): Promise<MeetingClaims> {
  return decodeJwt<MeetingClaims>(await tokenOf(page)) as unknown as MeetingClaims;
}

export { decodeProtectedHeader };
