import type { ErrorCode, ErrorValues } from '../../schema/contracts/errors.ts';
import { compose } from '../../schema/tools/compose.ts';
import type { Composition, SubgraphSdl } from '../../schema/tools/compose.ts';
import { CompositionError } from '../../schema/tools/composition-error.ts';
import type { CompositionProblem } from '../../schema/tools/composition-error.ts';
import { subgraphOf } from './extension.ts';
import type { Extension } from './extension.ts';
import type { BaseGraph } from './governance/base-graph.ts';
import type { GovernanceContext } from './governance/classify.ts';
import { knownBaseGraph, knownSubgraph, refusalsOf } from './known-versions.ts';

/** Why an extension is not in the graph. */
export interface Refusal {
  readonly check: 'governance' | 'composition' | 'planning' | 'graph-unchanged' | 'breaking-changes';
  readonly code: ErrorCode;
  readonly values: ErrorValues;
  readonly coordinate: string | null;
  readonly rule: string | null;
  readonly owner: string | null;
}

/** An extension that had to be left out, so that all others could be served. */
export interface LeftOut {
  readonly insurerId: string;
  readonly version: string;
  readonly refusals: readonly Refusal[];
}

export interface ExtendedComposition {
  readonly composition: Composition;
  readonly leftOut: readonly LeftOut[];
}

/**
 * The graph of the houses with every extension that keeps the rules and composes; one that does not is left out and
 * harms its sender alone. Throws CompositionError when the houses themselves do not compose.
 * @param onMerged told of a graph that most likely is the one, before all of it is checked.
 */
export function composeExtensions(
  base: readonly SubgraphSdl[], extensions: readonly Extension[], onMerged?: (merged: { readonly supergraphSdl: string; readonly leftOut: readonly LeftOut[] }) => void,
): ExtendedComposition {
  const graph = knownBaseGraph(base);
  const leftOut: LeftOut[] = [];
  const lawful = extensions.filter((extension) => {
    const refusals = refusalsOf(extension.sdl, contextOf(extension, graph, extensions));
    if (refusals.length > 0) leftOut.push(leave(extension, refusals));
    return refusals.length === 0;
  });
  const whole = tryCompose([...base, ...lawful.map(subgraphOf)], (supergraphSdl) => onMerged?.({ supergraphSdl, leftOut: [...leftOut] }));
  if (!(whole instanceof CompositionError)) return { composition: whole, leftOut };

  // One by one, so that whoever spoils it stays out and everybody else stays in.
  let composed = compose(base, { build: knownSubgraph });
  const kept: SubgraphSdl[] = [];
  for (const extension of lawful) {
    const next = tryCompose([...base, ...kept, subgraphOf(extension)]);
    if (next instanceof CompositionError) {
      leftOut.push(leave(extension, next.problems.map(refusalOfProblem)));
      continue;
    }
    kept.push(subgraphOf(extension));
    composed = next;
  }
  return { composition: composed, leftOut };
}

/** Everybody's namespace but the sender's. */
export function contextOf({ insurerId, namespace }: Pick<Extension, 'insurerId' | 'namespace'>, base: BaseGraph, all: readonly Extension[]): GovernanceContext {
  const others = all.filter((other) => other.insurerId !== insurerId).map((other) => [other.namespace, other.insurerId] as const);
  return { insurerId, namespace, base, others: new Map(others) };
}

/** What composition throws without naming a problem is one all the same: whatever an extension trips over, it is out. */
export function tryCompose(subgraphs: readonly SubgraphSdl[], onMerged?: (supergraphSdl: string) => void): Composition | CompositionError {
  try {
    return compose(subgraphs, { build: knownSubgraph, ...(onMerged ? { onMerged } : {}) });
  } catch (error) {
    if (error instanceof CompositionError) return error;
    const message = error instanceof Error ? error.message : String(error);
    return new CompositionError([{ code: 'COMPOSITION_FAILED', subgraphs: [], coordinate: null, message }]);
  }
}

export function refusalOfProblem({ code, message, coordinate }: CompositionProblem): Refusal {
  return { check: 'composition', code: 'EXTENSION_DOES_NOT_COMPOSE', values: { reason: `${code}: ${message.slice(0, 300)}` }, coordinate, rule: null, owner: null };
}

function leave({ insurerId, version }: Extension, refusals: readonly Refusal[]): LeftOut {
  return { insurerId, version, refusals };
}
