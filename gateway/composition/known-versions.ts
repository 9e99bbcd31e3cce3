import { isDeepStrictEqual } from 'node:util';
import type { Subgraph } from '@apollo/federation-internals';
import { buildSubgraphOf } from '../../schema/tools/compose.ts';
import type { SubgraphSdl } from '../../schema/tools/compose.ts';
import type { Refusal } from './compose-extensions.ts';
import { readBaseGraph } from './governance/base-graph.ts';
import type { BaseGraph } from './governance/base-graph.ts';
import type { GovernanceContext } from './governance/classify.ts';
import { judge } from './governance/judge.ts';

/*
 * A change of one insurer leaves the others and the houses as they were: what was found out of an SDL before is not found
 * out again. All of it follows from what it is kept with, so that nothing here can be out of date. One thing is kept for
 * each name: an SDL takes thirty times its size when it is built, and what is submitted one after the other must not add up.
 */

const subgraphs = new Map<string, { readonly of: SubgraphSdl; readonly built: Subgraph }>();
let lastBase: { readonly of: readonly SubgraphSdl[]; readonly graph: BaseGraph } | null = null;
const judgements = new Map<string, { readonly sdl: string; readonly context: GovernanceContext; readonly refusals: readonly Refusal[] }>();

/** A subgraph, built and valid by itself. Composing reads it and changes nothing of it. @throws what is wrong with it, which is not kept. */
export function knownSubgraph(subgraph: SubgraphSdl): Subgraph {
  const known = subgraphs.get(subgraph.name);
  if (known && isSame(known.of, subgraph)) return known.built;
  const built = buildSubgraphOf(subgraph);
  subgraphs.set(subgraph.name, { of: subgraph, built });
  return built;
}

/** Who owns what in the houses' graph. */
export function knownBaseGraph(base: readonly SubgraphSdl[]): BaseGraph {
  if (lastBase?.of.length === base.length && base.every((each, index) => isSame(each, lastBase?.of[index]))) return lastBase.graph;
  const graph = readBaseGraph(base);
  lastBase = { of: base, graph };
  return graph;
}

/** What the rules of the graph say against an SDL. */
export function refusalsOf(sdl: string, context: GovernanceContext): readonly Refusal[] {
  const known = judgements.get(context.namespace);
  if (known?.sdl === sdl && isSameContext(known.context, context)) return known.refusals;
  const refusals = judge(sdl, context).map(({ rule, code, owner, coordinate, values }): Refusal => ({ check: 'governance', code, values, coordinate, rule, owner }));
  judgements.set(context.namespace, { sdl, context, refusals });
  return refusals;
}

function isSame(one: SubgraphSdl, other: SubgraphSdl | undefined): boolean {
  return one.name === other?.name && one.url === other.url && one.sdl === other.sdl;
}

function isSameContext(one: GovernanceContext, other: GovernanceContext): boolean {
  return one.base === other.base && one.insurerId === other.insurerId && one.namespace === other.namespace
    && isDeepStrictEqual([...one.others], [...other.others]);
}
