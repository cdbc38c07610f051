// What a guest's browser waits for and loads.

import { type Browser, type CDPSession, type Page, test } from '@playwright/test';
import { mkdir, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';

import { handWritten } from './hand-written';
import { proxyFor } from './proxy';

declare global {
  interface Window {
    iframeAt?: number;
    joinedAt?: number;
  }
}

const SERVER = new URL(process.env.BENCH_SERVER ?? '');
const PORT = Number(process.env.BENCH_PROXY_PORT);
const BASE = `http://127.0.0.1:${PORT}`;
const TIMES = process.env.BENCH_QUICK ? 1 : 7;
const SETTINGS = ['plain', 'slow 4G, CPU slowed four times'] as const;
type Setting = (typeof SETTINGS)[number];

const figures: [string, string][] = [];
let proxy: Server;
let link: string;

test.beforeAll(async ({ request }) => {
  const own = new Map<string, string>();
  proxy = await proxyFor(SERVER, PORT, own);
  const opened = await request.post(`${BASE}/api/sessions`, {
    headers: { authorization: `Bearer ${process.env.GREENROOM_API_KEYS}` },
    data: { title: 'Weekly check-in' },
  });
  link = new URL((await opened.json()).guestLink).pathname;
  const html = await (await request.get(`${BASE}${link}?direct`)).text();
  const found = /data-setting="([^"]*)"/.exec(html)?.[1] ?? '';
  own.set('/hand-written', handWritten(JSON.parse(found.replaceAll('&quot;', '"').replaceAll('&amp;', '&'))));
});

test.afterAll(async () => {
  proxy.close();
  proxy.closeAllConnections();
  await mkdir('../target/bench', { recursive: true });
  await writeFile('../target/bench/pages.json', JSON.stringify(Object.fromEntries(figures), null, 1));
});

test('bytes of a cold join page', async ({ browser }) => {
  const { page, session } = await visitor(browser, 'plain');
  const kinds = new Map<string, string>();
  const bytes = new Map<string, number>();
  session.on('Network.responseReceived', ({ requestId, response }) => kinds.set(requestId, kindOf(response.url)));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? 'other';
    bytes.set(kind, (bytes.get(kind) ?? 0) + encodedDataLength);
  });
  await page.goto(`${BASE}${link}`, { waitUntil: 'networkidle' });
  const timing = await page.evaluate(() => performance.getEntriesByType('navigation')[0].toJSON());
  await page.context().close();
  let all = 0;
  for (const [kind, count] of [...bytes].sort()) {
    say(`cold join page: ${kind}`, `${(count / 1000).toFixed(1)} kB`);
    if (kind !== 'the meeting service\'s script') all += count;
  }
  say('cold join page: all of ours', `${(all / 1000).toFixed(1)} kB, with headers`);
  say('cold join page: time to first byte', `${(timing.responseStart - timing.requestStart).toFixed(1)} ms`);
});

for (const setting of SETTINGS) {
  test(`from navigation to the iframe, ${setting}`, async ({ browser }) => {
    const ours: number[] = [];
    const limit: number[] = [];
    // In turns, so that both meet the same machine.
    for (let time = 0; time < TIMES; time += 1) {
      ours.push(await untilIframe(browser, setting, `${link}?direct`));
      limit.push(await untilIframe(browser, setting, '/hand-written'));
    }
    const [a, b] = [median(ours), median(limit)];
    say(`?direct to the iframe, ${setting}`, `${a.toFixed(0)} ms`);
    say(`hand-written page, ${setting}`, `${b.toFixed(0)} ms; ?direct takes ${(a / b).toFixed(2)} times as long`);
  });

  test(`from Join to the iframe, ${setting}`, async ({ browser }) => {
    const times: number[] = [];
    for (let time = 0; time < TIMES; time += 1) times.push(await fromJoin(browser, setting));
    say(`Join to the iframe, ${setting}`, `${median(times).toFixed(0)} ms`);
  });
}

async function untilIframe(browser: Browser, setting: Setting, path: string): Promise<number> {
  const { page } = await visitor(browser, setting);
  await page.goto(`${BASE}${path}`, { waitUntil: 'commit' });
  const at = await page.waitForFunction(() => window.iframeAt, undefined, { polling: 50 });
  const time = await at.jsonValue();
  await page.context().close();
  return time ?? Number.NaN;
}

async function fromJoin(browser: Browser, setting: Setting): Promise<number> {
  const { page } = await visitor(browser, setting);
  await page.goto(`${BASE}${link}`);
  await page.locator('select#microphone:not(:has-text("Asking"))').waitFor();
  await page.getByLabel('Your name').fill('Gustav');
  await page.locator('.meeting[data-phase="prepared"]').waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Join' }).click();
  const at = await page.waitForFunction(() => window.iframeAt, undefined, { polling: 50 });
  const time = ((await at.jsonValue()) ?? Number.NaN) - (await page.evaluate(() => window.joinedAt ?? Number.NaN));
  await page.context().close();
  return time;
}

// A browser that has never been here.
async function visitor(browser: Browser, setting: Setting): Promise<{ page: Page; session: CDPSession }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  if (setting !== 'plain') {
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: 1_600_000 / 8,
      uploadThroughput: 750_000 / 8,
    });
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  }
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (window.iframeAt === undefined && document.querySelector('iframe')) window.iframeAt = performance.now();
    }).observe(document, { childList: true, subtree: true });
    addEventListener('submit', () => { window.joinedAt = performance.now(); }, { capture: true });
  });
  return { page, session };
}

function kindOf(url: string): string {
  const path = new URL(url).pathname;
  if (path.endsWith('external_api.js')) return "the meeting service's script";
  for (const kind of ['wasm', 'js', 'css', 'svg']) if (path.endsWith(`.${kind}`)) return kind;
  return path.startsWith('/api/') ? 'api' : 'document';
}

function median(numbers: number[]): number {
  return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function say(name: string, words: string): void {
  figures.push([name, words]);
  console.log(`${name.padEnd(52)} ${words}`);
}
