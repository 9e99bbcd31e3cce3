import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** The address cannot be listened on. The message is one sentence for the person who started the process. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

export interface Listening {
  readonly url: string;
  /** Takes no new connection, lets running requests end for at most `graceMs`, then cuts what is left. */
  close(graceMs?: number): Promise<void>;
}

const GRACE_MS = 10_000;

export async function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => void, { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> {
  let draining = false;
  const running = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    if (draining) response.shouldKeepAlive = false;
    running.add(response);
    response.once('close', () => running.delete(response));
    handle(request, response);
  });
  // An upload may take longer than node's five minutes a request; what must be quick has limits of its own.
  server.requestTimeout = 0;
  // Longer than proxies and clients keep an idle connection: otherwise one is closed just as the next request is sent over it.
  server.keepAliveTimeout = 65_000;
  await started(server, host, port);
  const bound = server.address() as AddressInfo;
  const shown = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;

  return {
    url: `http://${shown}:${bound.port}`,
    async close(graceMs = GRACE_MS) {
      if (!server.listening) return;
      draining = true;
      const ended = new Promise<void>((resolve) => { server.close(() => resolve()); });
      server.closeIdleConnections();
      // A connection that is busy now would stay open, idle, after its answer.
      for (const response of running) response.shouldKeepAlive = false;
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await ended;
      clearTimeout(cut);
    },
  };
}

function started(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new ListenError(sentence(error, host, port))));
    server.listen(port, host, resolve);
  });
}

function sentence({ code }: NodeJS.ErrnoException, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is taken by another process: stop it, or set PORT to a free one.`;
    case 'EACCES':
      return `This user may not listen on port ${port}: set PORT to one above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine: set HOST to one that is.`;
    default:
      return `The gateway cannot listen on ${host}:${port} (${code ?? 'unknown reason'}).`;
  }
}
