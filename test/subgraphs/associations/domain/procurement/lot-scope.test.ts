import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LotScope } from '../../../../../subgraphs/associations/domain/procurement/lot-scope.ts';
import { lotsOverlap, rowsOfLot } from '../../../../../subgraphs/associations/domain/procurement/lot-scope.ts';
import { POLICY_CLASSES } from '../../../../../subgraphs/associations/domain/procurement/member-type.ts';
import { pool, row } from './pool-arbitrary.ts';

const scope: fc.Arbitrary<LotScope> = fc.record({
  policyClasses: fc.uniqueArray(fc.constantFrom(...POLICY_CLASSES), { minLength: 1 }),
  regions: fc.uniqueArray(fc.constantFrom('RIYADH', 'MAKKAH', 'NAJRAN', 'JAZAN')),
});

describe('a lot', () => {
  it('is for its classes in its regions, or in all when it names none', () => {
    const rows = [row('a', '25-29', 1), row('b', '25-29', 1, { region: 'JAZAN' }), row('c', '25-29', 1, { policyClass: 'B' })];
    const ids = (lot: LotScope): string[] => rowsOfLot(rows, lot).map(({ associationId }) => associationId);
    expect(ids({ policyClasses: ['A'], regions: [] })).toEqual(['a', 'b']);
    expect(ids({ policyClasses: ['A', 'B'], regions: ['RIYADH'] })).toEqual(['a', 'c']);
  });

  it('shares no life with another exactly when they do not overlap', () => {
    const everywhere = POLICY_CLASSES.flatMap((policyClass) => ['RIYADH', 'MAKKAH', 'NAJRAN', 'JAZAN', 'HAIL'].map((region) => row('a', '25-29', 1, { policyClass, region })));
    fc.assert(fc.property(scope, scope, (one, other) => {
      const shared = rowsOfLot(rowsOfLot(everywhere, one), other).length > 0;
      expect(lotsOverlap(one, other)).toBe(shared);
      expect(lotsOverlap(other, one)).toBe(shared);
    }));
  });

  it('prices each row of a pool in one of two halves', () => {
    fc.assert(fc.property(pool, (rows) => {
      const halves = [rowsOfLot(rows, { policyClasses: ['VIP', 'A'], regions: [] }), rowsOfLot(rows, { policyClasses: ['B', 'C'], regions: [] })];
      expect(halves.flat()).toHaveLength(rows.length);
    }));
  });
});
