import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { ProgrammeMode } from '../../schema/contracts/mode.ts';
import { createSandboxControl } from './sandbox-control.ts';
import type { SandboxChange, SandboxTable } from './sandbox-control.ts';
import { SANDBOX_FIELD, SANDBOX_HEADER } from './sandbox-mark.ts';
import { QUESTIONS_PER_CALL } from './source-client.ts';

/** What every sandbox is started with. */
export interface SandboxStart {
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** @default 0, any free port */
  readonly port?: number;
  /** The controls exist in SANDBOX alone. */
  readonly programmeMode: ProgrammeMode;
}

/** How a sandbox answers one kind of question. It holds no data, so both are functions of the question. */
export interface SandboxLookup<Question, Answer> {
  readonly question: z.ZodType<Question>;
  answer(question: Question, table: ReadonlyMap<string, string>): Answer;
  /** The answer of every second call while the behaviour is contradictory. */
  contradict(answer: Answer, question: Question): Answer;
}

export interface SandboxServer<Field extends string = never> {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
  /** The same as PUT /control. @throws when the programme's mode is not SANDBOX. */
  control(change: SandboxChange<Field>): void;
}

export interface SandboxDefinition<Field extends string> {
  readonly name: string;
  readonly lookups: Readonly<Record<string, AnsweringLookup>>;
  readonly table?: SandboxTable<Field>;
}

type AnsweringLookup = (body: unknown, table: ReadonlyMap<string, string>, contradictory: boolean) => unknown[];

/** Ties the types of one lookup together, so lookups of different questions can stand in one list. */
export function sandboxLookup<Question, Answer>(lookup: SandboxLookup<Question, Answer>): AnsweringLookup {
  const shape = z.object({
    questions: z.array(z.object({ ref: z.int(), question: lookup.question })).max(QUESTIONS_PER_CALL),
  });
  return (body, table, contradictory) => shape.parse(body).questions.map(({ ref, question }) => {
    const answer = lookup.answer(question, table);
    return { ref, answer: contradictory ? lookup.contradict(answer, question) : answer };
  });
}

const MAX_QUESTION_BYTES = 1024 * 1024;

class UnreadableError extends Error {}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    // What is too long is read to its end and thrown away, for a caller who is cut off could not read why.
    if (bytes <= MAX_QUESTION_BYTES) parts.push(part);
  }
  if (bytes > MAX_QUESTION_BYTES) throw new UnreadableError(`The body is longer than ${MAX_QUESTION_BYTES} bytes.`);
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown;
  } catch {
    throw new UnreadableError('The body is not JSON.');
  }
}

/** A stand-in for an outside source, named as such on every answer. */
export async function startSandboxServer<Field extends string = never>(
  definition: SandboxDefinition<Field>,
  start: SandboxStart,
): Promise<SandboxServer<Field>> {
  const control = createSandboxControl(definition.table ?? null);
  const controllable = start.programmeMode === 'SANDBOX';
  const closing = new AbortController();
  let contradictoryCalls = 0;

  function change(wish: unknown): void {
    control.change(wish);
    contradictoryCalls = 0;
  }

  function send(response: ServerResponse, status: number, body: object): void {
    response.writeHead(status, { 'content-type': 'application/json', [SANDBOX_HEADER]: definition.name });
    response.end(JSON.stringify({ [SANDBOX_FIELD]: true, source: definition.name, ...body }));
  }

  async function answerControl(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'PUT') change(await jsonOf(request));
    else if (request.method !== 'GET') return send(response, 405, { error: 'The controls take GET and PUT.' });
    send(response, 200, control.shown());
  }

  async function answerLookup(
    lookup: AnsweringLookup,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (request.method !== 'POST') return send(response, 405, { error: 'Questions are asked with POST.' });
    const body = await jsonOf(request);
    if (control.behaviour === 'down') {
      if (control.downAs === 'UNAVAILABLE') return send(response, 503, { error: 'The sandbox was told to be down.' });
      request.socket.resetAndDestroy();
      return;
    }
    if (control.behaviour === 'slow') await sleep(control.delayMs, undefined, { signal: closing.signal });
    if (control.behaviour === 'contradictory') contradictoryCalls += 1;
    const contradictory = control.behaviour === 'contradictory' && contradictoryCalls % 2 === 1;
    send(response, 200, { answers: lookup(body, control.table, contradictory) });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://sandbox').pathname;
    const lookup = Object.hasOwn(definition.lookups, path) ? definition.lookups[path] : undefined;
    try {
      if (path === '/control' && controllable) await answerControl(request, response);
      else if (lookup !== undefined) await answerLookup(lookup, request, response);
      else send(response, 404, { error: 'There is nothing at this path.' });
    } catch (error) {
      if (error instanceof UnreadableError) send(response, 400, { error: error.message });
      else if (error instanceof z.ZodError) send(response, 400, { error: z.prettifyError(error) });
      else if (closing.signal.aborted) response.destroy();
      else send(response, 500, { error: 'The sandbox failed.' });
    }
  }

  const server = createServer((request, response) => void answer(request, response));
  server.listen(start.port ?? 0, start.host ?? '127.0.0.1');
  await once(server, 'listening');
  const { address, port, family } = server.address() as AddressInfo;

  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    port,
    async close() {
      closing.abort();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
    control(wish) {
      if (!controllable) throw new Error(`A sandbox has no controls while the programme is ${start.programmeMode}.`);
      change(wish);
    },
  };
}
