import { multiplyByRatio } from '../../../kit/money.ts';
import { compareText } from './compare-text.ts';

export const CRITERION_CODES = ['PRICE', 'BENEFITS', 'NETWORK', 'SERVICE_LEVEL'] as const;
export type CriterionCode = (typeof CRITERION_CODES)[number];
export type QualityCode = Exclude<CriterionCode, 'PRICE'>;

export interface AwardCriterion {
  readonly code: CriterionCode;
  readonly weightBasisPoints: number;
}

export interface CriteriaProblem {
  readonly code: 'CRITERIA_NOT_WHOLE' | 'CRITERION_REPEATED';
  readonly values: Readonly<Record<string, string | number>>;
}

/** A valid bid as the committee scores it. */
export interface ScorableBid {
  readonly bidId: string;
  /** ISO instant of sealing, by which equal bids are told apart. */
  readonly sealedAt: string;
  /** The pool's list bill, halalas a year before VAT. */
  readonly price: bigint;
  /** Measures of quality in any unit as long as all bids share it; higher is better, none below zero. */
  readonly quality: Readonly<Record<QualityCode, bigint>>;
}

/** Everything about a score is a whole number of hundredths of a basis point: 1,000,000 is full marks. */
export const FULL_MARKS = 1_000_000n;

export interface ScorePart {
  readonly code: CriterionCode;
  readonly weightBasisPoints: number;
  /** Of 1,000,000, before weighting: the best bid has them all. */
  readonly marks: bigint;
  /** marks × weight, rounded half to even. */
  readonly weighted: bigint;
}

/** The parts' `weighted` add up to `score`, so the published table can be checked by hand. */
export interface RankedBid {
  readonly bidId: string;
  readonly rank: number;
  readonly score: bigint;
  readonly parts: readonly ScorePart[];
}

/** Weights are published before bids: whole basis points above zero, each criterion once, 10000 in all. */
export function checkCriteria(criteria: readonly AwardCriterion[]): CriteriaProblem[] {
  const problems: CriteriaProblem[] = [];
  const codes = criteria.map((criterion) => criterion.code);
  for (const code of new Set(codes.filter((each, place) => codes.indexOf(each) !== place))) {
    problems.push({ code: 'CRITERION_REPEATED', values: { criterion: code } });
  }
  const sum = criteria.reduce((total, criterion) => total + criterion.weightBasisPoints, 0);
  const sound = criteria.every(({ weightBasisPoints: weight }) => Number.isSafeInteger(weight) && weight > 0);
  if (!sound || sum !== 10_000) problems.push({ code: 'CRITERIA_NOT_WHOLE', values: { sum } });
  return problems;
}

/**
 * Scores and ranks bids. Price earns best ÷ this, quality this ÷ best; where no bid has any of a quality, all have
 * full marks for it, so that it changes no rank. Equal scores go to the lower price, then the earlier sealing, then
 * the id in code unit order: the same bids give the same ranking in whatever order they come.
 * @throws RangeError when the criteria do not pass checkCriteria, a price is not positive, a quality is below zero,
 * or sealedAt is no instant.
 */
export function rankBids(bids: readonly ScorableBid[], criteria: readonly AwardCriterion[]): RankedBid[] {
  if (checkCriteria(criteria).length > 0) throw new RangeError('the criteria do not hold');
  const scored = bids.map((bid) => {
    const parts = criteria.map((criterion) => partOf(bid, bids, criterion));
    return { bid, sealedAt: instantOf(bid.sealedAt), parts, score: parts.reduce((sum, part) => sum + part.weighted, 0n) };
  });
  scored.sort((a, b) =>
    compareNumbers(b.score, a.score)
    || compareNumbers(a.bid.price, b.bid.price)
    || compareNumbers(a.sealedAt, b.sealedAt)
    || compareText(a.bid.bidId, b.bid.bidId));
  return scored.map(({ bid, score, parts }, place) => ({ bidId: bid.bidId, rank: place + 1, score, parts }));
}

function partOf(bid: ScorableBid, bids: readonly ScorableBid[], criterion: AwardCriterion): ScorePart {
  const { code, weightBasisPoints } = criterion;
  const marks = code === 'PRICE'
    ? priceMarks(bid.price, bids.map((each) => each.price))
    : qualityMarks(bid.quality[code], bids.map((each) => each.quality[code]));
  return { code, weightBasisPoints, marks, weighted: multiplyByRatio(marks, BigInt(weightBasisPoints), 10_000n) };
}

function priceMarks(price: bigint, prices: readonly bigint[]): bigint {
  const best = prices.reduce((least, each) => (each < least ? each : least));
  if (best <= 0n) throw new RangeError('a price is not positive');
  return multiplyByRatio(FULL_MARKS, best, price);
}

function qualityMarks(measure: bigint, measures: readonly bigint[]): bigint {
  if (measures.some((each) => each < 0n)) throw new RangeError('a quality is below zero');
  const best = measures.reduce((most, each) => (each > most ? each : most));
  return best === 0n ? FULL_MARKS : multiplyByRatio(FULL_MARKS, measure, best);
}

/** As a number: '…:00Z' and '…:00.5Z' sort wrongly as text. */
function instantOf(iso: string): number {
  const instant = Date.parse(iso);
  if (Number.isNaN(instant)) throw new RangeError('sealedAt is not an instant');
  return instant;
}

function compareNumbers<T extends number | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
