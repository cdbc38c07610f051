// Calendar entries as a calendar reads them.

import { type Page, expect } from '@playwright/test';
import ICAL from 'ical.js';

export interface Entry {
  method: string;
  uid: string;
  sequence: number;
  starts: string;
  ends: string;
  status: string;
  summary: string;
  location: string;
}

// Fetches the file, looks at its form (RFC 5545, 3.1), and parses it.
export async function entryAt(page: Page, address: string): Promise<Entry> {
  const answer = await page.context().request.get(address);
  expect(answer.status()).toBe(200);
  expect(answer.headers()['content-type']).toMatch(/^text\/calendar; charset=utf-8/);
  const text = (await answer.body()).toString('utf8');
  expect(text.endsWith('\r\n')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75);
  return read(text);
}

export function read(text: string): Entry {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const [component, ...more] = calendar.getAllSubcomponents('vevent');
  expect(more).toEqual([]);
  const event = new ICAL.Event(component);
  return {
    method: String(calendar.getFirstPropertyValue('method')),
    uid: event.uid,
    sequence: event.sequence,
    starts: event.startDate.toJSDate().toISOString(),
    ends: event.endDate.toJSDate().toISOString(),
    status: String(component.getFirstPropertyValue('status')),
    summary: event.summary,
    location: event.location,
  };
}
