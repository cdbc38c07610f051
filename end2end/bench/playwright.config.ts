// How the browser's figures are taken: one at a time, against a release server that
// `scripts/bench` started, behind a proxy that also serves the hand-written page.

import { defineConfig } from '@playwright/test';

import { launchOptions } from '../playwright.config';

export default defineConfig({
  testDir: '.',
  workers: 1,
  timeout: 300_000,
  // A slow phone takes its time.
  expect: { timeout: 60_000 },
  reporter: [['line']],
  use: { permissions: ['camera', 'microphone'], locale: 'en-GB', launchOptions },
});
