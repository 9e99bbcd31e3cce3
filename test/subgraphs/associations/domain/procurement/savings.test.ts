import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { equalise } from '../../../../../subgraphs/associations/domain/procurement/equalisation.ts';
import type { Loadings } from '../../../../../subgraphs/associations/domain/procurement/loadings.ts';
import type { RateEntry, RateTable } from '../../../../../subgraphs/associations/domain/procurement/rate-table.ts';
import { rateTableOf } from '../../../../../subgraphs/associations/domain/procurement/rate-table.ts';
import type { SavingParts, SavingsTerms } from '../../../../../subgraphs/associations/domain/procurement/savings.ts';
import { savingsReport } from '../../../../../subgraphs/associations/domain/procurement/savings.ts';
import { multiplyByRatio, sumOf } from '../../../../../subgraphs/kit/money.ts';
import { pool, rateEntries, risingRates, row } from './pool-arbitrary.ts';

const NO_LOADINGS: Loadings = { expenseLoadBp: 0, riskMarginBp: 0, bookDiscountBp: 0 };

function sumOfParts(parts: SavingParts): bigint {
  return sumOf([parts.expenseLoad, parts.riskMargin, parts.bookDiscount, parts.benefitChange, parts.mix]);
}

/** A table as an actuary makes it: discount off the book, then loads as parts of the premium. */
function loaded(book: readonly RateEntry[], { expenseLoadBp, riskMarginBp, bookDiscountBp }: Loadings): RateTable {
  return rateTableOf(book.map((entry) => ({
    ...entry,
    yearlyRate: multiplyByRatio(entry.yearlyRate, BigInt(10_000 - bookDiscountBp), BigInt(10_000 - expenseLoadBp - riskMarginBp)),
  })));
}

const loadings: fc.Arbitrary<Loadings> = fc.record({ expenseLoadBp: fc.nat(4_000), riskMarginBp: fc.nat(2_000), bookDiscountBp: fc.nat(3_000) });

const SIZES = [{ livesFrom: 1, livesTo: 9 }, { livesFrom: 10, livesTo: 49 }, { livesFrom: 50, livesTo: 199 }, { livesFrom: 200, livesTo: null }];

describe('savings', () => {
  it('are what one computes by hand', () => {
    const rows = [row('old', '60-64', 1), row('young', '25-29', 1)];
    const rate = (ageBand: '25-29' | '60-64', yearlyRate: bigint): RateEntry =>
      ({ policyClass: 'A', status: 'EMPLOYEE', sex: 'MALE', ageBand, yearlyRate });
    const pooledRates = rateTableOf([rate('25-29', 300_000n), rate('60-64', 900_000n)]);
    const terms: SavingsTerms = {
      pooledRates,
      pooledLoadings: { expenseLoadBp: 1_000, riskMarginBp: 0, bookDiscountBp: 1_000 },
      standAloneQuotes: [{
        livesFrom: 1,
        livesTo: 9,
        rates: rateTableOf([rate('25-29', 400_000n), rate('60-64', 1_200_000n)]),
        loadings: { expenseLoadBp: 2_000, riskMarginBp: 500, bookDiscountBp: 0 },
      }],
      benefitValuePerLife: 10_000n,
    };
    const report = savingsReport(rows, equalise(rows, pooledRates).entries, terms);
    expect(report.associations[0]).toEqual({
      associationId: 'old', lives: 1, standAlone: 1_200_000n, listBill: 900_000n, saving: 300_000n,
      // Alone: 240,000 expense, 60,000 margin, book 900,000. Pooled: 90,000 expense, 810,000 claims from a book of 900,000.
      parts: { expenseLoad: 150_000n, riskMargin: 60_000n, bookDiscount: 90_000n, benefitChange: -10_000n, mix: 10_000n },
      charge: 600_000n, savingAfterEqualisation: 600_000n,
    });
    expect(report).toMatchObject({ counted: 2, notCounted: [] });
    expect(report.pool).toMatchObject({
      standAlone: 1_600_000n, listBill: 1_200_000n, saving: 400_000n, savingBasisPoints: 2_500,
      worseOff: 1, worseOffBasisPoints: 5_000, worstLoss: 200_000n, worstCase: { associationId: 'young', savingAfterEqualisation: -200_000n },
    });
  });

  it('are no figure at all without a counterfactual', () => {
    const rows = [row('alif', '25-29', 3), row('ba', '25-29', 20)];
    const rates = rateTableOf(risingRates(['A']));
    const entries = equalise(rows, rates).entries;
    const terms = { pooledRates: rates, pooledLoadings: NO_LOADINGS, benefitValuePerLife: 0n };
    const none = savingsReport(rows, entries, { ...terms, standAloneQuotes: [] });
    expect(none).toEqual({ pool: null, associations: [], counted: 0, notCounted: ['alif', 'ba'] });
    const some = savingsReport(rows, entries, { ...terms, standAloneQuotes: [{ livesFrom: 1, livesTo: 9, rates, loadings: NO_LOADINGS }] });
    expect(some).toMatchObject({ counted: 1, notCounted: ['ba'] });
    expect(some.pool?.standAlone).toBe(some.associations[0]?.standAlone);
    expect(some.pool).toMatchObject({ saving: 0n, worstLoss: 0n });
  });

  it('refuse a ledger of other rows', () => {
    const rates = rateTableOf(risingRates(['A']));
    const terms = { pooledRates: rates, pooledLoadings: NO_LOADINGS, standAloneQuotes: [], benefitValuePerLife: 0n };
    expect(() => savingsReport([row('alif', '25-29', 3)], [], terms)).toThrow(RangeError);
  });

  it('have parts that add up exactly, for each association and the pool, whatever the tables', () => {
    fc.assert(fc.property(
      pool, rateEntries, rateEntries, fc.subarray([...SIZES]), loadings, loadings, fc.bigInt(-90_000n, 90_000n),
      (rows, pooledEntries, aloneEntries, sizes, pooledLoadings, aloneLoadings, benefitValuePerLife) => {
        const pooledRates = rateTableOf(pooledEntries);
        const standAloneQuotes = sizes.map((size) => ({ ...size, rates: rateTableOf(aloneEntries), loadings: aloneLoadings }));
        const { entries } = equalise(rows, pooledRates);
        const report = savingsReport(rows, entries, { pooledRates, pooledLoadings, standAloneQuotes, benefitValuePerLife });
        for (const one of report.associations) expect(sumOfParts(one.parts)).toBe(one.standAlone - one.listBill);
        expect(report.counted + report.notCounted.length).toBe(entries.length);
        if (report.pool === null) return expect(report.counted).toBe(0);
        expect(sumOfParts(report.pool.parts)).toBe(report.pool.saving);
        expect(sumOf(report.associations.map((one) => one.saving))).toBe(report.pool.saving);
        for (const one of report.associations) {
          expect(-one.savingAfterEqualisation <= report.pool.worstLoss).toBe(true);
          expect(report.pool.worstCase.savingAfterEqualisation * one.standAlone
            <= one.savingAfterEqualisation * report.pool.worstCase.standAlone).toBe(true);
        }
      }), { numRuns: 60 });
  });

  it('have no mix, but for rounding, when both tables come from one book', () => {
    const book = risingRates(['VIP', 'A', 'B', 'C']);
    fc.assert(fc.property(pool, loadings, loadings, (rows, pooledLoadings, aloneLoadings) => {
      const pooledRates = loaded(book, pooledLoadings);
      const standAloneQuotes = SIZES.map((size) => ({ ...size, rates: loaded(book, aloneLoadings), loadings: aloneLoadings }));
      const { entries } = equalise(rows, pooledRates);
      const { associations } = savingsReport(rows, entries, { pooledRates, pooledLoadings, standAloneQuotes, benefitValuePerLife: 0n });
      for (const { lives, parts } of associations) {
        // Each rate is rounded once a table, to half a halala a life; taking apart rounds a few more.
        const rounding = BigInt(2 * lives + 8);
        expect(parts.mix <= rounding && parts.mix >= -rounding).toBe(true);
      }
    }), { numRuns: 60 });
  });
});
