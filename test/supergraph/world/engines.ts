import { ApolloGateway } from '@apollo/gateway';
import type { GraphQLDataSource } from '@apollo/gateway';
import { execute, GraphQLError, parse } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { answerOperation } from '../../../gateway/execution/answer-operation.ts';
import type { FetchAnswer } from '../../../gateway/execution/fetch-from-source.ts';
import { createGeneration } from '../../../gateway/execution/generation.ts';
import type { RequestContext } from '../../../gateway/execution/request-context.ts';
import type { Source } from '../../../gateway/execution/source.ts';
import type { GraphRequest } from '../../../subgraphs/kit/house.ts';

/** One request as a subgraph saw it. */
export interface Asked {
  readonly service: string;
  readonly request: GraphRequest;
}

export interface EngineAnswer {
  readonly data: unknown;
  readonly errors: readonly { readonly message: string; readonly path?: readonly (string | number)[]; readonly extensions?: unknown }[];
  readonly asked: readonly Asked[];
}

export type Engine = (query: string, variables?: Readonly<Record<string, unknown>>, context?: unknown) => Promise<EngineAnswer>;

/** Our own execution over subgraphs in this process. */
export function ownEngine(supergraphSdl: string, schemas: ReadonlyMap<string, GraphQLSchema>): { readonly api: GraphQLSchema; readonly run: Engine } {
  const generation = createGeneration(supergraphSdl);
  return {
    api: generation.api,
    async run(query, variables = {}, given = {}) {
      const asked: Asked[] = [];
      const answer = await answerOperation({ document: parse(query), hash: query, operationName: undefined, variables }, {
        generation,
        sourceNamed: (name) => ({ name }) as Source,
        fetch: ({ name }, request) => ask(schemas, name, request, given, asked),
        context: { locale: 'en' } as RequestContext,
      });
      return { data: overTheWire(answer.data ?? null), errors: (answer.errors ?? []).map((error) => error.toJSON()), asked };
    },
  };
}

/** @apollo/gateway with its own executor, over the same subgraphs. */
export async function apolloEngine(supergraphSdl: string, schemas: ReadonlyMap<string, GraphQLSchema>): Promise<Engine> {
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
    const { data, errors = [] } = await gateway.executor({
      request: { query, variables }, document: parse(query), queryHash: query, schema, context: { given, asked }, logger: silent, metrics: {}, source: query, cache: undefined,
    } as never);
    return { data: overTheWire(data ?? null), errors: errors.map(({ message, path }) => ({ message, path })), asked };
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
