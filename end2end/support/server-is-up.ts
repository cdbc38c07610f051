// cargo-leptos starts server and tests at the same moment: the tests wait for the first answer.

import type { FullConfig } from '@playwright/test';
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE = 60_000;

export default async function serverIsUp(config: FullConfig): Promise<void> {
  const address = `${config.projects[0].use.baseURL}/`;
  const deadline = Date.now() + PATIENCE;
  while (!(await answers(address))) {
    if (Date.now() > deadline) throw new Error(`no server at ${address}: start these tests with \`make e2e\``);
    await pause(100);
  }
}

async function answers(address: string): Promise<boolean> {
  return fetch(address).then(
    (response) => response.ok,
    () => false,
  );
}
