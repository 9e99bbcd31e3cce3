import { parse, print, visit } from 'graphql';
import type { ASTNode, DocumentNode } from 'graphql';
import type { Composition, SubgraphSdl } from '../../schema/tools/compose.ts';
import { CompositionError } from '../../schema/tools/composition-error.ts';
import { loadPlanner } from '../execution/planner.ts';
import type { FieldNotice } from '../registry/domain/field-notice.ts';
import { breaksOfVersion } from './breaks-of-version.ts';
import { composeExtensions, contextOf, refusalOfProblem, tryCompose } from './compose-extensions.ts';
import type { ExtendedComposition, Refusal } from './compose-extensions.ts';
import { subgraphOf } from './extension.ts';
import type { Extension } from './extension.ts';
import { knownBaseGraph, refusalsOf } from './known-versions.ts';
import { readRules } from './supergraph-rules.ts';
import type { SupergraphRules } from './supergraph-rules.ts';
import { stripSecurity } from './strip-security.ts';

/** What is submitted; without an SDL it is the contract alone. */
export type Submitted = Omit<Extension, 'sdl'> & { readonly sdl: string | null; readonly notice: FieldNotice };

/** The checks of a submission, in their order. */
export const CHECKS = ['governance', 'composition', 'planning', 'graph-unchanged', 'breaking-changes'] as const satisfies readonly Refusal['check'][];

export interface Examined {
  /** The checks that were made: what comes after a failed one is not tried. */
  readonly made: readonly Refusal['check'][];
  readonly refusals: readonly Refusal[];
}

/**
 * Everything that speaks against letting a submission into the graph beside the extensions that are active: the rules,
 * whether it composes and can be planned over, whether anything changes that is not its own, and whether it takes
 * away what its own active version gives partners.
 */
export function examine(submitted: Submitted, base: readonly SubgraphSdl[], active: readonly Extension[]): Examined {
  const others = active.filter(({ insurerId }) => insurerId !== submitted.insurerId);
  const before = active.find(({ insurerId }) => insurerId === submitted.insurerId);
  if (submitted.sdl === null && !before) return { made: CHECKS, refusals: [] };

  const extension = submitted.sdl === null ? null : { ...submitted, sdl: submitted.sdl };
  const made: Refusal['check'][] = [];
  const steps: Record<Refusal['check'], () => readonly Refusal[]> = {
    governance: () => (extension === null ? [] : refusalsOf(extension.sdl, contextOf(extension, knownBaseGraph(base), active))),
    composition: () => compositionRefusals(),
    planning: () => planningRefusals(composed().supergraphSdl),
    'graph-unchanged': () => (extension === null ? [] : changesBeyond(extension.namespace, without().composition, composed())),
    'breaking-changes': () => (before ? breaksOf(composeExtensions(base, [...others, before]).composition, composed(), submitted.notice) : []),
  };
  let next: Composition | CompositionError | undefined;
  let around: ExtendedComposition | undefined;

  for (const check of CHECKS) {
    made.push(check);
    const refusals = steps[check]();
    if (refusals.length > 0) return { made, refusals };
  }
  return { made, refusals: [] };

  function without(): ExtendedComposition {
    around ??= composeExtensions(base, others);
    return around;
  }

  function composed(): Composition {
    const made = candidate();
    if (made instanceof CompositionError) throw made;
    return made;
  }

  function candidate(): Composition | CompositionError {
    next ??= extension === null ? without().composition : tryCompose([...base, ...composeable().map(subgraphOf), subgraphOf(extension)]);
    return next;
  }

  function composeable(): Extension[] {
    const out = new Set(without().leftOut.map(({ insurerId }) => insurerId));
    return others.filter(({ insurerId }) => !out.has(insurerId));
  }

  function compositionRefusals(): readonly Refusal[] {
    const made = candidate();
    if (!(made instanceof CompositionError)) return [];
    return made.problems.map(refusalOfProblem);
  }
}

// A generation to be thrown away: what can be composed but not planned over would otherwise be found out when it serves.
function planningRefusals(supergraphSdl: string): Refusal[] {
  try {
    loadPlanner(stripSecurity(parse(supergraphSdl, { noLocation: true })));
    return [];
  } catch (error) {
    return [refusal('planning', 'EXTENSION_DOES_NOT_COMPOSE', null, { reason: error instanceof Error ? error.message.slice(0, 300) : String(error) })];
  }
}

/** What is another in the graph, for partners or for the gateway's own rules, beside what begins with the namespace. */
export function changesBeyond(namespace: string, before: Composition, after: Composition): Refusal[] {
  const isOwn = (coordinate: string) => coordinate.split('.').some((name) => name.startsWith(`${namespace}_`));
  const [was, is] = [definitionsIn(before.apiSdl), definitionsIn(withoutOwn(after.apiSdl, namespace))];
  const changed = [...new Set([...was.keys(), ...is.keys()])].filter((name) => was.get(name) !== is.get(name));
  const [access, accessNow] = [rulesOf(before), rulesOf(after)];
  const restricted = [...new Set([...access.access.keys(), ...accessNow.access.keys()])].filter((coordinate) =>
    !isOwn(coordinate) && JSON.stringify(access.access.get(coordinate)) !== JSON.stringify(accessNow.access.get(coordinate)));
  const priced = [...new Set([...access.cost.weights.keys(), ...accessNow.cost.weights.keys(), ...access.cost.listSizes.keys(), ...accessNow.cost.listSizes.keys()])]
    .filter((coordinate) => JSON.stringify([access.cost.weights.get(coordinate), access.cost.listSizes.get(coordinate)])
      !== JSON.stringify([accessNow.cost.weights.get(coordinate), accessNow.cost.listSizes.get(coordinate)]));
  return [...new Set([...changed, ...restricted, ...priced])].map((coordinate) =>
    refusal('graph-unchanged', 'EXTENSION_CHANGES_GRAPH', coordinate, { coordinate }));
}

function breaksOf(before: Composition, after: Composition, { days, mayGo }: FieldNotice): Refusal[] {
  return breaksOfVersion(before.apiSdl, after.apiSdl, new Set(mayGo)).map((change) =>
    refusal('breaking-changes', 'EXTENSION_BREAKS', null, { change, days }));
}

function withoutOwn(apiSdl: string, namespace: string): DocumentNode {
  const remove = (node: ASTNode) => ('name' in node && node.name && 'value' in node.name && node.name.value.startsWith(`${namespace}_`) ? null : undefined);
  return visit(parse(apiSdl, { noLocation: true }), {
    FieldDefinition: remove, ObjectTypeDefinition: remove, InterfaceTypeDefinition: remove, UnionTypeDefinition: remove,
    EnumTypeDefinition: remove, InputObjectTypeDefinition: remove,
  });
}

function definitionsIn(schema: string | DocumentNode): Map<string, string> {
  const { definitions } = typeof schema === 'string' ? parse(schema, { noLocation: true }) : schema;
  return new Map(definitions.map((node) => ['name' in node && node.name ? node.name.value : 'schema', print(node)]));
}

function refusal(check: Refusal['check'], code: Refusal['code'], coordinate: string | null, values: Refusal['values']): Refusal {
  return { check, code, values, coordinate, rule: null, owner: null };
}

function rulesOf({ supergraphSdl }: Composition): SupergraphRules {
  return readRules(parse(supergraphSdl, { noLocation: true }));
}
