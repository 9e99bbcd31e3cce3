import type { Refusal } from '../../../kit/refusal.ts';
import { abnormallyLow } from './abnormally-low.ts';
import type { BidEvaluation } from './award.ts';
import { inDigits } from './in-digits.ts';
import type { Benefit } from './benefit-delta.ts';
import { benefitProblems, compareBenefits } from './benefit-delta.ts';
import { formatBenefitValue, readBenefits } from './benefit-value.ts';
import type { CensusRow } from './census.ts';
import { costOf } from './list-bill.ts';
import { rowsOfLot } from './lot-scope.ts';
import { checkLoadings } from './loadings.ts';
import type { BidTerms, OpenedBid } from './opened-bid.ts';
import { loadingsOf, rateEntriesOf } from './opened-bid.ts';
import type { RateLimits } from './rate-table-check.ts';
import { checkRateTable } from './rate-table-check.ts';
import { rateTableOf, requiredRateCells } from './rate-table.ts';
import type { Lot } from './tender.ts';

/** A fall beyond this is looked at by the committee; below it, small numbers explain it. */
export const RATE_LIMITS: RateLimits = { fallToleranceBasisPoints: 500 };

export interface LotFacts {
  readonly lot: Lot;
  /** Exact census of the whole pool. */
  readonly rows: readonly CensusRow[];
  readonly minimum: readonly Benefit[];
  /** Standing hash by bid, as this house recorded it before the deadline. */
  readonly commitments: ReadonlyMap<string, string>;
}

/** What is kept of a bid when the evaluation starts. */
export type StartedEvaluation = Omit<BidEvaluation, 'tenderId'>;

/**
 * Judges what rules can judge. A bid the law or its own hash speaks against is not qualified; the others wait for the
 * committee, with the reasons it must look at. The same facts give the same evaluation.
 */
export function evaluateLot(bids: readonly OpenedBid[], facts: LotFacts): StartedEvaluation[] {
  const rows = rowsOfLot(facts.rows, facts.lot);
  const judged = bids.map((bid) => judgeByRule(bid, rows, facts));
  const priced = judged.flatMap(({ bidId, qualified, listBill }) =>
    (qualified === null && listBill !== null ? [{ bidId, price: listBill }] : []));
  const low = new Map(abnormallyLow(priced).map((each) => [each.bidId, each]));
  return judged.map((each): StartedEvaluation => {
    if (!low.has(each.bidId)) return each;
    const reason: Refusal = { code: 'BID_ABNORMALLY_LOW', values: { bid: each.bidId }, rule: 'G12' };
    return { ...each, abnormallyLow: true, reasons: [...each.reasons, reason] };
  });
}

function judgeByRule(bid: OpenedBid, rows: readonly CensusRow[], facts: LotFacts): StartedEvaluation {
  const { terms } = bid;
  const delta = compareBenefits(facts.minimum, terms === null ? [] : readBenefits(terms.benefits));
  const outside = formalReasons(bid, facts.commitments);
  const inside = terms === null ? NOTHING_INSIDE : { refuse: refusingReasons(terms, facts), look: lookReasons(terms, facts.lot) };
  const refuse = [...outside, ...inside.refuse];
  return {
    lotId: bid.lotId,
    bidId: bid.bidId,
    insurerId: bid.insurerId,
    sealedAt: new Date(bid.sealedAt),
    qualified: refuse.length > 0 ? false : null,
    reasons: [...refuse, ...inside.look],
    listBill: terms === null ? null : billOf(terms, rows),
    abnormallyLow: false,
    benefitDelta: inDigits(delta.lines),
    quality: inDigits({
      BENEFITS: BigInt(delta.generosity),
      NETWORK: BigInt(terms?.networkSize ?? 0),
      SERVICE_LEVEL: BigInt(terms?.serviceLevelBasisPoints ?? 0),
    }),
    terms,
    accreditationFact: bid.accreditationFact,
    scores: [],
    total: null,
    rank: null,
  };
}

const NOTHING_INSIDE = { refuse: [], look: [] };

/** What speaks against a bid without reading its rates. */
function formalReasons(bid: OpenedBid, commitments: ReadonlyMap<string, string>): Refusal[] {
  const reasons: Refusal[] = [];
  if (commitments.get(bid.bidId) !== bid.commitment) reasons.push({ code: 'BID_WITHOUT_COMMITMENT' });
  if (bid.terms === null || bid.state === 'INVALID') {
    reasons.push({ code: 'BID_OPENED_INVALID', values: { codes: bid.reasonCodes.join(', ') || bid.state } });
  }
  if (!bid.accredited) reasons.push({ code: 'NOT_ACCREDITED', values: { subject: 'insurer' } });
  return reasons;
}

function refusingReasons(terms: BidTerms, { lot, minimum }: LotFacts): Refusal[] {
  const offered = readBenefits(terms.benefits);
  const required = lot.requiredBenefits.map(({ code, kind, value }) => ({ code, kind, value: BigInt(value) }));
  const belowRequired = compareBenefits(required, offered).lines
    .filter(({ code, verdict }) => required.some((each) => each.code === code) && (verdict === 'WORSE' || verdict === 'MISSING'));
  return [
    ...rateProblems(terms, lot).filter(({ code }) => code !== 'BID_RATE_NOT_MONOTONE'),
    ...checkLoadings(loadingsOf(terms.loadings), 'pool'),
    ...benefitProblems(compareBenefits(minimum, offered)).map((problem): Refusal => shown(problem, [...minimum, ...offered])),
    ...belowRequired.map(({ code, kind, minimum: asked, offered: given }): Refusal => ({
      code: 'BID_BELOW_REQUIRED',
      values: {
        benefit: code,
        required: formatBenefitValue(kind, asked ?? 0n),
        offered: given === null ? '—' : formatBenefitValue(kind, given),
      },
    })),
  ];
}

function lookReasons(terms: BidTerms, lot: Lot): Refusal[] {
  return rateProblems(terms, lot).filter(({ code }) => code === 'BID_RATE_NOT_MONOTONE');
}

function rateProblems(terms: BidTerms, lot: Lot): Refusal[] {
  const problems = checkRateTable(rateEntriesOf(terms.rates), requiredRateCells(lot.policyClasses), RATE_LIMITS);
  return problems.map(({ code, rule, values }) => ({ code, rule, values }));
}

/** The problem's values are in the smallest unit; a person reads the main one. */
function shown(problem: ReturnType<typeof benefitProblems>[number], benefits: readonly Benefit[]): Refusal {
  const { benefit, minimum, offered } = problem.values;
  const kind = benefits.find(({ code }) => code === benefit)?.kind ?? 'FLAG';
  const text = (digits: string): string => (/^\d+$/.test(digits) ? formatBenefitValue(kind, BigInt(digits)) : digits);
  return { ...problem, values: { benefit, minimum: text(minimum), offered: text(offered) } };
}

/** Null when a life of the lot has no rate, or a cell has two: a bill with a hole in it is not a bill. */
function billOf(terms: BidTerms, rows: readonly CensusRow[]): bigint | null {
  try {
    return costOf(rows, rateTableOf(rateEntriesOf(terms.rates)));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
