// The one `test` of the end-to-end tests. It fails on every fault that `Watch` sees, gives people
// (each a browser context of their own) and audits pages with axe.

import AxeBuilder from '@axe-core/playwright';
import { type BrowserContextOptions, type Page, test as base, expect } from '@playwright/test';

import { Watch } from './support/watch';

export { expect };

interface Fixtures {
  // What must not happen, and what a test says that it will.
  watch: Watch;
  // A new person with a browser of their own: nothing is shared with the other people of the test.
  person: (options?: BrowserContextOptions) => Promise<Page>;
  // Fails on every accessibility violation that axe finds on the page, frames included.
  audit: (page: Page) => Promise<void>;
}

export const test = base.extend<Fixtures>({
  watch: [
    async ({}, use) => {
      const watch = new Watch();
      await use(watch);
      expect(watch.faults(), 'what happened on the pages').toEqual([]);
    },
    { auto: true },
  ],

  context: async ({ context, watch }, use) => {
    watch.over(context);
    await use(context);
  },

  person: async ({ browser, watch }, use) => {
    const contexts: { close: () => Promise<void> }[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      watch.over(context);
      contexts.push(context);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },

  audit: async ({}, use) => {
    await use(async (page) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.flatMap(({ id, help, nodes }) =>
        nodes.map((node) => `${id} (${help}): ${node.html} ${node.failureSummary ?? ''}`),
      );
      expect(found, `axe on ${page.url()}`).toEqual([]);
    });
  },
});
