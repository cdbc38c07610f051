// Watches every page of a test for what must not happen there: errors and warnings on the console
// (hydration errors among them), uncaught exceptions, refused or failed requests.

import type { BrowserContext, ConsoleMessage, Page, Request, Response } from '@playwright/test';

export class Watch {
  private readonly seen: string[] = [];
  private readonly expected: RegExp[] = [];

  // Watches the pages that the context has and will have.
  over(context: BrowserContext): void {
    context.on('console', (message) => this.onConsole(message));
    context.on('weberror', (error) => this.note(`uncaught: ${error.error().stack ?? error.error()}`));
    context.on('requestfailed', (request) => this.onFailed(request));
    context.on('response', (response) => this.onResponse(response));
    context.on('page', (page) => page.on('crash', () => this.note(`crashed: ${page.url()}`)));
  }

  // Says that this test brings about what the pattern describes, such as a 429.
  expect(...patterns: RegExp[]): void {
    this.expected.push(...patterns);
  }

  // What happened and was not expected.
  faults(): string[] {
    return this.seen.filter((fault) => !this.expected.some((pattern) => pattern.test(fault)));
  }

  private note(fault: string): void {
    this.seen.push(fault);
  }

  private onConsole(message: ConsoleMessage): void {
    if (!['error', 'warning', 'assert'].includes(message.type())) return;
    // The browser says each refused request on the console too: `onResponse` has it with its status.
    if (message.text().startsWith('Failed to load resource')) return;
    this.note(`console ${message.type()}: ${message.text()} (${message.location().url})`);
  }

  private onFailed(request: Request): void {
    const reason = request.failure()?.errorText ?? 'unknown';
    // What a page leaves behind when it goes is no failure.
    if (reason === 'net::ERR_ABORTED') return;
    // The browser asks for the icon when it likes, also when a test's own server has ended.
    if (request.url().endsWith('/favicon.svg')) return;
    this.note(`failed: ${request.method()} ${request.url()} ${reason}`);
  }

  private onResponse(response: Response): void {
    if (response.status() < 400) return;
    this.note(`status ${response.status()}: ${response.request().method()} ${response.url()}`);
  }
}

// Layout shifts of the page since it began to load, as Chromium scores them.
export async function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
        }).observe({ type: 'layout-shift', buffered: true });
        // Two frames later what was buffered has been told.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
      }),
  );
}
