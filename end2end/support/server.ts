// A server of a test's own, which the test may stop and start again.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';

export class OwnServer {
  private child?: ChildProcess;

  private constructor(
    private readonly port: number,
    private readonly data: string,
    private readonly variables: Record<string, string>,
  ) {}

  // Starts one with a data folder of its own, and with these variables beside those of all servers.
  static async start(variables: Record<string, string> = {}): Promise<OwnServer> {
    const server = new OwnServer(await freePort(), await mkdtemp(join(tmpdir(), 'greenroom-')), variables);
    await server.up();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  // Starts it again on the same data.
  async up(): Promise<void> {
    this.child = spawn(program(), { env: this.env, stdio: 'ignore' });
    await expect.poll(() => fetch(this.url).then((answer) => answer.status, () => 0), { timeout: 30_000 }).toBe(200);
  }

  // Runs a command of the program on the server's data; what it prints.
  async run(...command: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(program(), command, { env: this.env });
    return stdout.trim();
  }

  private get env(): NodeJS.ProcessEnv {
    const own = { LEPTOS_SITE_ADDR: `127.0.0.1:${this.port}`, GREENROOM_DATA_DIR: this.data };
    return { ...process.env, ...own, ...this.variables };
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

function program(): string {
  const program = process.env.GREENROOM_PROGRAM;
  if (!program) throw new Error('GREENROOM_PROGRAM is not set: start these tests with `make e2e`');
  return program;
}

// A port that nobody uses now.
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
