// The last line of a run, for whoever counts: `end-to-end: 40 passed, 0 failed`.

import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

export default class ClosingLine implements Reporter {
  private readonly counts = { passed: 0, failed: 0, skipped: 0 };

  onTestEnd(_test: TestCase, result: TestResult): void {
    if (result.status === 'passed' || result.status === 'skipped') this.counts[result.status] += 1;
    else this.counts.failed += 1;
  }

  async onExit(): Promise<void> {
    const { passed, failed, skipped } = this.counts;
    console.log(`end-to-end: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
  }
}
