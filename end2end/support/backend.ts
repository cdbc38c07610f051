// What a backend does with its API key: sessions whose door opens in a few seconds, and invites that
// end so soon, which no form of a page can ask for.

import { type APIRequestContext, expect } from '@playwright/test';

export const KEY = process.env.GREENROOM_API_KEYS?.split(',')[0] ?? '';
export const NO_KEY = 'the server was started without GREENROOM_API_KEYS: `make e2e` sets it';

// So long before the start the door opens, in seconds.
export const OPENS_BEFORE = 600;

const headers = { authorization: `Bearer ${KEY}` };

export interface SessionOrder {
  title?: string;
  startsAt?: number;
  durationSeconds?: number;
  capacity?: number;
  waitsForHost?: boolean;
  admitsEach?: boolean;
  timeZone?: string;
}

export interface BackendSession {
  id: string;
  roomName: string;
  hostLink: string;
  guestLink: string;
  startsAt: number;
}

// The present, in seconds since 1970.
export function now(): number {
  return Math.floor(Date.now() / 1000);
}

// Opens a session. `base` is another server than the tests' own.
export async function openByBackend(
  request: APIRequestContext,
  order: SessionOrder = {},
  base = '',
): Promise<BackendSession> {
  const data = { title: 'Weekly check-in', ...order };
  const answer = await request.post(`${base}/api/sessions`, { headers, data });
  expect(answer.status(), await answer.text()).toBe(201);
  return answer.json();
}

// A session whose door opens in so many seconds.
export async function openingIn(
  request: APIRequestContext,
  seconds: number,
  order: SessionOrder = {},
): Promise<BackendSession> {
  return openByBackend(request, { startsAt: now() + OPENS_BEFORE + seconds, ...order });
}

export async function inviteByBackend(request: APIRequestContext, id: string, data: unknown): Promise<string> {
  const answer = await request.post(`/api/sessions/${id}/invites`, { headers, data });
  expect(answer.status(), await answer.text()).toBe(201);
  return (await answer.json()).link;
}
