// The sandbox's switch for tests: failures that this person's browser meets, and no other's; or, with
// the target `commands`, those that a room meets.

import type { Page } from '@playwright/test';

export interface Fault {
  target: 'script' | 'token' | 'room_claim' | 'commands';
  kind?: '403' | '429' | '502' | '503' | '504' | 'hang' | 'refuse';
  retryAfter?: number;
  times?: number | null;
  form?: 'qualified' | 'name';
  // Of `commands`: the bare name.
  room?: string;
}

// Orders the failures. The page must be at an address of a meeting's page, or anywhere of ours.
export async function order(page: Page, tenant: string, ...faults: Fault[]): Promise<void> {
  for (const fault of faults) {
    const answer = await page.context().request.post(`/sandbox/${tenant}/faults`, { data: fault });
    if (answer.status() !== 204) throw new Error(`the switch refused: ${await answer.text()}`);
  }
}

// The tenant of the sandbox, as a page of a meeting names it.
export async function tenantOf(page: Page, link: string): Promise<string> {
  const html = await (await page.context().request.get(link)).text();
  const found = /vpaas-magic-cookie-[0-9a-f]{32}/.exec(html);
  if (!found) throw new Error('the page names no tenant');
  return found[0];
}
