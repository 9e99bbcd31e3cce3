import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A wire to a port of this machine, which keeps every byte that was ever sent to it, whatever it means. */
export interface Wire {
  /** Where to send. */
  readonly port: number;
  /** Everything sent so far, with the claims of the identities among it opened. */
  sent(): string;
  /** How much of it. */
  bytes(): number;
  close(): Promise<void>;
}

export async function openWire(target: number): Promise<Wire> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const sockets = new Set<Socket>();
  const server = createServer((from) => {
    const to = connect(target, '127.0.0.1');
    for (const [socket, other] of [[from, to], [to, from]] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    from.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
    });
    from.pipe(to);
    to.pipe(from);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    sent() {
      const text = Buffer.concat(chunks).toString('utf8');
      const claims = [...text.matchAll(/x-wasq-identity: *[\w-]+\.([\w-]+)\./gi)].map(([, part = '']) => Buffer.from(part, 'base64url').toString('utf8'));
      return [text, ...claims].join('\n');
    },
    bytes: () => bytes,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
