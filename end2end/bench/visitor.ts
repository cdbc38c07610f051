// A browser that has never been here, plain or as on a slow phone, with clocks in its pages.

import { type Browser, type CDPSession, type Page } from '@playwright/test';

declare global {
  interface Window {
    iframeAt?: number;
    pressedAt?: number;
  }
}

export const SETTINGS = ['plain', 'slow 4G and CPU'] as const;
export type Setting = (typeof SETTINGS)[number];

export interface Visitor {
  page: Page;
  session: CDPSession;
}

export async function visitor(browser: Browser, setting: Setting): Promise<Visitor> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  if (setting !== 'plain') await slowDown(session);
  await page.addInitScript(clocks);
  return { page, session };
}

// When the meeting's iframe came, on the clock of the page. The page itself looks whether it is there:
// questions over the protocol would cost time of the processor that is measured.
export async function untilIframe(page: Page): Promise<number> {
  const at = await page.waitForFunction(() => window.iframeAt, undefined, { polling: 100 });
  return (await at.jsonValue()) ?? Number.NaN;
}

async function slowDown(session: CDPSession): Promise<void> {
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 1_600_000 / 8,
    uploadThroughput: 750_000 / 8,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

// Runs in every page before its own scripts.
function clocks(): void {
  if (window !== window.top) return;
  new MutationObserver((_, observer) => {
    if (!document.querySelector('iframe')) return;
    window.iframeAt = performance.now();
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
  addEventListener('click', () => { window.pressedAt = performance.now(); }, { capture: true });
}
