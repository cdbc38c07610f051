// What a guest's browser waits for and loads. docs/PERFORMANCE.md says what each figure means.

import { type Browser, test } from '@playwright/test';
import type { Server } from 'node:http';

import { tenantOf } from '../support/faults';
import { giveName, secretOf } from '../support/steps';
import { row, save } from './figures';
import { handWritten } from './hand-written';
import { proxyFor } from './proxy';
import { SETTINGS, type Setting, untilIframe, visitor } from './visitor';

const SERVER = new URL(process.env.BENCH_SERVER ?? '');
const PORT = Number(process.env.BENCH_PROXY_PORT);
const BASE = `http://127.0.0.1:${PORT}`;
const TIMES = process.env.BENCH_QUICK ? 1 : 5;
const SCRIPT = "the meeting service's script";
// Nobody presses Join in the moment in which the last letter is typed.
const REST = 1000;

let proxy: Server;
let link: string;

test.beforeAll(async ({ browser, request }) => {
  const own = new Map<string, string>();
  proxy = await proxyFor(SERVER, PORT, own);
  const opened = await request.post(`${BASE}/api/sessions`, {
    headers: { authorization: `Bearer ${process.env.GREENROOM_API_KEYS}` },
    data: { title: 'Weekly check-in' },
  });
  const { guestLink, roomName: room } = await opened.json();
  link = guestLink;
  const page = await browser.newPage();
  const tenant = await tenantOf(page, link);
  await page.close();
  own.set('/hand-written', handWritten({ domain: new URL(BASE).host, tenant, room, secret: secretOf(link) }));
});

test.afterAll(async () => {
  proxy.close();
  proxy.closeAllConnections();
  await save();
});

test('bytes of a cold join page, and its first byte', async ({ browser }) => {
  const { page, session } = await visitor(browser, 'plain');
  const kinds = new Map<string, string>();
  const bytes = new Map<string, number>();
  session.on('Network.responseReceived', ({ requestId, response }) => kinds.set(requestId, kindOf(response.url)));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? 'other';
    bytes.set(kind, (bytes.get(kind) ?? 0) + encodedDataLength / 1000);
  });
  await page.goto(link, { waitUntil: 'networkidle' });
  await page.context().close();
  const figures = [...bytes].sort().map(([measure, value]) => ({ measure, value, unit: 'kB' }));
  const ours = figures.filter(({ measure }) => measure !== SCRIPT);
  const all = ours.reduce((sum, { value }) => sum + value, 0);
  row('cold join page: bytes, with headers', ...ours, { measure: 'in all', value: all, unit: 'kB', target: { at_most: 90 } });
  row('cold join page: not ours', { measure: SCRIPT, value: bytes.get(SCRIPT) ?? 0, unit: 'kB' });

  const waits: number[] = [];
  for (let time = 0; time < TIMES; time += 1) waits.push(await firstByte(browser));
  row('cold join page: first byte in the browser', { measure: 'median', value: median(waits), unit: 'ms' });
});

for (const setting of SETTINGS) {
  test(`from navigation to the iframe, ${setting}`, async ({ browser }) => {
    const ours: number[] = [];
    const limit: number[] = [];
    // In turns, so that both meet the same machine.
    for (let time = 0; time < TIMES; time += 1) {
      ours.push(await fromNavigation(browser, setting, `${link}?direct`));
      limit.push(await fromNavigation(browser, setting, `${BASE}/hand-written`));
    }
    const [value, best] = [median(ours), median(limit)];
    const target = setting === 'plain' ? undefined : { at_most: 1.15 };
    row(
      `navigation to the iframe, ${setting}`,
      { measure: '?direct', value, unit: 'ms' },
      { measure: 'hand-written', value: best, unit: 'ms' },
      { measure: 'ratio', value: value / best, unit: '', target },
    );
  });

  test(`from Join to the iframe, ${setting}`, async ({ browser }) => {
    const times: number[] = [];
    for (let time = 0; time < TIMES; time += 1) times.push(await fromJoin(browser, setting));
    row(`Join to the iframe, ${setting}`, { measure: 'median', value: median(times), unit: 'ms' });
  });
}

async function firstByte(browser: Browser): Promise<number> {
  const { page } = await visitor(browser, 'plain');
  await page.goto(link);
  const wait = await page.evaluate(() => {
    const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return entry.responseStart - entry.requestStart;
  });
  await page.context().close();
  return wait;
}

async function fromNavigation(browser: Browser, setting: Setting, url: string): Promise<number> {
  const { page } = await visitor(browser, setting);
  await page.goto(url, { waitUntil: 'commit' });
  const time = await untilIframe(page);
  await page.context().close();
  return time;
}

async function fromJoin(browser: Browser, setting: Setting): Promise<number> {
  const { page } = await visitor(browser, setting);
  await page.goto(link);
  await giveName(page, 'Gustav');
  await page.waitForTimeout(REST);
  await page.getByRole('button', { name: 'Join' }).click();
  const time = (await untilIframe(page)) - (await page.evaluate(() => window.pressedAt ?? Number.NaN));
  await page.context().close();
  return time;
}

function kindOf(url: string): string {
  const path = new URL(url).pathname;
  if (path.endsWith('external_api.js')) return SCRIPT;
  for (const kind of ['wasm', 'js', 'css']) if (path.endsWith(`.${kind}`)) return kind;
  return path.startsWith('/j/') ? 'document' : 'other';
}

function median(numbers: number[]): number {
  return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
