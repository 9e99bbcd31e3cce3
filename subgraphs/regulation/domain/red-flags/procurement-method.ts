import { objectAt, textAt } from './release.ts';
import type { Release } from './release.ts';

/** Whether a release's procurement method is among these; no list lets all pass, with or without a method. */
export function hasMethod(release: Release, methods: ReadonlySet<string>): boolean {
  if (methods.size === 0) return true;
  const method = textAt(objectAt(release, 'tender'), 'procurementMethod');
  return method !== null && methods.has(method);
}

export function methodDetails(release: Release): string | null {
  return textAt(objectAt(release, 'tender'), 'procurementMethodDetails');
}

/** By the details of its method: a list of those let in goes before a list of those kept out. */
export function passes(release: Release, letIn: ReadonlySet<string>, keptOut: ReadonlySet<string>): boolean {
  const details = methodDetails(release);
  if (letIn.size > 0) return details !== null && letIn.has(details);
  return details === null || !keptOut.has(details);
}
