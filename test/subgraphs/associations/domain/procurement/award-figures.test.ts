import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { awardFigures } from '../../../../../subgraphs/associations/domain/procurement/award-figures.ts';
import { rowsOfLot } from '../../../../../subgraphs/associations/domain/procurement/lot-scope.ts';
import { sumOf } from '../../../../../subgraphs/kit/money.ts';
import { bidTerms } from '../../procurement/bid-terms.ts';
import { pool, row } from './pool-arbitrary.ts';

describe('the figures of an award', () => {
  it('are what one computes by hand', () => {
    // Men of class A: 3,000.00 at the youngest, 100.00 more a band. Alone: 3,600.00, the same steps.
    const rows = [row('old', '60-64', 1), row('young', '25-29', 1)];
    expect(awardFigures(rows, bidTerms(300_000))).toMatchObject({
      amount: 390_000n + 320_000n,
      shares: [
        { associationId: 'old', lives: 1, listBill: 390_000n, communityCharge: 355_000n, transfer: -35_000n, standAlone: 450_000n },
        { associationId: 'young', lives: 1, listBill: 320_000n, communityCharge: 355_000n, transfer: 35_000n, standAlone: 380_000n },
      ],
      savings: { standAlone: '830000', listBill: '710000', saving: '120000', savingBasisPoints: 1_446, counted: 2, notCounted: 0, worseOff: 0, worstLoss: '0' },
    });
  });

  it('add up for any pool: bills to the amount, transfers to zero, parts to the saving', () => {
    fc.assert(fc.property(pool, (all) => {
      const rows = rowsOfLot(all, { policyClasses: ['A', 'B'], regions: [] });
      const { amount, shares, savings } = awardFigures(rows, bidTerms(300_000));
      expect(sumOf(shares.map(({ listBill }) => listBill))).toBe(amount);
      expect(sumOf(shares.map(({ transfer }) => transfer))).toBe(0n);
      if (savings === null) return;
      expect(sumOf(Object.values(savings.parts).map(BigInt))).toBe(BigInt(savings.saving));
      expect(savings.counted + savings.notCounted).toBe(shares.length);
    }));
  });

  it('name no saving without a quote', () => {
    const { savings, shares } = awardFigures([row('one', '25-29', 3)], bidTerms(300_000, { standaloneQuotes: [] }));
    expect(savings).toBeNull();
    expect(shares).toMatchObject([{ standAlone: null }]);
  });
});
