import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind } from 'graphql';
import type { FieldNode, SelectionNode, SelectionSetNode } from 'graphql';
import type { Stated } from './tell-requirements-apart.ts';

/** A part of an entity fetch that can tell its subgraph everything it needs, each under its right name. */
export interface FetchPart {
  readonly requires: readonly QueryPlanSelectionNode[];
  readonly selectionSet: SelectionSetNode;
}

/** Where a name is told with more than one value: the place in the representation, and the planned names that want it. */
type Conflicts = ReadonlyMap<string, ReadonlySet<string>>;

export interface EntityFetch {
  readonly requires: readonly QueryPlanSelectionNode[];
  /** What is asked of each entity. */
  readonly selectionSet: SelectionSetNode;
  readonly stated: ReadonlyMap<string, Stated>;
  readonly requiredBy: (type: string, field: string) => SelectionSetNode | null;
}

/** Splits a fetch whose representation would need two values under one name into parts that each need one. */
export function splitConflicting({ requires, selectionSet, stated, requiredBy }: EntityFetch): FetchPart[] {
  const conflicts = conflictsIn(requires, stated);
  if (conflicts.size === 0) return [{ requires, selectionSet }];

  const parts: Map<string, string>[] = [new Map()];
  const partOf = new Map<FieldNode, number>();
  assign(selectionSet, '');
  return parts.map((chosen, part) => ({
    requires: without(requires, '', (place, key) => conflicts.get(place)?.has(key) === true && chosen.get(place) !== key, stated),
    selectionSet: { ...selectionSet, selections: selectionsOf(selectionSet, part) },
  })).filter((part) => asksAnything(part.selectionSet));

  function assign({ selections }: SelectionSetNode, type: string): void {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) assign(selection.selectionSet, selection.typeCondition?.name.value ?? type);
      if (selection.kind !== Kind.FIELD) continue;
      const needs = needsOf(requiredBy(type, selection.name.value));
      const fits = parts.findIndex((chosen) => needs.every(([place, key]) => (chosen.get(place) ?? key) === key));
      const part = fits === -1 ? parts.push(new Map()) - 1 : fits;
      for (const [place, key] of needs) parts[part]?.set(place, key);
      partOf.set(selection, part);
    }
  }

  function needsOf(required: SelectionSetNode | null): (readonly [place: string, key: string])[] {
    if (required === null) return [];
    const needs: (readonly [string, string])[] = [];
    walk(required, '');
    return needs;

    function walk({ selections }: SelectionSetNode, above: string): void {
      for (const selection of selections) {
        if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet, above);
        if (selection.kind !== Kind.FIELD) continue;
        const place = placeOf(selection.name.value, above, stated);
        if (conflicts.has(place)) needs.push([place, selection.name.value]);
        if (selection.selectionSet) walk(selection.selectionSet, place);
      }
    }
  }

  function selectionsOf({ selections }: SelectionSetNode, part: number): SelectionNode[] {
    return selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) {
        return partOf.get(selection) === part || selection.name.value === '__typename' ? [selection] : [];
      }
      if (selection.kind !== Kind.INLINE_FRAGMENT) return [selection];
      const inner = selectionsOf(selection.selectionSet, part);
      return inner.length > 0 ? [{ ...selection, selectionSet: { ...selection.selectionSet, selections: inner } }] : [];
    });
  }
}

function conflictsIn(requires: readonly QueryPlanSelectionNode[], stated: ReadonlyMap<string, Stated>): Conflicts {
  const wanted = new Map<string, Set<string>>();
  walk(requires, '');
  return new Map([...wanted].filter(([, keys]) => keys.size > 1));

  function walk(selections: readonly QueryPlanSelectionNode[], above: string): void {
    for (const selection of selections) {
      if (selection.kind === 'InlineFragment') {
        walk(selection.selections, above);
      } else {
        const place = placeOf(selection.name, above, stated);
        wanted.set(place, (wanted.get(place) ?? new Set()).add(selection.name));
        walk(selection.selections ?? [], place);
      }
    }
  }
}

function without(
  selections: readonly QueryPlanSelectionNode[], above: string, drops: (place: string, key: string) => boolean, stated: ReadonlyMap<string, Stated>,
): QueryPlanSelectionNode[] {
  return selections.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind === 'InlineFragment') return [{ ...selection, selections: without(selection.selections, above, drops, stated) }];
    const place = placeOf(selection.name, above, stated);
    if (drops(place, selection.name)) return [];
    return [selection.selections ? { ...selection, selections: without(selection.selections, place, drops, stated) } : selection];
  });
}

// Fragments do not count: under different types the same name is not always a conflict, and splitting then does no harm.
function placeOf(key: string, above: string, stated: ReadonlyMap<string, Stated>): string {
  return `${above}.${stated.get(key)?.name ?? key}`;
}

function asksAnything({ selections }: SelectionSetNode): boolean {
  return selections.some((selection) => (selection.kind === Kind.FIELD
    ? selection.name.value !== '__typename'
    : selection.kind === Kind.FRAGMENT_SPREAD || asksAnything(selection.selectionSet)));
}
