import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createYoga } from 'graphql-yoga';
import type { JWK } from 'jose';
import { FAULTS } from './faults.ts';
import type { Fault } from './faults.ts';
import { identityCheck } from './identity.ts';
import { createLives } from './lives.ts';
import type { Carried } from './lives.ts';
import { otherSchema } from './schema.ts';
import type { OtherContext } from './schema.ts';

export interface OtherInsurerSettings {
  readonly insurerId: string;
  readonly keys: () => Promise<readonly JWK[]>;
  readonly fault?: Fault;
  readonly carried?: readonly Carried[];
  readonly port?: number;
  /** What the challenge at /.well-known/wasq-challenge is answered with. */
  readonly challenge?: () => string;
  /** Sees the body of every call. */
  readonly onBody?: (body: string) => void;
  /** False: the call is done, and its answer is lost on the way. */
  readonly isHeard?: (body: string) => boolean;
  /** How late an insurer is that is slow when many are asked. */
  readonly delayMs?: number;
}

export interface OtherInsurer {
  readonly url: string;
  close(): Promise<void>;
}

/** What this insurer adds to the graph, when it is submitted. */
export const OTHER_EXTENSION = new URL('./extension.graphql', import.meta.url);

const LIMIT = 2 << 20;
const wait = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

/**
 * An insurer by other means: GraphQL Yoga, federation and identity written by hand, nothing of this project but the
 * contract. With a fault it is wrong in exactly that way.
 */
export async function openOtherInsurer({ insurerId, keys, fault: given, carried, port = 0, challenge, onBody, isHeard, delayMs = 2_500 }: OtherInsurerSettings): Promise<OtherInsurer> {
  const fault = given ?? null;
  const contract = await readFile(new URL('../../../schema/insurer-network.graphql', import.meta.url), 'utf8');
  const extension = await readFile(OTHER_EXTENSION, 'utf8');
  const yoga = createYoga<OtherContext>({
    schema: otherSchema(contract, extension, insurerId, createLives(fault, carried), fault), graphqlEndpoint: '/graphql', landingPage: false, graphiql: false, logging: false,
  });
  const check = identityCheck(insurerId, keys, fault);
  let stumbles = false;

  async function read(request: IncomingMessage): Promise<Buffer | null> {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > LIMIT && fault !== 'reads without end') return null;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  async function graphql(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (fault === 'redirects every call') return void response.writeHead(307, { location: '/elsewhere' }).end();
    const body = await read(request);
    if (body === null) return void response.writeHead(413, { connection: 'close' }).end();
    const caller = await check(request.headers['x-wasq-identity'] as string | undefined, body);
    if (caller === null) return void response.writeHead(401, { 'content-type': 'application/json' }).end('{"errors":[{"message":"no"}]}');
    const text = body.toString('utf8');
    onBody?.(text);
    if (fault === 'stumbles when a caller leaves') {
      // Once: the next call after one that was broken off is never answered.
      if (stumbles) return void (stumbles = false);
      response.once('close', () => (stumbles ||= !response.writableFinished));
      if (text.length > 30_000 && !text.includes('enrollLines')) await wait(500);
    }
    const many = text.length > 80_000 && !text.includes('enrollLines');
    if (fault === 'is slow when many are asked' && many) await wait(delayMs);
    const sent = fault === 'ignores unknown fields' ? text.replace('fieldThatNobodyHas', '__typename') : text;
    const answer = await yoga.fetch('http://insurer/graphql', { method: 'POST', headers: { 'content-type': 'application/json', accept: request.headers.accept ?? '' }, body: sent }, { caller } as OtherContext);
    if (isHeard?.(text) === false) return void response.destroy();
    const said = spoiled(await answer.text(), fault, many);
    const crashed = (fault === 'crashes on unknown fields' && text.includes('fieldThatNobodyHas')) || (fault === 'crashes on garbage' && !text.endsWith('}'));
    if (crashed) return void response.writeHead(500, { 'content-type': 'text/plain' }).end('at Object.<anonymous>');
    const type = fault === 'answers HTML' ? 'text/html' : answer.headers.get('content-type') ?? '';
    if (fault === 'compresses its answers') return void response.writeHead(answer.status, { 'content-type': type, 'content-encoding': 'gzip' }).end(gzipSync(said));
    response.writeHead(answer.status, { 'content-type': type }).end(fault === 'answers half a body' ? said.slice(0, said.length / 2) : said);
  }

  const server = createServer((request, response) => {
    if (request.url === '/graphql' && request.method === 'POST') {
      graphql(request, response).catch(() => response.destroy());
    } else if (request.url === '/.well-known/wasq-challenge' && challenge !== undefined) {
      response.writeHead(200, { 'content-type': 'text/plain' }).end(challenge());
    } else response.writeHead(404).end();
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The answer as a faulty insurer would have said it. */
function spoiled(text: string, fault: Fault | null, many: boolean): string {
  if (fault === null || !(fault in FAULTS)) return text;
  if (fault === 'says far too much' && many) return JSON.stringify({ ...(JSON.parse(text) as object), extensions: { more: 'x'.repeat(5 << 20) } });
  if (!['says errors without a path', 'says errors at another place', 'says errors without a code', 'loses all for one error'].includes(fault)) return text;
  const answer = JSON.parse(text) as { data?: unknown; errors?: { path?: (string | number)[]; extensions?: unknown }[] };
  for (const error of answer.errors ?? []) {
    if (fault === 'says errors without a path') delete error.path;
    if (fault === 'says errors without a code') delete error.extensions;
    if (fault === 'says errors at another place' && typeof error.path?.[1] === 'number') error.path[1] += 1;
  }
  if (fault === 'loses all for one error' && answer.errors !== undefined) answer.data = null;
  return JSON.stringify(answer);
}
