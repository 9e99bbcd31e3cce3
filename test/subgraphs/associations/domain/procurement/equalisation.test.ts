import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { equalise, withinCorridor } from '../../../../../subgraphs/associations/domain/procurement/equalisation.ts';
import { listBills } from '../../../../../subgraphs/associations/domain/procurement/list-bill.ts';
import { rateTableOf } from '../../../../../subgraphs/associations/domain/procurement/rate-table.ts';
import { sumOf } from '../../../../../subgraphs/kit/money.ts';
import { pool, rateEntries, row } from './pool-arbitrary.ts';

function size(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

const table = rateTableOf([
  { policyClass: 'A', status: 'EMPLOYEE', sex: 'MALE', ageBand: '25-29', yearlyRate: 300_000n },
  { policyClass: 'A', status: 'EMPLOYEE', sex: 'MALE', ageBand: '60-64', yearlyRate: 900_001n },
]);
const rows = [row('old', '60-64', 2), row('young', '25-29', 1)];

describe('equalisation', () => {
  it('charges every association the average of its kind of member', () => {
    const { communityRates, entries, pool: total } = equalise(rows, table);
    expect(total).toBe(2_100_002n);
    expect(communityRates).toEqual([{ policyClass: 'A', status: 'EMPLOYEE', lives: 3, cost: 2_100_002n, rate: 700_001n }]);
    expect(entries).toEqual([
      { associationId: 'old', lives: 2, listBill: 1_800_002n, communityCharge: 1_400_001n, transfer: -400_001n, charge: 1_400_001n },
      { associationId: 'young', lives: 1, listBill: 300_000n, communityCharge: 700_001n, transfer: 400_001n, charge: 700_001n },
    ]);
  });

  it('holds the young association to its corridor, and the old one receives no more than was paid', () => {
    const { entries } = equalise(rows, table, 1_000);
    expect(entries.map((entry) => entry.transfer)).toEqual([-30_000n, 30_000n]);
    expect(equalise(rows, table, 0).entries.map((entry) => entry.transfer)).toEqual([0n, 0n]);
    expect(() => equalise(rows, table, -1)).toThrow(RangeError);
  });

  it('sums to exactly zero with or without a corridor, and the insurer is paid the list bill', () => {
    fc.assert(fc.property(pool, rateEntries, fc.option(fc.nat(3_000)), (each, lines, corridor) => {
      const rates = rateTableOf(lines);
      const { entries, pool: total, communityRates } = equalise(each, rates, corridor);
      expect(sumOf(entries.map((entry) => entry.transfer))).toBe(0n);
      expect(sumOf(entries.map((entry) => entry.charge))).toBe(total);
      expect(sumOf(entries.map((entry) => entry.communityCharge))).toBe(total);
      expect(sumOf(communityRates.map((rate) => rate.cost))).toBe(total);
      expect(entries.map(({ associationId, lives, listBill: amount }) => ({ associationId, lives, amount })))
        .toEqual(listBills(each, rates));
      for (const entry of entries) {
        expect(entry.charge).toBe(entry.listBill + entry.transfer);
        if (corridor !== null) expect(size(entry.transfer) * 10_000n <= entry.listBill * BigInt(corridor)).toBe(true);
      }
    }), { numRuns: 60 });
  });

  it('charges associations with the same kinds of members alike, whatever their ages, to within a halala a kind', () => {
    fc.assert(fc.property(pool, rateEntries, (each, lines) => {
      const twin = each.map((one) => ({ ...one, associationId: `${one.associationId}-twin`, ageBand: '65+' as const }));
      const { entries } = equalise([...each, ...twin], rateTableOf(lines));
      const chargeOf = new Map(entries.map((entry) => [entry.associationId, entry.communityCharge]));
      for (const { associationId } of each.filter((one) => one.lives > 0)) {
        const difference = (chargeOf.get(associationId) ?? 0n) - (chargeOf.get(`${associationId}-twin`) ?? 0n);
        expect(size(difference) <= 12n).toBe(true);
      }
    }), { numRuns: 60 });
  });
});

describe('the corridor', () => {
  const balanced = fc.array(fc.bigInt({ min: -1_000_000n, max: 1_000_000n }), { minLength: 1, maxLength: 20 })
    .map((transfers) => [...transfers, -sumOf(transfers)]);
  const limits = fc.array(fc.bigInt({ min: 0n, max: 800_000n }), { minLength: 21, maxLength: 21 });

  it('breaks no limit, turns no sign, takes from nobody more than before, and sums to zero', () => {
    fc.assert(fc.property(balanced, limits, (transfers, each) => {
      const settled = withinCorridor(transfers, each);
      expect(sumOf(settled)).toBe(0n);
      settled.forEach((amount, place) => {
        const before = transfers[place] ?? 0n;
        expect(size(amount) <= (each[place] ?? 0n) && size(amount) <= size(before)).toBe(true);
        expect(amount * before >= 0n).toBe(true);
      });
    }));
  });

  it('leaves transfers alone that are within it', () => {
    fc.assert(fc.property(balanced, (transfers) => {
      expect(withinCorridor(transfers, transfers.map(size))).toEqual(transfers);
    }));
  });

  it('moves as much as both sides can bear', () => {
    expect(withinCorridor([-600n, -300n, 900n], [400n, 400n, 350n])).toEqual([-200n, -150n, 350n]);
  });
});
