import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** One call as a source receives it. */
export interface ReceivedCall {
  readonly path: string;
  readonly refs: readonly number[];
  readonly questions: readonly unknown[];
  readonly response: ServerResponse;
  readonly request: IncomingMessage;
}

export interface PlayedSource {
  readonly url: string;
  readonly calls: readonly ReceivedCall[];
  close(): Promise<void>;
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

/** A source that answers as the test says, call by call (counted from 0). */
export async function playSource(play: (call: ReceivedCall, nth: number) => void): Promise<PlayedSource> {
  const calls: ReceivedCall[] = [];
  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse(await text(request)) as { questions: { ref: number; question: unknown }[] };
    const call = {
      path: request.url ?? '',
      refs: body.questions.map(({ ref }) => ref),
      questions: body.questions.map(({ question }) => question),
      request,
      response,
    };
    calls.push(call);
    play(call, calls.length - 1);
  }
  const server = createServer((request, response) => void receive(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
