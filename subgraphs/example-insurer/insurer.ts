import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { ApolloServer, HeaderMap } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import type { JWTVerifyGetKey } from 'jose';
import { contextOf } from './context.ts';
import type { Context, Insurer } from './context.ts';
import { createIdentityCheck, IdentityRefused } from './identity.ts';
import { BodyTooLarge, readBody } from './read-body.ts';
import { schemaOf } from './schema.ts';
import { withoutInsides } from './without-insides.ts';

export interface InsurerOptions extends Insurer {
  readonly host: string;
  readonly port: number;
  /** The gateway's public keys. */
  readonly keys: JWTVerifyGetKey;
  /** The contract, schema/insurer-network.graphql. */
  readonly contract: string;
  /** What the names of its extension begin with. */
  readonly namespace: string;
  /** File whose text answers the challenge; read each time, so a new token needs no restart. */
  readonly challengeFile: string | null;
}

export interface OpenInsurer {
  readonly url: string;
  /** Lets running calls end. */
  close(): Promise<void>;
}

const IDENTITY_HEADER = 'x-wasq-identity';

/** The insurer behind HTTP: POST /graphql, /health, and the challenge that proves the address is ours. */
export async function openInsurer(options: InsurerOptions): Promise<OpenInsurer> {
  const extension = await readFile(new URL('extension.graphql', import.meta.url), 'utf8');
  const apollo = new ApolloServer<Context>({
    schema: schemaOf(options.contract, extension, options.namespace),
    introspection: true,
    includeStacktraceInErrorResponses: false,
    formatError: withoutInsides,
    plugins: [ApolloServerPluginInlineTraceDisabled()],
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  const check = createIdentityCheck(options.insurerId, options.keys);

  async function graphql(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const token = request.headers[IDENTITY_HEADER];
    const caller = await check(typeof token === 'string' ? token : undefined, body);
    const headers = new HeaderMap();
    for (const [name, value] of Object.entries(request.headers)) if (value !== undefined) headers.set(name, String(value));
    const answer = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: 'POST', headers, search: '', body: parsed(body) },
      context: () => Promise.resolve(contextOf(options, caller)),
    });
    if (answer.body.kind !== 'complete') throw new Error('An answer in pieces was not asked for.');
    response.writeHead(answer.status ?? 200, Object.fromEntries(answer.headers)).end(answer.body.string);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?')[0];
    if (path === '/graphql' && request.method === 'POST') return graphql(request, response);
    if (path === '/health' || path === '/ready') return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ready"}');
    if (path === '/.well-known/wasq-challenge' && options.challengeFile !== null) {
      const token = await readFile(options.challengeFile, 'utf8').catch(() => null);
      if (token !== null) return void response.writeHead(200, { 'content-type': 'text/plain' }).end(token.trim());
    }
    refuse(response, 404, 'NOT_FOUND', 'There is nothing at this path.');
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) return void response.destroy();
      if (error instanceof IdentityRefused) return refuse(response, 401, 'UNAUTHENTICATED', 'The identity of this call is refused.');
      if (error instanceof BodyTooLarge) {
        response.shouldKeepAlive = false;
        request.resume();
        return refuse(response, 413, 'BODY_TOO_LARGE', 'The body is too large.');
      }
      refuse(response, 500, 'INTERNAL_SERVER_ERROR', 'Unexpected error.');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    url: `http://${options.host}:${(server.address() as AddressInfo).port}/graphql`,
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      });
      await apollo.stop();
      await options.book.close();
    },
  };
}

/** What is no JSON is left for the server to refuse as it refuses every body that is no request. */
function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ errors: [{ message, extensions: { code } }] }));
}
