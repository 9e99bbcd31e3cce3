import '../telemetry/no-phone-home.ts';
import { ApolloGateway } from '@apollo/gateway';
import type { GraphQLDataSource } from '@apollo/gateway';
import { GraphQLError, parse, print } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { Answer, Run } from '../auth/authorisation.ts';
import { stripSecurity } from '../composition/strip-security.ts';
import { readRules } from '../composition/supergraph-rules.ts';
import type { GraphRequest } from '../../subgraphs/kit/house.ts';
import type { Fetch } from './fetch-from-source.ts';
import { sourceNamed, toldAnswer } from './planned-execution.ts';
import type { AnswerUnderRules, Executor, LoadedGateway, PlannedExecution, PlannedExecutionSettings } from './planned-execution.ts';
import type { RequestContext } from './request-context.ts';
import type { Source } from './source.ts';

const MOST_PLANS = 1_000;

/** Plans and runs operations with @apollo/gateway, through our own sources and behind our own rules. */
export function plannedByApollo(
  { supergraphSdl, sources: firstSources, calls: { fetch }, log, underRules, showPlans }: PlannedExecutionSettings,
): PlannedExecution {
  let serving = supergraphSdl;
  let sources = firstSources;
  let answer: AnswerUnderRules = (asked, run) => run(asked.document, null);
  let loaded: { readonly stripped: string; readonly api: GraphQLSchema } | null = null;
  let swap: ((stripped: string) => void) | null = null;

  const planner = new ApolloGateway({
    async supergraphSdl({ update }) {
      swap = update;
      return { supergraphSdl: stripped(serving) };
    },
    buildService: ({ name }) => dataSource(() => sourceNamed(sources, name), fetch),
    __exposeQueryPlanExperimental: showPlans,
    // Planning blocks everyone: past so many candidates the best plan found is good enough.
    queryPlannerConfig: { debug: { maxEvaluatedPlans: MOST_PLANS } },
    logger: { debug: () => undefined, info: () => undefined, warn: (text) => log.warn(String(text)), error: (text) => log.error(String(text)) },
  });
  planner.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) => {
    loaded = { stripped: coreSupergraphSdl, api: apiSchema };
    answer = underRules(readRules(parse(serving)), apiSchema);
  });

  const execute: Executor = (context) => {
    const asked = context.context as unknown as RequestContext;
    const { request: { operationName, variables = {} }, document } = context;
    const run: Run = async (allowed, queryHash) =>
      await planner.executor(queryHash === null ? context : { ...context, document: allowed, queryHash }) as Answer;
    return toldAnswer(asked, log, async () => withCompletionErrors(await answer({ ...asked, document, operationName, variables }, run)));
  };

  return {
    gateway: {
      async load(options) {
        return { ...await planner.load(options), executor: execute } as LoadedGateway;
      },
      onSchemaLoadOrUpdate: (listener) => planner.onSchemaLoadOrUpdate(listener),
      stop: () => planner.stop(),
    },
    known: () => null,
    // The planner knows one supergraph at a time: what runs already goes on with the new rules and sources.
    async update(next, nextSources, allowed) {
      await allowed;
      const planned = stripped(next);
      if (!swap) throw new Error('The supergraph can be swapped once the gateway has loaded.');
      const before = { serving, sources };
      serving = next;
      sources = nextSources;
      try {
        // To the planner, a supergraph with other rules alone is the same one, and it would not tell of it.
        if (loaded !== null && loaded.stripped === planned) answer = underRules(readRules(parse(next)), loaded.api);
        else swap(planned);
        if (loaded?.stripped !== planned) throw new Error('The planner refused this supergraph before and does not try it again.');
      } catch (error) {
        ({ serving, sources } = before);
        throw error;
      }
      return () => undefined;
    },
  };
}

function stripped(supergraphSdl: string): string {
  return print(stripSecurity(parse(supergraphSdl, { noLocation: true })));
}

function dataSource(source: () => Source, fetch: Fetch): GraphQLDataSource {
  return {
    async process(options) {
      if (!('incomingRequestContext' in options)) return { data: null };
      const { query = '', variables, operationName } = options.request;
      const request: GraphRequest = { query, ...(variables ? { variables } : {}), ...(operationName ? { operationName } : {}) };
      const { data, errors } = await fetch(source(), request, options.context as unknown as RequestContext);
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
