import { arrayAt, objectAt, textAt } from './release.ts';
import type { Release } from './release.ts';

/** Identifiers of the organisations in a field such as `tenderers` or `suppliers`; references without one are left out. */
export function idsIn(holder: unknown, field: string): string[] {
  return (arrayAt(holder, field) ?? []).flatMap((each) => textAt(each, 'id') ?? []);
}

/** The one organisation in a field; null when there are several, none, or no identifier. */
export function onlyIdIn(holder: unknown, field: string): string | null {
  const all = arrayAt(holder, field);
  return all?.length === 1 ? textAt(all[0], 'id') : null;
}

export function buyerOf(release: Release): string | null {
  return textAt(objectAt(release, 'buyer'), 'id');
}

export function procuringEntityOf(release: Release): string | null {
  return textAt(objectAt(objectAt(release, 'tender'), 'procuringEntity'), 'id');
}
