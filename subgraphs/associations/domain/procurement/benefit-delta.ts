import { multiplyByRatio, sumOf } from '../../../kit/money.ts';
import { groupBy } from './group-by.ts';

/**
 * LIMIT and COPAY_MAX are halalas, COPAY_PERCENT hundredths of a percent, NETWORK_SIZE a number of providers, FLAG 1 or 0.
 * A limit, a network or a flag is better when higher; a share the insured pays is better when lower.
 */
export type BenefitKind = 'LIMIT' | 'COPAY_PERCENT' | 'COPAY_MAX' | 'NETWORK_SIZE' | 'FLAG';

export interface Benefit {
  readonly code: string;
  readonly kind: BenefitKind;
  readonly value: bigint;
}

export type BenefitVerdict = 'BETTER' | 'EQUAL' | 'WORSE' | 'MISSING';

/** One benefit of an offer against the lawful minimum; `minimum` is null where the law asks for nothing. */
export interface BenefitDeltaLine {
  readonly code: string;
  readonly kind: BenefitKind;
  readonly minimum: bigint | null;
  readonly offered: bigint | null;
  /** offered − minimum, in the benefit's own unit: for a share the insured pays, less than zero is the better. */
  readonly difference: bigint | null;
  readonly verdict: BenefitVerdict;
}

export interface BenefitDelta {
  readonly lines: readonly BenefitDeltaLine[];
  /** False when any line is WORSE or MISSING: the offer is refused with BID_BELOW_MINIMUM (rules B). */
  readonly lawful: boolean;
  /** 0 to 10000; 5000 is the minimum itself, so a small improvement stays a small part of the score. */
  readonly generosity: number;
}

/** Lines that make an offer unlawful, as problems to answer the bidder with. */
export interface BenefitProblem {
  readonly code: 'BID_BELOW_MINIMUM';
  readonly rule: 'B';
  readonly values: { readonly benefit: string; readonly minimum: string; readonly offered: string };
}

/**
 * Compares an offered schedule with the minimum, benefit by benefit, the minimum's order first.
 * What an offer does not say, says twice or says in another kind is MISSING: silence is never read in its favour.
 * A benefit the minimum does not know is measured against nothing: cover is BETTER, a share to pay is WORSE.
 * `weights` by benefit code decide the generosity; a benefit without a weight counts for nothing, a weighted one
 * that is not offered counts as zero, and an empty map weighs the minimum's benefits alike (and no others, or a bid
 * could raise its score by listing trifles).
 */
export function compareBenefits(
  minimum: readonly Benefit[], offered: readonly Benefit[], weights: ReadonlyMap<string, bigint> = new Map(),
): BenefitDelta {
  const known = new Set(minimum.map((benefit) => benefit.code));
  const extras = groupBy(offered.filter((benefit) => !known.has(benefit.code)), (benefit) => benefit.code);
  const lines = [
    ...minimum.map((benefit) => compareWithMinimum(benefit, offered)),
    ...[...extras.values()].flatMap(([extra, ...more]) => (extra === undefined ? [] : [compareExtra(extra, more)])),
  ];
  const weighed = weights.size > 0 ? weights : new Map([...known].map((code) => [code, 1n]));
  return { lines, lawful: lines.every(isLawful), generosity: generosityOf(lines, weighed) };
}

export function benefitProblems(delta: BenefitDelta): BenefitProblem[] {
  return delta.lines.filter((line) => !isLawful(line)).map(({ code, minimum, offered }) => ({
    code: 'BID_BELOW_MINIMUM',
    rule: 'B',
    values: { benefit: code, minimum: (minimum ?? 0n).toString(), offered: offered?.toString() ?? '—' },
  }));
}

function compareWithMinimum(minimum: Benefit, offered: readonly Benefit[]): BenefitDeltaLine {
  const { code, kind } = minimum;
  const [offer, ...more] = offered.filter((benefit) => benefit.code === code);
  if (offer === undefined || more.length > 0 || offer.kind !== kind) {
    return { code, kind, minimum: minimum.value, offered: null, difference: null, verdict: 'MISSING' };
  }
  return lineOf(minimum, minimum.value, offer.value);
}

function compareExtra(extra: Benefit, repeated: readonly Benefit[]): BenefitDeltaLine {
  if (repeated.length === 0) return lineOf(extra, null, extra.value);
  return { code: extra.code, kind: extra.kind, minimum: null, offered: null, difference: null, verdict: 'MISSING' };
}

function lineOf({ code, kind }: Benefit, minimum: bigint | null, offered: bigint): BenefitDeltaLine {
  const difference = offered - (minimum ?? 0n);
  const gain = isLowerBetter(kind) ? -difference : difference;
  const verdict = gain > 0n ? 'BETTER' : gain < 0n ? 'WORSE' : 'EQUAL';
  return { code, kind, minimum, offered, difference, verdict };
}

function isLawful(line: BenefitDeltaLine): boolean {
  return line.verdict === 'BETTER' || line.verdict === 'EQUAL';
}

/** A share the insured pays; of everything else, more is better. */
export function isLowerBetter(kind: BenefitKind): boolean {
  return kind === 'COPAY_PERCENT' || kind === 'COPAY_MAX';
}

function generosityOf(lines: readonly BenefitDeltaLine[], weights: ReadonlyMap<string, bigint>): number {
  const whole = sumOf(weights.values());
  if (whole === 0n) return 0;
  return Number(multiplyByRatio(sumOf(lines.map((line) => (weights.get(line.code) ?? 0n) * scoreOf(line))), 1n, whole));
}

/** From 0 (nothing, or a share without bound) over 5000 (the minimum) to 10000 (double the cover, or nothing to pay). */
function scoreOf({ kind, minimum, offered }: BenefitDeltaLine): bigint {
  if (offered === null) return 0n;
  const floor = minimum ?? 0n;
  if (isLowerBetter(kind)) {
    if (offered <= 0n) return 10_000n;
    return offered <= floor
      ? 5_000n + multiplyByRatio(5_000n, floor - offered, floor)
      : multiplyByRatio(5_000n, floor, offered);
  }
  if (kind === 'FLAG') return offered > 0n ? 10_000n : floor > 0n ? 0n : 5_000n;
  if (offered >= 2n * floor) return offered > 0n ? 10_000n : 5_000n;
  return multiplyByRatio(5_000n, offered > 0n ? offered : 0n, floor);
}
