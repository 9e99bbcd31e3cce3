import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** As much of Redis as counting needs: it answers every script with the count of its key and the time that is left. */
export async function fakeRedis(port = 0) {
  const counts = new Map<string, number>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('data', (chunk: Buffer) => {
      for (const command of commandsIn(chunk.toString())) socket.write(answerTo(command, counts));
    });
  });
  await new Promise<void>((resolve) => { server.listen(port, '127.0.0.1', resolve); });
  return {
    port: (server.address() as AddressInfo).port,
    counts,
    close: () => new Promise<void>((resolve) => {
      server.close(() => resolve());
      sockets.forEach((socket) => socket.destroy());
    }),
  };
}

// `*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1\r\nv\r\n`; commands this small are never split over packets on the loopback.
function commandsIn(text: string): string[][] {
  return text.split(/(?:^|\r\n)\*\d+\r\n/).filter(Boolean).map((command) =>
    command.split('\r\n').filter((_line, index) => index % 2 === 1));
}

function answerTo([name = '', , keys, key = ''] : readonly string[], counts: Map<string, number>): string {
  if (/^eval(sha)?$/i.test(name) && keys === '1') {
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return `*2\r\n:${counts.get(key)}\r\n:42000\r\n`;
  }
  if (/^info$/i.test(name)) return '$9\r\nloading:0\r\n';
  return '+OK\r\n';
}
