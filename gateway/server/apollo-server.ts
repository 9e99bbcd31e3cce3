import '../telemetry/no-phone-home.ts';
import { ApolloServer } from '@apollo/server';
import type { ApolloServerOptionsWithGateway, ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled, ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { RequestContext } from '../execution/request-context.ts';
import type { Log } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { maskError } from './mask-errors.ts';

export interface ServerSettings {
  readonly gateway: NonNullable<ApolloServerOptionsWithGateway<RequestContext>['gateway']>;
  readonly production: boolean;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Counts all selections with fragments spread out, so that a small text cannot unfold into a huge operation. */
const MOST_SELECTIONS = 10_000;

/** Parses, validates and answers over HTTP as GraphQL over HTTP says; what runs is the given gateway. */
export function createApolloServer({ gateway, production, log, metrics }: ServerSettings): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    gateway,
    introspection: !production,
    hideSchemaDetailsFromClientErrors: production,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    maxRecursiveSelections: MOST_SELECTIONS,
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
      recordOperations(log, metrics),
    ],
  });
}

// One line and one count an operation: its name and outcome, never its variables.
function recordOperations(log: Log, metrics: Metrics): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart({ contextValue: { requestId, principal } }) {
      const started = performance.now();
      return {
        async willSendResponse({ operation, operationName, response: { body } }) {
          const { data, errors = [] } = body.kind === 'single' ? body.singleResult : body.initialResult;
          const outcome = errors.length === 0 ? 'ok' : data ? 'partial' : 'failed';
          const codes = errors.map(({ extensions }) => String(extensions?.code));
          const type = operation?.operation ?? 'unknown';
          const ms = Math.round((performance.now() - started) * 10) / 10;
          codes.forEach((code) => metrics.error(code));
          metrics.operation(type, outcome, ms / 1_000);
          log.info({ requestId, type, operation: operationName?.slice(0, 100), outcome, ms, roles: principal.roles, codes: [...new Set(codes)] }, 'operation');
        },
      };
    },
  };
}
