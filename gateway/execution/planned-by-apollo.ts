import '../telemetry/no-phone-home.ts';
import { ApolloGateway } from '@apollo/gateway';
import type { GraphQLDataSource } from '@apollo/gateway';
import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { Answer, Asked, Run } from '../auth/authorisation.ts';
import { stripSecurity } from '../composition/strip-security.ts';
import type { GraphRequest } from '../../subgraphs/kit/house.ts';
import { maskError } from '../server/mask-errors.ts';
import type { Log } from '../telemetry/log.ts';
import type { Fetch } from './fetch-from-source.ts';
import type { RequestContext } from './request-context.ts';
import type { Source } from './source.ts';

type GatewayInterface = NonNullable<ApolloServerOptionsWithGateway<RequestContext>['gateway']>;
type LoadedGateway = Awaited<ReturnType<GatewayInterface['load']>>;
type Executor = NonNullable<LoadedGateway['executor']>;

export interface PlannedExecution {
  /** What the server is given in place of the planner. */
  readonly gateway: GatewayInterface;
  /** Swaps the supergraph. Throws, and keeps the old one, when the new one cannot be loaded. */
  update(supergraphSdl: string): void;
}

export interface PlannedExecutionSettings {
  readonly supergraphSdl: string;
  readonly sources: ReadonlyMap<string, Source>;
  readonly fetch: Fetch;
  readonly log: Log;
  /** Answers a validated operation through `run`, with what its caller may read. */
  readonly answer: (asked: Asked, run: Run) => Promise<Answer>;
  /** Called with each supergraph, as it was composed, when it begins to serve. */
  readonly onLoaded: (supergraphSdl: string, api: GraphQLSchema) => void;
  readonly showPlans: boolean;
}

const MOST_PLANS = 1_000;

/** Plans and runs operations with @apollo/gateway, through our own sources and behind our own rules. */
export function plannedByApollo(
  { supergraphSdl, sources, fetch, log, answer, onLoaded, showPlans }: PlannedExecutionSettings,
): PlannedExecution {
  let serving = supergraphSdl;
  let loaded: { readonly stripped: string; readonly api: GraphQLSchema } | null = null;
  let swap: ((stripped: string) => void) | null = null;

  const planner = new ApolloGateway({
    async supergraphSdl({ update }) {
      swap = update;
      return { supergraphSdl: stripSecurity(serving) };
    },
    buildService: ({ name }) => dataSource(sourceNamed(name), fetch),
    __exposeQueryPlanExperimental: showPlans,
    // Planning blocks everyone: past so many candidates the best plan found is good enough.
    queryPlannerConfig: { debug: { maxEvaluatedPlans: MOST_PLANS } },
    logger: { debug: () => undefined, info: () => undefined, warn: (text) => log.warn(String(text)), error: (text) => log.error(String(text)) },
  });
  planner.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) => {
    loaded = { stripped: coreSupergraphSdl, api: apiSchema };
    onLoaded(serving, apiSchema);
  });

  function sourceNamed(name: string): Source {
    const source = sources.get(name);
    if (!source) throw new Error(`The supergraph names the subgraph "${name}", for which there is no source.`);
    return source;
  }

  const execute: Executor = async (context) => {
    const { principal, locale, requestId, life } = context.context as unknown as RequestContext;
    const about = log.child({ requestId });
    const run: Run = async (document, queryHash) => {
      const asked = queryHash === null ? context : { ...context, document, queryHash };
      return await planner.executor(asked) as Answer;
    };
    try {
      const { request, document } = context;
      const variables = request.variables ?? {};
      const answered = await answer({ document, operationName: request.operationName, variables, principal, locale, life }, run);
      const { data, errors, extensions } = withCompletionErrors(answered);
      return {
        ...(data === undefined ? {} : { data: data as Record<string, unknown> | null }),
        ...(errors ? { errors: errors.map((error) => maskError(error, locale, about)) } : {}),
        ...(extensions ? { extensions } : {}),
      };
    } catch (error) {
      return { errors: [maskError(error, locale, about)] };
    }
  };

  return {
    gateway: {
      async load(options) {
        return { ...await planner.load(options), executor: execute } as LoadedGateway;
      },
      onSchemaLoadOrUpdate: (listener) => planner.onSchemaLoadOrUpdate(listener),
      stop: () => planner.stop(),
    },
    update(next) {
      const stripped = stripSecurity(next);
      if (!swap) throw new Error('The supergraph can be swapped once the gateway has loaded.');
      const before = serving;
      serving = next;
      try {
        // To the planner, a supergraph with other rules alone is the same one, and it would not tell of it.
        if (loaded?.stripped === stripped) onLoaded(next, loaded.api);
        else swap(stripped);
        if (loaded?.stripped !== stripped) throw new Error('The planner refused this supergraph before and does not try it again.');
      } catch (error) {
        serving = before;
        throw error;
      }
    },
  };
}

function dataSource(source: Source, fetch: Fetch): GraphQLDataSource {
  return {
    async process(options) {
      if (!('incomingRequestContext' in options)) return { data: null };
      const { query = '', variables, operationName } = options.request;
      const request: GraphRequest = { query, ...(variables ? { variables } : {}), ...(operationName ? { operationName } : {}) };
      const { data, errors } = await fetch(source, request, options.context as unknown as RequestContext);
      return { data: data as Record<string, unknown> | null, errors };
    },
  };
}

// The planner tells a null where none may be only as an extension, which clients do not look at.
function withCompletionErrors(answer: Answer): Answer {
  const { valueCompletion, ...extensions } = answer.extensions ?? {};
  if (!Array.isArray(valueCompletion)) return answer;
  const told = (valueCompletion as GraphQLError[]).map(({ message, path }) =>
    new GraphQLError(message, { path, extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' } }));
  return {
    data: answer.data,
    errors: [...(answer.errors ?? []), ...told],
    ...(Object.keys(extensions).length > 0 ? { extensions } : {}),
  };
}
