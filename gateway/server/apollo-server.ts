import '../telemetry/no-phone-home.ts';
import { ApolloServer } from '@apollo/server';
import type { ApolloServerOptionsWithGateway, ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled, ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../execution/request-context.ts';
import { DEFAULT_LIMITS } from '../limits/limits.ts';
import type { PersistedDocuments } from '../limits/persisted-documents.ts';
import type { Log } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { maskError } from './mask-errors.ts';
import type { RecordOperation } from './record-operation.ts';

export interface ServerSettings {
  readonly gateway: NonNullable<ApolloServerOptionsWithGateway<RequestContext>['gateway']>;
  readonly production: boolean;
  /** Whether anyone may read the schema through the graph. */
  readonly introspection: boolean;
  readonly documents: PersistedDocuments;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly record: RecordOperation;
}

/** Parses, validates and answers over HTTP as GraphQL over HTTP says; what runs is the given gateway. */
export function createApolloServer({ gateway, production, introspection, documents, log, metrics, record }: ServerSettings): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    gateway,
    introspection,
    hideSchemaDetailsFromClientErrors: production,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: { cache: cacheOf(documents), ttl: null },
    // Counts all selections with fragments spread out: a small text must not unfold into a huge operation.
    maxRecursiveSelections: DEFAULT_LIMITS.selections,
    stopOnTerminationSignals: false,
    stringifyResult: (result) => JSON.stringify(result),
    // What the gateway answers is masked already, in the caller's language; this catches what fails around it.
    formatError(formatted, error) {
      const { code } = formatted.extensions ?? {};
      if (code !== 'INTERNAL_SERVER_ERROR' || formatted.extensions?.id) return formatted;
      return maskError(error, 'en', log).toJSON();
    },
    logger: { debug: () => undefined, info: () => undefined, warn: (text) => log.warn(String(text)), error: (text) => log.error(String(text)) },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      recordOperations(record, log, metrics),
    ],
  });
}

// The server asks for a document by its hash behind a prefix of its own.
function cacheOf(documents: PersistedDocuments) {
  return {
    get: async (key: string) => documents.textOf(key.slice(key.indexOf(':') + 1)),
    set: async (_key: string, text: string) => documents.keep(text),
    delete: async () => undefined,
  };
}

function recordOperations(record: RecordOperation, log: Log, metrics: Metrics): ApolloServerPlugin<RequestContext> {
  return {
    async contextCreationDidFail({ error }) {
      const code = error instanceof GraphQLError ? String(error.extensions.code) : 'INTERNAL_SERVER_ERROR';
      metrics.error(code);
      log.info({ code }, 'refused at the door');
    },
    async requestDidStart({ contextValue }) {
      return {
        async willSendResponse({ operation, operationName, response: { body } }) {
          const { data, errors = [] } = body.kind === 'single' ? body.singleResult : body.initialResult;
          const codes = errors.map(({ extensions }) => String(extensions?.code));
          record({ type: operation?.operation ?? 'unknown', operationName, hasData: Boolean(data), codes }, contextValue);
        },
      };
    },
  };
}
