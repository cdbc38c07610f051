// Five hundred random sequences of faults: each ends with exactly one iframe or exactly one
// explained failure, and lets go of everything when the page goes.

import type { Page, Route } from '@playwright/test';

import { expect, test } from '../fixtures';
import { type Plan, type PageEvent, planOf } from '../support/plan';
import { STAND_IN, keepBooks } from '../support/stand-in';
import { guestLink, openSession } from '../support/steps';

const SEQUENCES = Number(process.env.SOAK ?? 500);
const PARTS = 4;
// So often the page is looked at, half a minute of its own time apart, until nothing moves any more.
const LOOKS = 60;

test.describe.configure({ mode: 'parallel' });

for (let part = 0; part < PARTS; part += 1) {
  test(`random sequences of faults, part ${part + 1} of ${PARTS}`, async ({ page: host, person, watch }) => {
    test.setTimeout(900_000);
    // Every fault is ordered: what counts is how each sequence ends. What is not handled still fails.
    watch.expect(/^(status|failed): /, /^failed/, /^status/, /^console error: Refused to execute script/);
    await openSession(host);
    const link = await guestLink(host);
    for (let seed = part; seed < SEQUENCES; seed += PARTS) {
      const page = await person();
      const plan = planOf(seed);
      await test.step(`sequence ${seed}`, () => play(page, link, plan, `${seed}: ${JSON.stringify(plan)}`));
      await page.context().close();
    }
  });
}

async function play(page: Page, link: string, plan: Plan, name: string): Promise<void> {
  await page.clock.install();
  await page.addInitScript(keepBooks, [...plan.mount]);
  await answer(page, plan);
  await page.goto(plan.direct ? `${link}?direct` : link, { waitUntil: 'commit' });
  if (!plan.direct) {
    await expect(page.locator('select#microphone')).not.toHaveText(/Asking/);
    await page.getByLabel('Your name').fill('Gustav');
    await page.getByRole('button', { name: 'Join' }).click();
  }
  await expect(page.locator('.meeting')).not.toHaveAttribute('data-phase', 'idle');
  for (const event of plan.events) {
    await happen(page, event);
    await page.clock.runFor(5_000);
  }
  let end = await look(page);
  for (let looks = 0; !isEnd(end); looks += 1) {
    expect(looks, `${name} comes to an end: ${JSON.stringify(end)}`).toBeLessThan(LOOKS);
    await page.clock.runFor(30_000);
    end = await look(page);
  }
  expect(end.iframes + (end.explained ? 1 : 0), `${name}: ${JSON.stringify(end)}`).toBe(1);

  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
  const left = await page.evaluate(() => ({
    iframes: document.querySelectorAll('iframe').length,
    timers: window.pending.size,
    listeners: window.books.listeners,
    alive: window.books.made - window.books.disposed,
  }));
  expect(left, name).toEqual({ iframes: 0, timers: 0, listeners: 0, alive: 0 });
}

interface Look {
  phase: string;
  iframes: number;
  explained: boolean;
  trouble: boolean;
  waits: boolean;
}

// In, or out with nothing that would be tried again by itself.
function isEnd({ phase, trouble, waits }: Look): boolean {
  return phase === 'joined' || phase === 'left' || (phase === 'ready' && trouble) || (phase === 'failed' && !waits);
}

async function look(page: Page): Promise<Look> {
  return page.evaluate(() => {
    const root = document.querySelector('.meeting');
    const bar = root?.querySelector<HTMLElement>('.meeting__bar');
    const iframes = document.querySelectorAll('iframe').length;
    const countdown = root?.querySelector<HTMLElement>('.meeting__countdown');
    const text = root?.querySelector('.meeting__text')?.textContent ?? '';
    const trouble = bar?.hidden === false && bar.hasAttribute('data-trouble') && text !== '';
    return {
      phase: root?.getAttribute('data-phase') ?? '',
      iframes,
      trouble,
      // A meeting that is slow to let somebody in stays on the page, with what the bar says of it.
      explained: iframes === 0 && trouble,
      waits: countdown?.hidden === false,
    };
  });
}

async function happen(page: Page, event: PageEvent): Promise<void> {
  if (event === 'sleep') return page.clock.fastForward('01:00:00');
  await page.evaluate((event) => {
    if (event === 'offline and online') {
      window.dispatchEvent(new Event('offline'));
      window.dispatchEvent(new Event('online'));
    } else if (event === 'hide and show') {
      window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
      window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    } else if (event === 'retry') {
      document.querySelector<HTMLButtonElement>('.meeting__retry:not([hidden])')?.click();
    }
  }, event);
}

async function answer(page: Page, plan: Plan): Promise<void> {
  const [scripts, tokens] = [[...plan.script], [...plan.token]];
  await page.route('**/external_api.js*', async (route) => {
    // The head's preload is answered as the script element is.
    const fault = scripts.shift() ?? 'ok';
    if (fault === 'fail') return route.abort();
    if (fault === 'hang') return undefined;
    return route.fulfill({ contentType: 'text/javascript', body: fault === 'ok' ? STAND_IN : '// nothing' });
  });
  await page.route('**/api/pages/joined', (route) => route.fulfill({ json: null }));
  await page.route('**/api/pages/meeting-token', async (route) => {
    const fault = tokens.shift() ?? 'ok';
    if (fault === 'cut') return route.abort();
    if (fault === 'hang') return undefined;
    if (fault === 'html') return route.fulfill({ contentType: 'text/html', body: '<h1>Sign in to the hotel</h1>' });
    if (fault === 'ok') return token(route);
    const [status, wait] = fault.split(' after ');
    const body = { error: 'This is the reason.', code: 'forbidden' };
    return route.fulfill({ status: Number(status), headers: wait ? { 'retry-after': wait } : {}, json: body });
  });
}

async function token(route: Route): Promise<void> {
  const json = { token: 'a.b.c', expiresAt: 4e9, expiresIn: 3600, roomClaim: 'qualified', reportJoin: false };
  await route.fulfill({ json });
}
