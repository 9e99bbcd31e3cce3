import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { execute, parse } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import { Pool } from 'undici';
import { localSource } from '../../../gateway/execution/local-source.ts';
import { remoteSource } from '../../../gateway/execution/remote-source.ts';
import { createGateway } from '../../../gateway/gateway.ts';
import { createLog } from '../../../gateway/telemetry/log.ts';
import type { GraphRequest } from '../../../subgraphs/kit/house.ts';
import { overTheWire } from './engines.ts';
import type { EngineAnswer } from './engines.ts';
import type { RunContext } from './subgraph.ts';

/** What the whole gateway answers over HTTP; `run` is what its subgraphs leave behind meanwhile. */
export interface WholeGateway {
  ask(query: string, variables: Readonly<Record<string, unknown>>, run: RunContext): Promise<Omit<EngineAnswer, 'asked'>>;
  close(): Promise<void>;
}

/** Generated operations are to be answered, however much they ask for. */
const LIMITS = {
  tokens: 1_000_000, depth: 100, aliases: 1_000_000, rootFields: 1_000_000, cost: Number.MAX_SAFE_INTEGER, subgraphCost: Number.MAX_SAFE_INTEGER,
};

/** The gateway with its door, over subgraphs in this process or behind HTTP. */
export async function openWholeGateway(
  supergraphSdl: string, schemas: ReadonlyMap<string, GraphQLSchema>, way: 'local' | 'http',
): Promise<WholeGateway> {
  let running: RunContext = { done: [], failed: [] };
  const documents = new Map<string, DocumentNode>();
  const answer = async (name: string, { query, variables }: GraphRequest): Promise<ExecutionResult> => {
    const document = documents.get(query) ?? parse(query);
    documents.set(query, document);
    const { data, errors } = await execute({ schema: schemas.get(name) as GraphQLSchema, document, variableValues: variables, contextValue: running });
    return { ...(data === undefined ? {} : { data }), ...(errors ? { errors } : {}) };
  };

  const server = createServer((request, response) => void serve(answer, request, response));
  server.keepAliveTimeout = 0;
  const origin = await new Promise<string>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
  const sources = [...schemas.keys()].map((name) => (way === 'http'
    ? remoteSource({ name, url: `${origin}/${name}`, connections: 4 })
    : localSource({
      name,
      execute: async (request) => overTheWire(await answer(name, overTheWire(request))),
      handle: () => Promise.resolve(false), jwks: { keys: [] }, ready: () => Promise.resolve(true), close: () => Promise.resolve(),
    })));
  const gateway = await createGateway({
    supergraphSdl, sources: new Map(sources.map((source) => [source.name, source])), auth: 'open', mode: 'SANDBOX', log: createLog('silent'), limits: LIMITS,
  });
  const { url } = await gateway.listen({ host: '127.0.0.1', port: 0 });
  // A connection that is kept might be closed by the other side just when it is used again.
  const client = new Pool(url, { pipelining: 0 });

  return {
    async ask(query, variables, run) {
      running = run;
      const { body } = await client.request({
        method: 'POST', path: '/graphql', headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' }, body: JSON.stringify({ query, variables }),
      });
      const { data = null, errors = [] } = await body.json() as Partial<EngineAnswer>;
      return { data, errors };
    },
    async close() {
      await Promise.all([client.close(), gateway.close()]);
      server.close();
      server.closeAllConnections();
    },
  };
}

async function serve(answer: (name: string, request: GraphRequest) => Promise<ExecutionResult>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const asked = JSON.parse(Buffer.concat(chunks).toString('utf8')) as GraphRequest;
  const told = await answer((request.url ?? '/').slice(1), asked);
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(told));
}
