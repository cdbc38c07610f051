// A server of a test's own, which the test may stop and start again.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';

export class OwnServer {
  private child?: ChildProcess;

  private constructor(
    private readonly port: number,
    private readonly data: string,
  ) {}

  // Starts one with a data folder of its own.
  static async start(): Promise<OwnServer> {
    const server = new OwnServer(await freePort(), await mkdtemp(join(tmpdir(), 'greenroom-')));
    await server.up();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  // Starts it again on the same data.
  async up(): Promise<void> {
    const program = process.env.GREENROOM_PROGRAM;
    if (!program) throw new Error('GREENROOM_PROGRAM is not set: start these tests with `make e2e`');
    const env = { ...process.env, LEPTOS_SITE_ADDR: `127.0.0.1:${this.port}`, GREENROOM_DATA_DIR: this.data };
    this.child = spawn(program, { env, stdio: 'ignore' });
    await expect.poll(() => fetch(this.url).then((answer) => answer.status, () => 0), { timeout: 30_000 }).toBe(200);
  }

  // Stops it at once, as a crash would.
  async down(): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  // Stops it for good.
  async end(): Promise<void> {
    await this.down();
    await rm(this.data, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
