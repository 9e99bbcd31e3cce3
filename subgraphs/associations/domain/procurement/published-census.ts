import type { AgeBand } from './age-band.ts';
import { AGE_BANDS, bandIndex } from './age-band.ts';
import type { CensusCell, CensusRow } from './census.ts';
import { poolCells } from './census.ts';
import { groupBy } from './group-by.ts';
import type { MemberStatus, PolicyClass, Sex } from './member-type.ts';
import { POLICY_CLASSES } from './member-type.ts';

/** Fewer lives than this in a cell could point at a person. */
export const SMALLEST_CELL = 11;

/** Lives of the pool in a block of exact cells. Null stands for all: both sexes, every region, every status. */
export interface PublishedCell {
  readonly policyClass: PolicyClass;
  readonly region: string | null;
  readonly status: MemberStatus | null;
  readonly sex: Sex | null;
  readonly bandFrom: AgeBand;
  readonly bandTo: AgeBand;
  readonly lives: number;
  /** The class as a whole has fewer lives than a cell needs; its one cell is shown so that the exposure is whole. */
  readonly wholeClassIsSmall: boolean;
}

/** What insurers price: nothing is left out, and the totals are those of the exact census. */
export interface PublishedCensus {
  readonly cells: readonly PublishedCell[];
  readonly lives: number;
}

/**
 * The census as insurers may see it. Small cells are merged along the ages first; where all ages together are still
 * fewer than `smallestCell`, both sexes are shown as one, then all regions, then all statuses of the class. What is
 * given up is given up for the whole group around the small cell, and the ages are then cut anew as finely as the
 * larger numbers allow, since age prices more than what was given up. No two published cells overlap, so none can
 * be found by subtracting others.
 */
export function publishCensus(rows: readonly CensusRow[], smallestCell = SMALLEST_CELL): PublishedCensus {
  const exact = poolCells(rows);
  const cells = POLICY_CLASSES.flatMap((policyClass) => {
    const ofClass = exact.filter((cell) => cell.policyClass === policyClass);
    return publishClass(policyClass, ofClass, smallestCell);
  });
  return { cells, lives: livesIn(exact) };
}

/** Whether the lives of an exact cell are counted in a published one. */
export function covers(published: PublishedCell, exact: Omit<CensusCell, 'lives'>): boolean {
  const band = bandIndex(exact.ageBand);
  return published.policyClass === exact.policyClass
    && (published.status ?? exact.status) === exact.status
    && (published.region ?? exact.region) === exact.region
    && (published.sex ?? exact.sex) === exact.sex
    && bandIndex(published.bandFrom) <= band && band <= bandIndex(published.bandTo);
}

/** What published cells of one group have in common. */
type Group = Pick<PublishedCell, 'policyClass' | 'status' | 'region' | 'sex'>;

/** From the coordinate that is given up last to the one that is given up first. */
const COORDINATES = ['status', 'region', 'sex'] as const;

function publishClass(policyClass: PolicyClass, exact: readonly CensusCell[], smallestCell: number): PublishedCell[] {
  const group: Group = { policyClass, status: null, region: null, sex: null };
  const lives = livesIn(exact);
  if (lives === 0) return [];
  if (lives < smallestCell) {
    // Every coordinate is hidden: with so few lives even the range of ages would tell.
    return [{ ...group, bandFrom: '0-17', bandTo: '65+', lives, wholeClassIsSmall: true }];
  }
  return divide(group, exact, COORDINATES, smallestCell);
}

/** Tells a coordinate's values apart only where each of them has lives enough to be shown. */
function divide(
  group: Group, exact: readonly CensusCell[], coordinates: readonly (typeof COORDINATES)[number][], smallestCell: number,
): PublishedCell[] {
  const [coordinate, ...others] = coordinates;
  if (coordinate === undefined) return divideByAge(group, exact, smallestCell);
  const parts = [...groupBy(exact, (cell) => cell[coordinate])];
  if (parts.some(([, cells]) => livesIn(cells) < smallestCell)) return divide(group, exact, others, smallestCell);
  return parts.flatMap(([value, cells]) => divide({ ...group, [coordinate]: value }, cells, others, smallestCell));
}

/** Each small range joins its nearest neighbour; of two as near, the one with fewer lives, then the younger. */
function divideByAge(group: Group, exact: readonly CensusCell[], smallestCell: number): PublishedCell[] {
  const byBand = groupBy(exact, (cell) => cell.ageBand);
  const ranges = AGE_BANDS.flatMap((band): PublishedCell[] => {
    const lives = livesIn(byBand.get(band) ?? []);
    return lives === 0 ? [] : [{ ...group, bandFrom: band, bandTo: band, lives, wholeClassIsSmall: false }];
  });
  for (;;) {
    const small = ranges.findIndex((range) => range.lives < smallestCell);
    if (small === -1 || ranges.length === 1) return ranges;
    const first = joinsYounger(ranges[small - 1], ranges[small], ranges[small + 1]) ? small - 1 : small;
    const [younger, older] = ranges.slice(first, first + 2);
    if (younger === undefined || older === undefined) return ranges;
    ranges.splice(first, 2, { ...younger, bandTo: older.bandTo, lives: younger.lives + older.lives });
  }
}

function joinsYounger(younger?: PublishedCell, small?: PublishedCell, older?: PublishedCell): boolean {
  if (younger === undefined || small === undefined) return false;
  if (older === undefined) return true;
  const down = bandIndex(small.bandFrom) - bandIndex(younger.bandTo);
  const up = bandIndex(older.bandFrom) - bandIndex(small.bandTo);
  return down === up ? younger.lives <= older.lives : down < up;
}

function livesIn(cells: readonly CensusCell[]): number {
  return cells.reduce((sum, cell) => sum + cell.lives, 0);
}
