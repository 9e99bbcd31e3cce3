import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { readEvents } from '../../gateway/execution/read-events.ts';

export interface Streaming {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** The next event, or null at the end of the connection. */
  next(): Promise<{ readonly name: string; readonly data: unknown } | null>;
  /** All that still comes. */
  rest(): Promise<{ readonly name: string; readonly data: unknown }[]>;
  /** The body, when it is no stream. */
  body(): Promise<unknown>;
  /** Stops reading without leaving. */
  readonly message: IncomingMessage;
  leave(): void;
}

/** Asks for server-sent events as a client that is no browser would. */
export async function stream(url: string, asked: object | null, headers: Readonly<Record<string, string>> = {}, method = 'POST'): Promise<Streaming> {
  const sent = request(url, {
    method, agent: false, headers: { accept: 'text/event-stream', ...(method === 'POST' ? { 'content-type': 'application/json' } : {}), ...headers },
  });
  sent.on('error', () => undefined);
  sent.end(asked === null ? undefined : JSON.stringify(asked));
  const [message] = await once(sent, 'response') as [IncomingMessage];
  message.on('error', () => undefined);
  const events = readEvents(message, 1 << 20);

  async function next() {
    const { value, done } = await events.next();
    return done || !value ? null : { name: value.name, data: value.data === '' ? null : JSON.parse(value.data) as unknown };
  }
  return {
    status: message.statusCode ?? 0,
    headers: message.headers,
    message,
    next,
    async rest() {
      const all = [];
      for (let event = await next(); event; event = await next()) all.push(event);
      return all;
    },
    async body() {
      const chunks: Buffer[] = [];
      for await (const chunk of message) chunks.push(chunk as Buffer);
      return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
    },
    leave: () => sent.destroy(),
  };
}
