import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

export interface EventWriter {
  /** Resolves when the caller is ready for the next: nothing is kept for one who reads slowly. Rejects when the caller is gone. */
  next(result: unknown): Promise<void>;
  complete(): void;
  stop(): void;
}

export interface EventWriterSettings {
  /** A sign of life is sent this often, so that what stands between does not take the stream for dead. */
  readonly heartbeatMs?: number;
  /** Who has taken nothing for so long is cut off. */
  readonly stallMs?: number;
}

/** Writes GraphQL over server-sent events, one operation a connection. */
export function writeEvents(response: ServerResponse, { heartbeatMs = 12_000, stallMs = 30_000 }: EventWriterSettings): EventWriter {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Some proxies hold an answer back until it is whole.
    'x-accel-buffering': 'no',
  });
  response.write(':\n\n');
  const heartbeat = setInterval(() => {
    if (!response.writableNeedDrain) response.write(':\n\n');
  }, heartbeatMs);
  heartbeat.unref();

  return {
    async next(result) {
      if (response.write(`event: next\ndata: ${JSON.stringify(result)}\n\n`)) return;
      const stalled = setTimeout(() => response.destroy(), stallMs);
      try {
        await Promise.race([once(response, 'drain'), once(response, 'close').then(() => Promise.reject(new Error('the caller is gone')))]);
      } finally {
        clearTimeout(stalled);
      }
    },
    complete: () => void response.end('event: complete\ndata:\n\n'),
    stop: () => clearInterval(heartbeat),
  };
}
