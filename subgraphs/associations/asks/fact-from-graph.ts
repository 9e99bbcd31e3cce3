import type { Fact } from '../../../schema/contracts/fact.ts';

/** A fact another house's part of the graph has just given, as it is kept with the decision. */
export function factFromGraph<T>(name: string, value: T, house: 'regulation' | 'insurers', asOf: Date): Fact<T> {
  return { name, value, source: `graph:${house}`, asOf: asOf.toISOString(), verifiedBy: 'house:associations' };
}
