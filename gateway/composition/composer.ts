import { bilingualOf } from '../../schema/contracts/errors.ts';
import type { SubgraphSdl } from '../../schema/tools/compose.ts';
import { CompositionError } from '../../schema/tools/composition-error.ts';
import type { CompositionProblem } from '../../schema/tools/composition-error.ts';
import { passedCheck } from '../registry/domain/check-result.ts';
import type { CheckResult } from '../registry/domain/check-result.ts';
import type { Examined, Submitted } from './check-extension.ts';
import type { LeftOut, Refusal } from './compose-extensions.ts';
import type { Extension } from './extension.ts';
import { createThread, ThreadLost } from './thread.ts';

export type ComposerQuestion =
  | { readonly kind: 'compose'; readonly base: readonly SubgraphSdl[]; readonly extensions: readonly Extension[] }
  | { readonly kind: 'examine'; readonly submitted: Submitted; readonly base: readonly SubgraphSdl[]; readonly active: readonly Extension[] }
  | { readonly kind: 'rehearse'; readonly base: readonly SubgraphSdl[] };

export type ComposerAnswer =
  | ({ readonly kind: 'composed' } & ExtendedGraph)
  | ({ readonly kind: 'examined' } & Examined)
  | { readonly kind: 'rehearsed'; readonly composed: boolean }
  | { readonly kind: 'houses'; readonly problems: readonly CompositionProblem[] };

/** A supergraph, and who had to be left out of it. */
export interface ExtendedGraph {
  readonly supergraphSdl: string;
  readonly leftOut: readonly LeftOut[];
}

/** Composes and checks in a thread of its own, which nobody waits for but who asked. */
export interface Composer {
  /**
   * The houses' graph with every extension that can be in it. Throws CompositionError when the houses do not compose,
   * ThreadLost when it took too long. @param onMerged told of a graph that most likely is the one, before all of it is checked.
   */
  compose(base: readonly SubgraphSdl[], extensions: readonly Extension[], onMerged?: (merged: ExtendedGraph) => void): Promise<ExtendedGraph>;
  /** Checks a submission against the rules, the houses and the active extensions, and against its sender's own active one. */
  checkExtension(submitted: Submitted, base: readonly SubgraphSdl[], active: readonly Extension[]): Promise<readonly CheckResult[]>;
  /** Composes a few times for nobody: a thread that has composed before is twice as fast. Whoever asks meanwhile is next. Never throws. */
  warm(base: readonly SubgraphSdl[]): Promise<void>;
  close(): Promise<void>;
}

// Twenty times what fifty insurers take.
const DEADLINE_MS = 120_000;
/** By then what is compiled of a composition is most of what will be. */
const WARM_ROUNDS = 2;
// A hostile SDL must not take the memory of the process with it.
const LIMITS = { maxOldGenerationSizeMb: 1_024 };

export interface ComposerSettings {
  readonly deadlineMs?: number;
  /** The thread ends when nobody asks for so long; left out, it stays, and with it what it has compiled. */
  readonly idleMs?: number;
}

export function createComposer({ deadlineMs = DEADLINE_MS, idleMs }: ComposerSettings = {}): Composer {
  const thread = createThread<ComposerQuestion, ComposerAnswer, ExtendedGraph>({
    entry: new URL('./composer-worker.ts', import.meta.url), deadlineMs, limits: LIMITS, ...(idleMs === undefined ? {} : { idleMs }),
  });
  let isAsked = false;
  return {
    async compose(base, extensions, onMerged) {
      isAsked = true;
      const answer = await thread.ask({ kind: 'compose', base, extensions }, onMerged ? { onEarly: onMerged } : {});
      if (answer.kind === 'composed') return answer;
      throw refusedHouses(answer);
    },
    async checkExtension(submitted, base, active) {
      try {
        const answer = await thread.ask({ kind: 'examine', submitted, base, active });
        if (answer.kind === 'examined') return resultsOf(answer);
        throw refusedHouses(answer);
      } catch (error) {
        // Tried again, it would end the thread again: this is the sender's to mend.
        if (error instanceof ThreadLost) return [resultOf({ check: 'composition', code: 'EXTENSION_NOT_CHECKED', values: { reason: error.message }, coordinate: null, rule: null, owner: null })];
        throw error;
      }
    },
    async warm(base) {
      for (let round = 0; round < WARM_ROUNDS && !isAsked; round += 1) {
        const answer = await thread.ask({ kind: 'rehearse', base }).catch(() => null);
        if (answer?.kind !== 'rehearsed' || !answer.composed) return;
      }
    },
    close: () => thread.close(),
  };
}

function refusedHouses(answer: ComposerAnswer): Error {
  return answer.kind === 'houses' ? new CompositionError(answer.problems) : new Error('The composer answered something else than was asked.');
}

function resultsOf({ made, refusals }: Examined): CheckResult[] {
  const failed = new Set(refusals.map(({ check }) => check));
  return [...made.filter((check) => !failed.has(check)).map(passedCheck), ...refusals.map(resultOf)];
}

/** A refusal as the registry keeps it, in both languages. */
export function resultOf({ check, code, values, coordinate, rule, owner }: Refusal): CheckResult {
  return { name: check, passed: false, code, reason: bilingualOf(code, values), coordinate, rule, owner };
}
