import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { ENVELOPE_HEADER, REQUEST_ID_HEADER } from '../../schema/contracts/identity.ts';
import type { GraphRequest, House } from './house.ts';
import { framesOf } from './mask-errors.ts';

export interface ServedHouse {
  readonly url: string;
  /** Stops accepting, lets running requests end, closes the house. */
  close(): Promise<void>;
}

export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  readonly log?: Logger;
}

/** A gateway's fetch holds representations and arguments; 8 MiB is some 20,000 of them. */
const BODY_LIMIT = 8 * 1024 * 1024;

/** Puts a house behind HTTP: POST /graphql, its keys, liveness and readiness, and its own plain routes. */
export async function serveHouse(house: House, options: ServeOptions): Promise<ServedHouse> {
  let draining = false;
  const running = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    if (draining) response.shouldKeepAlive = false;
    running.add(response);
    response.once('close', () => running.delete(response));
    answer(house, request, response).catch((error: unknown) => {
      options.log?.error({ error: error instanceof Error ? error.name : 'no error', stack: error instanceof Error ? framesOf(error) : [] }, 'a request ended unexpectedly');
      if (!response.headersSent) send(response, 500, { errors: [{ message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] });
      else response.destroy();
    });
  });
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host}:${port}`,
    async close() {
      draining = true;
      // A connection that is busy now would stay open, idle, after its answer.
      for (const response of running) response.shouldKeepAlive = false;
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      });
      await house.close();
    },
  };
}

async function answer(house: House, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '/').split('?')[0];
  if (path === '/graphql' && request.method === 'POST') return graphql(house, request, response);
  if (house.beside !== undefined && path === `/${house.beside.name}/graphql` && request.method === 'POST') return graphql(house.beside, request, response);
  if (path === '/.well-known/jwks.json') return send(response, 200, house.jwks);
  if (path === '/health') return send(response, 200, { status: 'alive' });
  if (path === '/ready') {
    const ready = await house.ready();
    return send(response, ready ? 200 : 503, { status: ready ? 'ready' : 'not ready' });
  }
  if (!(await house.handle(request, response))) send(response, 404, { errors: [{ message: 'There is nothing at this path.' }] });
}

async function graphql(house: House, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  if (body === null) {
    // The rest is read and dropped: a caller that is still sending would never see an answer on a closed connection.
    request.resume();
    response.shouldKeepAlive = false;
    return send(response, 413, { errors: [{ message: 'The body is too large.' }] });
  }
  const parsed = parseRequest(body);
  if (parsed === null) return send(response, 400, { errors: [{ message: 'The body is not a GraphQL request.' }] });
  send(response, 200, await house.execute(parsed, header(request, ENVELOPE_HEADER), header(request, REQUEST_ID_HEADER)));
}

/** Null for what is no request. Null in place of variables or of a name means that there are none. */
function parseRequest(body: string): GraphRequest | null {
  try {
    const { query, variables, operationName } = JSON.parse(body) as Record<string, unknown>;
    if (typeof query !== 'string') return null;
    if (variables != null && (typeof variables !== 'object' || Array.isArray(variables))) return null;
    if (operationName != null && typeof operationName !== 'string') return null;
    return { query, ...(variables == null ? {} : { variables: variables as Record<string, unknown> }), ...(operationName == null ? {} : { operationName }) };
  } catch {
    return null;
  }
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
