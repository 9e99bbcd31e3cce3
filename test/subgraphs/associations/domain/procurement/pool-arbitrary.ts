import fc from 'fast-check';

import type { AgeBand } from '../../../../../subgraphs/associations/domain/procurement/age-band.ts';
import { AGE_BANDS, bandIndex } from '../../../../../subgraphs/associations/domain/procurement/age-band.ts';
import type { CensusRow } from '../../../../../subgraphs/associations/domain/procurement/census.ts';
import type { PolicyClass } from '../../../../../subgraphs/associations/domain/procurement/member-type.ts';
import { MEMBER_STATUSES, POLICY_CLASSES, SEXES } from '../../../../../subgraphs/associations/domain/procurement/member-type.ts';
import type { RateEntry } from '../../../../../subgraphs/associations/domain/procurement/rate-table.ts';
import { requiredRateCells } from '../../../../../subgraphs/associations/domain/procurement/rate-table.ts';

const ASSOCIATIONS = ['alif', 'ba', 'jim', 'dal', 'ha', 'waw'];
const REGIONS = ['RIYADH', 'MAKKAH', 'NAJRAN', 'JAZAN'];

/** Rows of a pool, many of them small: most cells hold fewer lives than may be shown. */
export const censusRow: fc.Arbitrary<CensusRow> = fc.record({
  associationId: fc.constantFrom(...ASSOCIATIONS),
  policyClass: fc.constantFrom(...POLICY_CLASSES),
  region: fc.constantFrom(...REGIONS),
  ageBand: fc.constantFrom(...AGE_BANDS),
  sex: fc.constantFrom(...SEXES),
  status: fc.constantFrom(...MEMBER_STATUSES),
  lives: fc.oneof({ weight: 4, arbitrary: fc.nat(12) }, { weight: 1, arbitrary: fc.nat(400) }),
});

export const pool: fc.Arbitrary<CensusRow[]> = fc.array(censusRow, { minLength: 1, maxLength: 120 });

/** A full table whose every rate is drawn on its own. */
export const rateEntries: fc.Arbitrary<RateEntry[]> = fc
  .array(fc.bigInt({ min: 1n, max: 5_000_000n }), { minLength: 264, maxLength: 264 })
  .map((rates) => requiredRateCells(POLICY_CLASSES).map((cell, place) => ({ ...cell, yearlyRate: rates[place] ?? 1n })));

/** A lawful table over some classes: dearer with age, and for women. */
export function risingRates(policyClasses: readonly PolicyClass[], base = 100_000n): RateEntry[] {
  return requiredRateCells(policyClasses).map((cell) => ({
    ...cell,
    yearlyRate: base + BigInt(bandIndex(cell.ageBand)) * 7_919n + (cell.sex === 'FEMALE' ? 1_013n : 0n),
  }));
}

export function row(associationId: string, ageBand: AgeBand, lives: number, rest: Partial<CensusRow> = {}): CensusRow {
  return { associationId, policyClass: 'A', region: 'RIYADH', status: 'EMPLOYEE', sex: 'MALE', ageBand, lives, ...rest };
}
