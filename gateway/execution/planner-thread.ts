import type { QueryPlan } from '@apollo/query-planner';
import { GraphQLError, print } from 'graphql';
import type { DocumentNode } from 'graphql';
import type { SupergraphRules } from '../composition/supergraph-rules.ts';
import { createThread, ThreadOverdue } from '../composition/thread.ts';
import { hashOf } from '../limits/known-operations.ts';
import type { SupergraphFacts } from './planner.ts';
import { PlanningTooLong } from './planning-too-long.ts';
import type { LoadedSupergraph, Planning } from './planning.ts';

export type PlannerQuestion =
  | { readonly kind: 'load'; readonly generation: number; readonly supergraphSdl: string; readonly isValid: boolean }
  | { readonly kind: 'plan'; readonly generation: number; readonly text: string; readonly operationName: string | undefined }
  | { readonly kind: 'forget'; readonly generation: number };

export type PlannerAnswer =
  | { readonly kind: 'loaded'; readonly facts: SupergraphFacts; readonly rules: SupergraphRules }
  | { readonly kind: 'planned'; readonly plan: QueryPlan }
  | { readonly kind: 'refused'; readonly message: string; readonly code: string | null }
  /** The thread does not hold this generation, or no longer. */
  | { readonly kind: 'unknown' };

// Long enough for the largest graph on a busy machine: what is not answered by then never will be.
const DEADLINE_MS = 120_000;

const MOST_REMEMBERED = 1_000;

/**
 * Loads supergraphs and plans operations in a thread: neither a new supergraph nor an operation that is hard to plan
 * keeps anybody else waiting. A thread that ends is started again and told anew what it must know.
 */
export function planInThread(
  { deadlineMs = DEADLINE_MS, planningMs = DEADLINE_MS }: { readonly deadlineMs?: number; /** Time for one plan. */ readonly planningMs?: number } = {},
): Planning {
  const thread = createThread<PlannerQuestion, PlannerAnswer>({ entry: new URL('./planner-worker.ts', import.meta.url), deadlineMs });
  const tooLong = new Map<string, PlanningTooLong>();
  let generations = 0;

  async function load(supergraphSdl: string, isValid = false): Promise<LoadedSupergraph> {
    generations += 1;
    const generation = generations;
    const asked = { kind: 'load', generation, supergraphSdl, isValid } as const;

    async function plan(document: DocumentNode, operationName: string | undefined): Promise<QueryPlan> {
      const question = { kind: 'plan', generation, text: print(document), operationName } as const;
      const key = `${generation} ${operationName ?? ''} ${hashOf(question.text)}`;
      // Every further try would end the thread again, and everybody's planning with it.
      const before = tooLong.get(key);
      if (before) throw before;
      let answer = await planned(question, key);
      if (answer.kind === 'unknown') {
        await thread.ask(asked);
        answer = await planned(question, key);
      }
      if (answer.kind === 'planned') return answer.plan;
      if (answer.kind !== 'refused') throw new Error('The planner lost a supergraph twice.');
      throw new GraphQLError(answer.message, answer.code === null ? {} : { extensions: { code: answer.code } });
    }

    async function planned(question: PlannerQuestion, key: string): Promise<PlannerAnswer> {
      let since = 0;
      try {
        return await thread.ask(question, { deadlineMs: planningMs, onTurn: () => { since = performance.now(); } });
      } catch (error) {
        if (!(error instanceof ThreadOverdue)) throw error;
        const refusal = new PlanningTooLong(Math.max(planningMs, Math.round(performance.now() - since)), planningMs);
        tooLong.set(key, refusal);
        const [oldest] = tooLong.keys();
        if (tooLong.size > MOST_REMEMBERED && oldest !== undefined) tooLong.delete(oldest);
        throw refusal;
      }
    }

    const loaded = await thread.ask(asked);
    if (loaded.kind !== 'loaded') throw new Error('The planner answered something else than was asked.');
    return {
      facts: loaded.facts,
      rules: loaded.rules,
      plan,
      forget: () => void thread.ask({ kind: 'forget', generation }).catch(() => undefined),
    };
  }

  return { load, close: () => thread.close() };
}
