import { decodeJwt } from 'jose';
import { sentenceOf } from '../../schema/contracts/errors.ts';
import type { Envelope } from '../../schema/contracts/identity.ts';
import type { GraphRequest } from '../../subgraphs/kit/house.ts';
import { mayAskInsurer } from '../auth/envelope-of-insurer.ts';
import { createCircuit } from './circuit-breaker.ts';
import type { CircuitSettings } from './circuit-breaker.ts';
import { guardedSource } from './guarded-source.ts';
import { mergeParts } from './merge-parts.ts';
import type { PartFailure, PartResult } from './merge-parts.ts';
import { readContract } from './partition-contract.ts';
import { partsOf, representationsIn, requestOfPart } from './partition-parts.ts';
import type { Part } from './partition-parts.ts';
import { planPartition } from './partition-plan.ts';
import type { PartitionPlan } from './partition-plan.ts';
import { createProviderCalls } from './provider-calls.ts';
import type { ProviderCallsSettings } from './provider-calls.ts';
import { ProviderFailure } from './provider-failure.ts';
import { readPartAnswer } from './read-part-answer.ts';
import { Recent } from './recent.ts';
import type { RetrySettings } from './retry.ts';
import { SourceFailure } from './source-failure.ts';
import type { Source, SourceAnswer, SourceCall } from './source.ts';

export interface PartitionedSourceSettings extends ProviderCallsSettings {
  readonly name: string;
  /** The contract's SDL. */
  readonly contract: string;
  /** Serves the contract for every insurer without a subgraph of its own. */
  readonly hosted: Source;
  /** How often a query is asked again of the hosted source; an insurer's own subgraph once, when its connection was reset. */
  readonly retry?: RetrySettings;
}

/** Key field and argument that say which insurer's something is. */
const OWNER = 'insurerId';

const HOSTED_CIRCUIT: Omit<CircuitSettings, 'now' | 'onPhase'> = { windowMs: 10_000, leastCalls: 20, failureShare: 0.5, restMs: 5_000 };

/** A document is one of few shapes times the fields that clients combine. */
const PLANS_KEPT = 2_000;

type Variables = Readonly<Record<string, unknown>>;

/**
 * Many subgraphs behind one name. Each insurer that has one is sent what is its own, by the `insurerId` of every
 * representation and root field, and nothing else: all at once, each in its own time. What one answers badly or not at
 * all is null with its own error; the rest is whole. It never throws, so that no insurer can have all others paused.
 */
export function partitionedSource(settings: PartitionedSourceSettings): Source {
  const { name, providers, log, metrics } = settings;
  const contract = readContract(settings.contract, OWNER);
  const calls = createProviderCalls(settings);
  const plans = new Recent<PartitionPlan>(PLANS_KEPT);
  const circuit = createCircuit({
    ...HOSTED_CIRCUIT, now: () => performance.now(),
    onPhase(phase) {
      metrics?.circuit(`${name}:hosted`, phase);
      log.warn({ service: name, phase }, 'circuit');
    },
  });
  const hosted = guardedSource(settings.hosted, circuit, settings.retry ?? { retries: 0, random: Math.random });

  async function askHosted(request: GraphRequest, call: SourceCall): Promise<SourceAnswer> {
    try {
      return await hosted.execute(request, call);
    } catch (error) {
      if (!(error instanceof SourceFailure)) throw error;
      log.warn({ service: name, requestId: call.requestId, code: error.code, reason: error.reason }, 'the default of the network failed');
      const { code } = error;
      return { data: null, errors: [{ message: sentenceOf(code, call.locale, { service: name }), extensions: { code, service: name } }] };
    }
  }

  const isHosted = ({ owner }: Part): boolean => owner === null || providers.of(owner) === undefined;

  async function askPart(plan: PartitionPlan, part: Part, request: GraphRequest, call: SourceCall): Promise<PartResult> {
    const { owner } = part;
    const variables = request.variables ?? {};
    if (owner === null || isHosted(part)) return { part, hosted: await askHosted(hostedRequest(request.query, plan, part, variables), call) };
    const asked = withoutForeign(plan, part, call, owner);
    if (asked.entries.length === 0) return { part, answer: { fields: new Map(), entities: new Map(), errors: [] } };
    try {
      const own = requestOfPart(contract, plan, asked, variables);
      return { part, answer: await calls.ask(owner, own, call, (answer) => readPartAnswer(contract, plan, asked, variables, answer)) };
    } catch (error) {
      if (!(error instanceof ProviderFailure)) throw error;
      return { part: asked, failure: { code: error.code, insurerId: owner, mismatch: error.mismatch } satisfies PartFailure };
    }
  }

  /** The hosted source is ours: it is given its representations as they came. */
  function hostedRequest(whole: string, plan: PartitionPlan, part: Part, variables: Variables): GraphRequest {
    const { query, variables: used } = part.entries.length === plan.entries.length ? { query: whole, variables: Object.keys(variables) } : plan.documentOf(part.entries);
    const all = representationsIn(variables);
    const sent = used.filter((key) => Object.hasOwn(variables, key)).map((key): [string, unknown] =>
      [key, key === 'representations' ? part.places.map((place) => all[place]) : variables[key]]);
    return { query, variables: Object.fromEntries(sent) };
  }

  /** A root field of an insurer who is not the asker's is as if nobody knew it; the insurer does not hear of it. */
  function withoutForeign(plan: PartitionPlan, part: Part, call: SourceCall, owner: string): Part {
    const isRoot = (index: number): boolean => plan.entries[index]?.kind === 'field';
    if (!part.entries.some(isRoot)) return part;
    const { principal } = decodeJwt<Envelope & Record<string, unknown>>(call.envelope);
    return mayAskInsurer(principal, owner) ? part : { ...part, entries: part.entries.filter((index) => !isRoot(index)) };
  }

  return {
    name,
    // Insurers do not ask the graph as houses do; the house that serves the default has a key under its own name.
    keys: { keys: [] },
    async execute(request, call) {
      const variables = request.variables ?? {};
      const plan = plans.get(request.query, () => planPartition(contract, request.query));
      const parts = byServer(partsOf(contract, plan, variables), plan);
      // What concerns nobody's own subgraph goes as it came.
      if (parts.every(isHosted)) return askHosted(request, call);
      const results = plan.operation === 'mutation' ? await inTurn(parts, (part) => askPart(plan, part, request, call))
        : await Promise.all(parts.map((part) => askPart(plan, part, request, call)));
      return mergeParts(plan, representationsIn(variables).length, results, call.locale);
    },
    forward: () => Promise.resolve(false),
    ready: () => settings.hosted.ready(),
    async close() {
      calls.close();
      await settings.hosted.close();
    },
  };

  /** Insurers without a subgraph are asked together, of a query; a mutation keeps its order. */
  function byServer(parts: readonly Part[], plan: PartitionPlan): Part[] {
    if (plan.operation === 'mutation') return [...parts];
    const together = parts.filter(isHosted);
    if (together.length <= 1) return [...parts];
    const entries = [...new Set(together.flatMap((part) => part.entries))].sort((left, right) => left - right);
    const places = together.flatMap((part) => part.places).sort((left, right) => left - right);
    return [...parts.filter((part) => !isHosted(part)), { owner: null, entries, places }];
  }
}

async function inTurn<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
