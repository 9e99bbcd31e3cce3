import { createHash } from 'node:crypto';

import type { AgeBand } from './age-band.ts';
import { bandIndex } from './age-band.ts';
import { compareText } from './compare-text.ts';
import { groupBy } from './group-by.ts';
import type { MemberStatus, PolicyClass, Sex } from './member-type.ts';
import { MEMBER_STATUSES, POLICY_CLASSES, SEXES } from './member-type.ts';

/** Lives of the whole pool in one exact cell. Exact cells stay in this house; insurers read the published census. */
export interface CensusCell {
  readonly policyClass: PolicyClass;
  readonly region: string;
  readonly status: MemberStatus;
  readonly sex: Sex;
  readonly ageBand: AgeBand;
  readonly lives: number;
}

/** Lives of one association in one exact cell. */
export interface CensusRow extends CensusCell {
  readonly associationId: string;
}

/** The pool's exact cells: rows added up over associations, empty cells left out, in canonical order. */
export function poolCells(rows: readonly CensusRow[]): CensusCell[] {
  const cells = new Map<string, CensusCell>();
  for (const row of rows) {
    const { policyClass, region, status, sex, ageBand } = row;
    const key = JSON.stringify([policyClass, region, status, sex, ageBand]);
    const lives = countOf(row) + (cells.get(key)?.lives ?? 0);
    if (lives > 0) cells.set(key, { policyClass, region, status, sex, ageBand, lives });
  }
  return [...cells.values()].sort(compareCells);
}

/**
 * The frozen census as text, the same whatever order the rows came in and however they were split: one array a
 * cell and association, sorted, empty cells left out.
 */
export function canonicalCensus(rows: readonly CensusRow[]): string {
  const associations = groupBy(rows, (row) => row.associationId);
  const lines = [...associations]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([associationId, own]) => poolCells(own).map((cell) => [
      associationId, cell.policyClass, cell.region, cell.status, cell.sex, cell.ageBand, cell.lives,
    ]));
  return JSON.stringify(lines);
}

/** SHA-256 of the canonical census, in hex: what is stored when the pool is frozen and compared ever after. */
export function censusHash(rows: readonly CensusRow[]): string {
  return createHash('sha256').update(canonicalCensus(rows), 'utf8').digest('hex');
}

function compareCells(a: CensusCell, b: CensusCell): number {
  return POLICY_CLASSES.indexOf(a.policyClass) - POLICY_CLASSES.indexOf(b.policyClass)
    || compareText(a.region, b.region)
    || MEMBER_STATUSES.indexOf(a.status) - MEMBER_STATUSES.indexOf(b.status)
    || SEXES.indexOf(a.sex) - SEXES.indexOf(b.sex)
    || bandIndex(a.ageBand) - bandIndex(b.ageBand);
}

function countOf(row: CensusRow): number {
  if (!Number.isSafeInteger(row.lives) || row.lives < 0) throw new RangeError('lives are counted in whole numbers, from 0');
  return row.lives;
}
