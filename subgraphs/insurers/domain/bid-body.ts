import { z } from 'zod';
import { RATE_BANDS } from '../../../schema/contracts/bid-body.ts';
import type { BidBody, BidLoadings, BidPolicyClass } from '../../../schema/contracts/bid-body.ts';
import { parseAmount } from '../../kit/money.ts';
import type { Refusal } from '../../kit/refusal.ts';
import { checkRates } from './check-rates.ts';
import { rateLinesOf } from './rate-table.ts';

const basisPoints = z.int().min(0).max(10_000);

const loadings = z.strictObject({
  expenseBasisPoints: basisPoints,
  riskMarginBasisPoints: basisPoints,
  bookDiscountBasisPoints: basisPoints,
});

const bands = new Map(RATE_BANDS);

const rate = z.strictObject({
  policyClass: z.enum(['VIP', 'A', 'B', 'C']),
  ageFrom: z.int(),
  ageTo: z.int(),
  sex: z.enum(['MALE', 'FEMALE']),
  status: z.enum(['EMPLOYEE', 'SPOUSE', 'CHILD']),
  annualPremium: z.string().refine((text) => parseAmount(text) !== null),
}).refine(({ ageFrom, ageTo }) => bands.get(ageFrom) === ageTo);

const benefit = z.strictObject({
  code: z.string().min(1).max(60),
  kind: z.enum(['LIMIT', 'COPAY_PERCENT', 'COPAY_MAX', 'NETWORK_SIZE', 'FLAG']),
  value: z.string().regex(/^\d{1,13}(\.\d{1,6})?$/),
});

const standaloneQuote = z.strictObject({
  livesFrom: z.int().min(1),
  livesTo: z.int().min(1).nullable(),
  rates: z.array(rate).max(264),
  loadings,
}).refine(({ livesFrom, livesTo }) => livesTo === null || livesTo >= livesFrom);

const SHAPE = z.strictObject({
  version: z.literal(1),
  insurerId: z.string(),
  tenderId: z.string(),
  lotId: z.string(),
  benefits: z.array(benefit).max(200).refine((all) => new Set(all.map(({ code }) => code)).size === all.length),
  networkSize: z.int().min(0).max(1_000_000),
  serviceLevelBasisPoints: basisPoints,
  rates: z.array(rate).max(1_000),
  loadings,
  standaloneQuotes: z.array(standaloneQuote).max(20),
  nonce: z.string().min(16).max(200),
});

/** Whose bid a body must be, and which classes it must price. */
export interface BidPlace {
  readonly insurerId: string;
  readonly tenderId: string;
  readonly lotId: string;
  readonly policyClasses: readonly BidPolicyClass[];
}

/** `body` is null when the text is no bid of this place: then it may be somebody else's, and is not published. */
export interface ReadBody {
  readonly body: BidBody | null;
  readonly reasons: readonly Refusal[];
}

/** Reads the plaintext of an opened bid and judges it by itself: shape, place, completeness, lawfulness. */
export function readBidBody(plaintext: string, place: BidPlace): ReadBody {
  const parsed = SHAPE.safeParse(jsonOf(plaintext));
  if (!parsed.success) return { body: null, reasons: [invalidAt(parsed.error.issues[0]?.path.join('.') || 'body')] };
  const body: BidBody = parsed.data;
  const misplaced = (['insurerId', 'tenderId', 'lotId'] as const).find((field) => body[field] !== place[field]);
  if (misplaced !== undefined) return { body: null, reasons: [invalidAt(misplaced)] };
  return { body, reasons: [...outsideTheLot(body, place), ...checkRates(rateLinesOf(body.rates), place.policyClasses), ...unsoundLoadings(body)] };
}

function jsonOf(plaintext: string): unknown {
  try {
    return JSON.parse(plaintext);
  } catch {
    return null;
  }
}

/** A class nobody asked for was not bid in competition, so no policy may be priced by it. */
function outsideTheLot(body: BidBody, place: BidPlace): Refusal[] {
  const at = body.rates.findIndex(({ policyClass }) => !place.policyClasses.includes(policyClass));
  return at === -1 ? [] : [invalidAt(`rates.${at}.policyClass`)];
}

function unsoundLoadings(body: BidBody): Refusal[] {
  const tables: [string, BidLoadings][] = [['pool', body.loadings], ...body.standaloneQuotes.map((quote): [string, BidLoadings] => [`${quote.livesFrom}-${quote.livesTo ?? ''}`, quote.loadings])];
  return tables.filter(([, one]) => !leavesAPrice(one)).map(([table]) => ({ code: 'BID_LOADINGS_INVALID', rule: 'G02', values: { table } }));
}

/** Loads that leave nothing for claims, or a discount of the whole book, describe no price anyone could pay. */
function leavesAPrice({ expenseBasisPoints, riskMarginBasisPoints, bookDiscountBasisPoints }: BidLoadings): boolean {
  return expenseBasisPoints + riskMarginBasisPoints < 10_000 && bookDiscountBasisPoints < 10_000;
}

function invalidAt(where: string): Refusal {
  return { code: 'BID_BODY_INVALID', values: { where } };
}
