import { isMerged } from './merged-data.ts';
import type { Composites, Merged } from './merged-data.ts';

/** Says whether a name is that of an object type, which an interface's name must not replace. */
export type IsConcrete = (typename: unknown) => boolean;

/**
 * Puts what one fetch answered into what is there. Objects grow together, lists item by item; a value is never
 * replaced by null, since a subgraph that does not know a value does not take away what another knows.
 * Objects of `source` may stay shared with `target`.
 */
export function mergeAnswer(target: Merged, source: Merged, composites: Composites, isConcrete: IsConcrete): void {
  if (target === source) return;
  for (const key of Object.keys(source)) {
    const value = source[key];
    // A subgraph may answer what nobody asked; this key would change what the object is.
    if (value === undefined || key === '__proto__') continue;
    const there = Object.hasOwn(target, key) ? target[key] : undefined;
    const inner = composites.get(key);
    if (there === undefined || there === null) target[key] = value;
    else if (value === null) continue;
    else if (key === '__typename') target[key] = isConcrete(value) || !isConcrete(there) ? value : there;
    else if (inner === undefined) target[key] = value;
    else target[key] = mergeValue(there, value, inner, isConcrete);
  }
}

function mergeValue(there: unknown, value: unknown, composites: Composites, isConcrete: IsConcrete): unknown {
  if (there === null) return value;
  if (isMerged(there) && isMerged(value)) {
    mergeAnswer(there, value, composites, isConcrete);
  } else if (Array.isArray(there) && Array.isArray(value)) {
    // Two subgraphs that disagree on a list: what has no partner stays as it is, and lacks what was asked of it.
    there.forEach((item, index) => { there[index] = mergeValue(item, value[index] ?? null, composites, isConcrete); });
  }
  return there;
}
