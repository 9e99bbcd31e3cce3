import type { QueryPlanSelectionNode } from '@apollo/query-planner';
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
}

/**
 * Compiles what a fetch tells its subgraph of an entity. An entity of which something is not known is not told at
 * all: half an input would bring a wrong value, not a missing one.
 */
export function compileRepresentation({ requires, stated, rewrite, matches }: RepresentationParts): Represent {
  const read = compileSelections(requires);
  return (entity) => {
    const representation: Merged = {};
    if (!read(entity, representation) || representation.__typename == null) return null;
    rewrite(representation);
    return representation;
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
