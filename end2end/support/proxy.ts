// A proxy before a server that does to streams of events what bad proxies do: it cuts each after a
// while.

import { type IncomingMessage, type Server, type ServerResponse, createServer, request } from 'node:http';
import { once } from 'node:events';

export class CuttingProxy {
  // How many streams were cut.
  cut = 0;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async before(target: URL, cutAfter: number): Promise<CuttingProxy> {
    const server = createServer((incoming, outgoing) => proxy.pass(target, incoming, outgoing, cutAfter));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const proxy = new CuttingProxy(server, `http://127.0.0.1:${address.port}`);
    return proxy;
  }

  end(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private pass(target: URL, incoming: IncomingMessage, outgoing: ServerResponse, cutAfter: number): void {
    const { method, url, headers } = incoming;
    const onward = request({ host: target.hostname, port: target.port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(outgoing);
      if (!answer.headers['content-type']?.startsWith('text/event-stream')) return;
      const cut = setTimeout(() => {
        this.cut += 1;
        outgoing.destroy();
        onward.destroy();
      }, cutAfter);
      answer.on('close', () => clearTimeout(cut));
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  }
}
