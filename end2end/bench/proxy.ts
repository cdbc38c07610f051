// A proxy that passes everything through to the server and serves one page of its own: so the
// hand-written page and ours come over the same way.

import { type IncomingMessage, type Server, type ServerResponse, createServer, request } from 'node:http';
import { once } from 'node:events';

export async function proxyFor(target: URL, port: number, own: Map<string, string>): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    const page = own.get(new URL(incoming.url ?? '/', target).pathname);
    if (page !== undefined) {
      outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(page);
    } else {
      pass(target, incoming, outgoing);
    }
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function pass(target: URL, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, url, headers } = incoming;
  const onward = request({ host: target.hostname, port: target.port, method, path: url, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  incoming.pipe(onward);
}
