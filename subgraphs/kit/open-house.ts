import type { IncomingMessage, ServerResponse } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError, execute, parse, validate } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import type { JWTVerifyGetKey, JSONWebKeySet } from 'jose';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { sentenceOf } from '../../schema/contracts/errors.ts';
import type { Envelope } from '../../schema/contracts/identity.ts';
import type { ProgrammeMode } from '../../schema/contracts/mode.ts';
import { EnvelopeRefused, createEnvelopeCheck } from './check-envelope.ts';
import type { GraphRequest, House } from './house.ts';
import type { Jobs } from './jobs.ts';
import { maskErrors } from './mask-errors.ts';
import { actFor, causeOf } from './on-behalf.ts';
import type { RequestContext } from './request-context.ts';

/** What makes one house different from another. */
export interface HouseParts<Context extends RequestContext> {
  readonly name: string;
  readonly sdl: string;
  /** Resolver map by type, as @apollo/subgraph takes it. */
  readonly resolvers: Readonly<Record<string, unknown>>;
  readonly mode: ProgrammeMode;
  /** The gateway's public keys. */
  readonly gatewayKeys: JWTVerifyGetKey;
  readonly jwks: JSONWebKeySet;
  readonly log: Logger;
  readonly database: Pick<DataSource, 'query' | 'destroy'>;
  readonly jobs: Jobs | null;
  /** Makes the context of one request, with its own loaders. */
  readonly contextOf: (envelope: Envelope, requestId: string) => Context;
  /** Plain HTTP beside GraphQL. */
  readonly handle?: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  /** Closed with the house, before its database. */
  readonly beside?: House;
  /** Frees what the house opened besides its database and jobs. */
  readonly closeMore?: () => Promise<void>;
}

/** A subgraph is asked few different documents; the bound keeps a hostile caller from filling the memory. */
const DOCUMENTS_KEPT = 2_000;

/** One request through a house: envelope, document, execution, masked errors. */
export function openHouse<Context extends RequestContext>(parts: HouseParts<Context>): House {
  const schema = buildSubgraphSchema([{ typeDefs: parse(parts.sdl), resolvers: parts.resolvers as never }]);
  const checkEnvelope = createEnvelopeCheck(parts.name, parts.mode, parts.gatewayKeys);
  const documentOf = createDocumentCache(schema);
  let running = 0;
  let drained: (() => void) | null = null;

  return {
    name: parts.name,
    jwks: parts.jwks,
    async execute(request: GraphRequest, token: string | undefined, requestId = ''): Promise<ExecutionResult> {
      running += 1;
      try {
        const envelope = await checkEnvelope(token);
        const document = documentOf(request.query);
        if (!('kind' in document)) return { errors: document };
        const result = await actFor(causeOf(envelope.principal), () => execute({
          schema,
          document,
          contextValue: parts.contextOf(envelope, requestId),
          ...(request.variables === undefined ? {} : { variableValues: request.variables }),
          ...(request.operationName === undefined ? {} : { operationName: request.operationName }),
        }));
        return maskErrors(result, envelope.locale, parts.log, requestId);
      } catch (error) {
        if (!(error instanceof EnvelopeRefused)) throw error;
        parts.log.warn({ requestId, reason: error.message }, 'envelope refused');
        const message = sentenceOf('ENVELOPE_REFUSED', 'en', { reason: error.message });
        return { errors: [new GraphQLError(message, { extensions: { code: 'ENVELOPE_REFUSED' } })] };
      } finally {
        running -= 1;
        if (running === 0) drained?.();
      }
    },
    ...(parts.beside === undefined ? {} : { beside: parts.beside }),
    handle: parts.handle ?? (() => Promise.resolve(false)),
    ready: () => parts.database.query('SELECT 1').then(() => true, () => false),
    async close() {
      if (running > 0) await new Promise<void>((resolve) => (drained = resolve));
      await parts.beside?.close();
      await parts.jobs?.stop();
      await parts.closeMore?.();
      await parts.database.destroy();
    },
  };
}

function createDocumentCache(schema: GraphQLSchema): (query: string) => DocumentNode | readonly GraphQLError[] {
  const kept = new Map<string, DocumentNode>();
  return (query) => {
    const known = kept.get(query);
    if (known !== undefined) return known;
    let document: DocumentNode;
    try {
      document = parse(query);
    } catch (error) {
      const { message, nodes, source, positions } = error as GraphQLError;
      return [new GraphQLError(message, { nodes, source, positions, extensions: { code: 'GRAPHQL_PARSE_FAILED' } })];
    }
    const errors = validate(schema, document);
    if (errors.length > 0) return errors.map((each) => new GraphQLError(each.message, { ...(each.nodes === undefined ? {} : { nodes: each.nodes }), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }));
    if (kept.size >= DOCUMENTS_KEPT) kept.clear();
    kept.set(query, document);
    return document;
  };
}
