import { ApolloGateway } from '@apollo/gateway';
import type { GraphQLDataSource } from '@apollo/gateway';
import { execute, GraphQLError, parse } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import { answerOperation } from '../../../gateway/execution/answer-operation.ts';
import type { Exchange, FetchAnswer } from '../../../gateway/execution/fetch-from-source.ts';
import { createGeneration } from '../../../gateway/execution/generation.ts';
import { localSource } from '../../../gateway/execution/local-source.ts';
import type { RequestContext } from '../../../gateway/execution/request-context.ts';
import type { Source } from '../../../gateway/execution/source.ts';
import type { GraphRequest, House } from '../../../subgraphs/kit/house.ts';

const CALL = { envelope: 'sealed', requestId: 'request-0001', locale: 'en' } as const;

/** One request as a subgraph saw it. */
export interface Asked {
  readonly service: string;
  readonly request: GraphRequest;
}

export interface EngineAnswer {
  /** The data as text, when it came so. */
  readonly json?: string;
  readonly data: unknown;
  readonly errors: readonly { readonly message: string; readonly path?: readonly (string | number)[]; readonly extensions?: unknown }[];
  readonly asked: readonly Asked[];
}

export interface ApolloAnswer extends EngineAnswer {
  /** Errors told in `extensions` alone. */
  readonly whispered: EngineAnswer['errors'];
}

export type Engine = (query: string, variables?: Readonly<Record<string, unknown>>, context?: unknown) => Promise<EngineAnswer>;

/** Our own execution over subgraphs in this process: by the generic way, and by the quick one where there is one. */
export function ownEngine(
  supergraphSdl: string, schemas: ReadonlyMap<string, GraphQLSchema>,
): { readonly api: GraphQLSchema; readonly run: Engine; readonly runQuickly: Engine } {
  const generation = createGeneration(parse(supergraphSdl, { noLocation: true }));
  const engine = (mayBeQuick: boolean): Engine => async (query, variables = {}, given = {}) => {
    const asked: Asked[] = [];
    // Half of the operations ask as houses in this process are asked, half as over HTTP, which shows errors too.
    const isLocal = query.length % 2 === 0;
    const exchange: Exchange = async ({ name }, request, _context, read) => {
      const execute = (local: GraphRequest) => ask(schemas, name, local, given, asked) as Promise<ExecutionResult>;
      if (isLocal) return await localSource({ name, execute } as unknown as House).exchange?.(request, CALL, read) as FetchAnswer | null;
      const answer = await ask(schemas, name, JSON.parse(request.body.toString('utf8')) as GraphRequest, given, asked);
      const { errors, data } = answer;
      return read(Buffer.from(JSON.stringify({ errors, data }))) ? null : answer;
    };
    const answer = await answerOperation({ document: parse(query), hash: query, operationName: undefined, variables }, {
      generation,
      sourceNamed: (name) => ({ name, exchange: () => Promise.resolve(null) }) as unknown as Source,
      fetch: ({ name }, request) => ask(schemas, name, request, given, asked),
      context: { locale: 'en' } as RequestContext,
      ...(mayBeQuick ? { exchange } : {}),
    });
    const json = answer.json === undefined ? undefined : answer.json.toString('utf8').slice('{"data":'.length, -1);
    return {
      json,
      data: json === undefined ? overTheWire(answer.data ?? null) : JSON.parse(json) as unknown,
      errors: (answer.errors ?? []).map((error) => error.toJSON()),
      asked,
    };
  };
  return { api: generation.api, run: engine(false), runQuickly: engine(true) };
}

/** @apollo/gateway with its own executor, over the same subgraphs. */
export async function apolloEngine(
  supergraphSdl: string, schemas: ReadonlyMap<string, GraphQLSchema>,
): Promise<(...asked: Parameters<Engine>) => Promise<ApolloAnswer>> {
  const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const source = (name: string): GraphQLDataSource => ({
    async process({ request, context }) {
      const { given, asked } = context as unknown as { readonly given: unknown; readonly asked: Asked[] };
      return await ask(schemas, name, { ...request, query: request.query ?? '' } as GraphRequest, given, asked) as never;
    },
  });
  const gateway = new ApolloGateway({ supergraphSdl, buildService: ({ name }) => source(name), logger: silent });
  const { schema } = await gateway.load();
  return async (query, variables = {}, given = {}) => {
    const asked: Asked[] = [];
    const { data, errors = [], extensions } = await gateway.executor({
      request: { query, variables }, document: parse(query), queryHash: query, schema, context: { given, asked }, logger: silent, metrics: {}, source: query, cache: undefined,
    } as never);
    // What it cannot complete it tells beside the errors, where nobody looks.
    const { valueCompletion = [] } = Object(extensions) as { readonly valueCompletion?: EngineAnswer['errors'] };
    return { data: overTheWire(data ?? null), errors: errors.map(({ message, path }) => ({ message, path })), whispered: overTheWire(valueCompletion), asked };
  };
}

async function ask(
  schemas: ReadonlyMap<string, GraphQLSchema>, service: string, request: GraphRequest, contextValue: unknown, asked: Asked[],
): Promise<FetchAnswer> {
  const schema = schemas.get(service);
  if (!schema) throw new Error(`no subgraph ${service}`);
  asked.push({ service, request });
  const { data, errors } = await execute({ schema, document: documentOf(request.query), variableValues: overTheWire(request.variables), contextValue });
  const told = errors?.map(({ message, path }) => new GraphQLError(message, { path, extensions: { code: 'CONFLICT', service } }));
  return { data: overTheWire(data) as FetchAnswer['data'], ...(told ? { errors: told } : {}) };
}

const documents = new Map<string, DocumentNode>();

function documentOf(query: string): DocumentNode {
  const document = documents.get(query) ?? parse(query);
  documents.set(query, document);
  return document;
}

/** A value as it comes out at the other end of HTTP. */
export function overTheWire<T>(value: T): T {
  return value === undefined ? value : JSON.parse(JSON.stringify(value)) as T;
}
