// How the tests run: in Debian's Chromium, two at a time, against the server that
// `cargo leptos end-to-end` started. What the tests share is in support/.

import { defineConfig } from '@playwright/test';

export const launchOptions = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--use-fake-device-for-media-stream',
  ],
};

export default defineConfig({
  testDir: './tests',
  globalSetup: './support/server-is-up.ts',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  projects: [
    { name: 'together', testIgnore: /room-claim/ },
    { name: 'alone', testMatch: /room-claim/, dependencies: ['together'] },
  ],
  reporter: [['list'], ['./support/closing-line.ts']],
  use: {
    baseURL: `http://${process.env.LEPTOS_SITE_ADDR ?? '127.0.0.1:3000'}`,
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    // The browser answers permission questions by this list: what is not in it is denied.
    permissions: ['camera', 'microphone'],
    screenshot: 'only-on-failure',
    launchOptions,
  },
});
