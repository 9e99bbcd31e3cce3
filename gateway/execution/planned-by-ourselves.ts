import { getOperationAST } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Run } from '../auth/authorisation.ts';
import { refuse } from '../auth/refuse.ts';
import { answerOperation } from './answer-operation.ts';
import { generationOf } from './generation.ts';
import type { Generation } from './generation.ts';
import { sourceNamed, toldAnswer, toldAnswerOrJson } from './planned-execution.ts';
import type {
  AnswerUnderRules, Executor, GatewayInterface, KnownQuery, PlannedExecution, PlannedExecutionSettings, Sources, Told,
} from './planned-execution.ts';
import type { RequestContext } from './request-context.ts';
import { schemaInSteps } from './schema-in-steps.ts';
import { SharesInFlight } from './share-in-flight.ts';
import { sharingCalls } from './sharing-calls.ts';
import { startEvents } from './start-events.ts';
import type { Principal } from '../../schema/contracts/identity.ts';

type Listener = Parameters<GatewayInterface['onSchemaLoadOrUpdate']>[0];

/** A supergraph as it is served, with the rules and the sources that came with it. */
interface Served {
  readonly generation: Generation;
  readonly sources: Sources;
  readonly answer: AnswerUnderRules;
  /** What was validated against it, by its text. */
  readonly known: Map<string, Known>;
  /** Queries that run on it now: what runs on one supergraph is never the answer of another. */
  readonly running: SharesInFlight<Told>;
  forget(): void;
}

interface Known {
  readonly document: DocumentNode;
  readonly hash: string;
}

const MOST_KNOWN = 2_000;
/** A longer text goes the whole way each time: what clients send must not fill the memory. */
const LONGEST_KNOWN = 20_000;

/** Plans operations with Apollo's planner and runs the plans itself. */
export function plannedByOurselves(
  { supergraphSdl, sources: firstSources, calls: { fetch, exchange, subscribe }, log, underRules, planning, slices, sharedLife, eventLife }: PlannedExecutionSettings,
): PlannedExecution {
  const listeners = new Set<Listener>();
  // A request keeps the schema it was validated against, and with it the generation in which it is answered.
  const served = new WeakMap<GraphQLSchema, Served>();
  let current: Served | null = null;

  async function serve(composed: string, sources: Sources, isValid: boolean, allowed: Promise<unknown> = Promise.resolve()): Promise<() => void> {
    const { facts, rules, plan, forget } = await planning.load(composed, isValid);
    try {
      for (const service of facts.services) sourceNamed(sources, service);
      const api = await schemaInSteps(facts.apiSdl);
      const generation = generationOf(facts, api, plan);
      const answer = underRules(rules, api);
      await allowed;
      // Calls are shared within one generation, as executions are.
      const shared = sharedLife ? new Map([...sources].map(([name, source]) => [name, sharingCalls(source)])) : sources;
      const next: Served = { generation, sources: shared, answer, known: new Map(), running: new SharesInFlight(), forget };
      served.set(api, next);
      for (const listener of listeners) listener({ apiSchema: api, coreSupergraphSdl: composed });
      const replaced = current;
      current = next;
      return () => replaced?.forget();
    } catch (error) {
      forget();
      throw error;
    }
  }

  const execute: Executor = ({ context: given, request, source, document, queryHash, schema }) => {
    const context = given as unknown as RequestContext;
    if (context.told && context.told.json === undefined) return Promise.resolve(context.told);
    const { operationName, variables = {} } = request;
    const found = served.get(schema);
    if (!found) throw new Error('An operation was validated against a schema that was never served.');
    keep(found, source, { document, hash: queryHash });
    const type = getOperationAST(document, operationName)?.operation;
    if (type === 'mutation' && context.stream?.readsOnly) return Promise.resolve({ errors: [refuse('BAD_REQUEST', context.locale, {}, 405, { allow: 'POST' })] });
    if (type !== 'subscription') return toldAnswer(context, log, () => run(found, { document, hash: queryHash }, { context, operationName, variables }));
    const { generation, sources, answer } = found;
    return toldAnswer(context, log, () => startEvents(
      { ...context, document, operationName, variables },
      { answer, log, subscribe, eventLife, hash: queryHash, generation, sourceNamed: (name) => sourceNamed(sources, name), fetch, context },
    ));
  };

  function run(
    { generation, sources, answer }: Served, { document, hash }: Known,
    { context, operationName, variables, asJson = false }: {
      readonly context: RequestContext; readonly operationName: string | undefined; readonly variables: Readonly<Record<string, unknown>>; readonly asJson?: boolean;
    },
  ) {
    const runAllowed: Run = (allowed, hashOfAllowed) => answerOperation(
      { document: allowed, hash: hashOfAllowed ?? hash, operationName, variables },
      // Of what was cut, more is still to be done to the data.
      { generation, sourceNamed: (name) => sourceNamed(sources, name), fetch, context, ...(slices && asJson && hashOfAllowed === null ? { exchange } : {}) },
    );
    return answer({ ...context, document, operationName, variables }, runAllowed);
  }

  function keep({ known }: Served, text: string, operation: Known): void {
    if (text.length > LONGEST_KNOWN || known.has(text)) return;
    known.set(text, operation);
    const [oldest] = known.keys();
    if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  }

  function knownQuery(text: string, operationName: string | undefined): KnownQuery | null {
    const serving = current;
    const known = serving?.known.get(text);
    const operation = known && getOperationAST(known.document, operationName);
    if (!serving || !known || operation?.operation !== 'query') return null;
    return {
      name: operation.name?.value,
      run(context, variables): Promise<Told> {
        if (!sharedLife) return runAlone(serving, known, { context, operationName, variables });
        const { life, principal, locale } = context;
        const key = JSON.stringify([known.hash, operationName ?? null, variables, locale, identityOf(principal)]);
        // One whose time is over waits for what the others are told of it: their time began no earlier.
        return serving.running.do(key, { departures: life.departures, stays: () => life.overdue() !== null }, () => {
          const shared = sharedLife(principal);
          const result = runAlone(serving, known, { context: { ...context, life: shared }, operationName, variables }).finally(() => shared.end());
          return { result, abandon: () => shared.leave() };
        });
      },
    };
  }

  function runAlone(
    serving: Served, known: Known, asked: { readonly context: RequestContext; readonly operationName: string | undefined; readonly variables: Readonly<Record<string, unknown>> },
  ): Promise<Told> {
    return toldAnswerOrJson(asked.context, log, () => run(serving, known, { ...asked, asJson: true }));
  }

  return {
    gateway: {
      async load() {
        await serve(supergraphSdl, firstSources, false);
        return { executor: execute };
      },
      onSchemaLoadOrUpdate(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      stop: () => planning.close(),
    },
    known: knownQuery,
    update: (next, sources, allowed) => serve(next, sources, true, allowed),
  };
}

/** Everything of a caller that a subgraph or a rule may look at. */
function identityOf({ subject, organisation, roles, scopes, purpose, onBehalfOf }: Principal): readonly unknown[] {
  return [subject, organisation, roles, scopes, purpose, onBehalfOf];
}
