import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind } from 'graphql';
import type { SelectionSetNode } from 'graphql';
import type { Matches, Represent, Rewrite } from './compiled-plan.ts';
import { isMerged, own } from './merged-data.ts';
import type { Merged } from './merged-data.ts';
import type { Stated } from './tell-requirements-apart.ts';

/** Reads into an object of the representation; answers false when a value is not known. */
type Read = (source: Merged, into: Merged) => boolean;

export interface RepresentationParts {
  readonly requires: readonly QueryPlanSelectionNode[];
  readonly stated: ReadonlyMap<string, Stated>;
  readonly rewrite: Rewrite;
  readonly matches: Matches;
  /** The keys of the answer that are made of what the subgraph is told, and of what. */
  readonly dependent: readonly { readonly key: string; readonly required: SelectionSetNode }[];
}

/**
 * Compiles what a fetch tells its subgraph of an entity. Where the planner gives several selections, one of them may
 * be unknown (it was not included, or could not be had); the others are told, and nothing that is made of the unknown
 * is believed: half an input would bring a wrong value, not a missing one.
 */
export function compileRepresentation({ requires, stated, rewrite, matches, dependent }: RepresentationParts): Represent {
  const reads = requires.map((selection) => compileSelections([selection]));
  return (entity) => {
    const told: Merged = {};
    const known = reads.length === 1 ? reads : reads.filter((read) => read(entity, {}));
    const isWhole = known.length === reads.length;
    if (!known.every((read) => read(entity, told)) || told.__typename == null) return null;
    const withheld = isWhole ? [] : dependent.filter(({ required }) => !isTold(told, required, stated)).map(({ key }) => key);
    rewrite(told);
    return { told, withheld };
  };

  function compileSelections(selections: readonly QueryPlanSelectionNode[]): Read {
    const reads = selections.map((selection) => {
      if (selection.kind === 'InlineFragment') return compileFragment(selection.typeCondition, compileSelections(selection.selections));
      const key = selection.alias ?? selection.name;
      const told = stated.get(key)?.name ?? key;
      return compileField(key, told, selection.selections ? compileSelections(selection.selections) : null);
    });
    return (source, into) => reads.every((each) => each(source, into));
  }

  function compileFragment(condition: string | undefined, read: Read): Read {
    if (condition === undefined) return read;
    return (source, into) => typeof source.__typename !== 'string' || !matches(source.__typename, condition) || read(source, into);
  }
}

function compileField(key: string, told: string, read: Read | null): Read {
  return (source, into) => {
    const value = own(source, key);
    if (value === undefined) return false;
    const copied = read === null ? value : copy(value, own(into, told), read);
    if (copied === undefined) return false;
    into[told] = copied;
    return true;
  };
}

// Undefined when something below is not known.
function copy(value: unknown, before: unknown, read: Read): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item, index) => copy(item, Array.isArray(before) ? before[index] : undefined, read));
    return items.includes(undefined) ? undefined : items;
  }
  if (!isMerged(value)) return value;
  const into = isMerged(before) ? before : {};
  return read(value, into) ? into : undefined;
}

function isTold(told: unknown, required: SelectionSetNode, stated: ReadonlyMap<string, Stated>): boolean {
  if (Array.isArray(told)) return told.every((item) => isTold(item, required, stated));
  return !isMerged(told) || required.selections.every((selection) => {
    // Under a type condition the object may be of another type; then nothing of it is required.
    if (selection.kind !== Kind.FIELD) return true;
    const value = own(told, stated.get(selection.name.value)?.name ?? selection.name.value);
    return value !== undefined && (!selection.selectionSet || isTold(value, selection.selectionSet, stated));
  });
}
