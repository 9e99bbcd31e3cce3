import type { Rule } from './rule.ts';

type Version = Pick<Rule, 'id' | 'effectiveFrom' | 'effectiveTo'>;

/** The first two versions of one rule that hold on the same day, or null: a case must never meet two values. */
export function overlapOf<One extends Version>(book: readonly One[]): readonly [One, One] | null {
  const sorted = [...book].sort((a, b) => (a.id === b.id ? compare(a.effectiveFrom, b.effectiveFrom) : compare(a.id, b.id)));
  for (const [at, next] of sorted.entries()) {
    const before = sorted[at - 1];
    if (before === undefined || before.id !== next.id) continue;
    if (before.effectiveTo === null || next.effectiveFrom <= before.effectiveTo) return [before, next];
  }
  return null;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
