import { BID_SEXES, BID_STATUSES, RATE_BANDS } from '../../../schema/contracts/bid-body.ts';
import type { BidPolicyClass, BidRate, BidSex, BidStatus } from '../../../schema/contracts/bid-body.ts';
import { parseAmount } from '../../kit/money.ts';

/** What a rate is quoted for; the band is named by its first age. */
export interface RateCell {
  readonly policyClass: BidPolicyClass;
  readonly ageFrom: number;
  readonly sex: BidSex;
  readonly status: BidStatus;
}

/** One line of a rate table: halalas a life and year, before VAT. */
export interface RateLine extends RateCell {
  readonly ageTo: number;
  readonly annualPremium: bigint;
}

/** A policy's rates by cellKey: halalas as text, because the table is kept as JSON. */
export type RateTable = Readonly<Record<string, string>>;

export function cellKey({ policyClass, ageFrom, sex, status }: RateCell): string {
  return `${policyClass}|${ageFrom}|${sex}|${status}`;
}

/** @throws RangeError when an amount is none: bodies are checked when they are opened, so nothing else is kept. */
export function rateLinesOf(rates: readonly BidRate[]): RateLine[] {
  return rates.map((rate) => {
    const annualPremium = parseAmount(rate.annualPremium);
    if (annualPremium === null) throw new RangeError('a rate is not an amount');
    return { ...rate, annualPremium };
  });
}

export function rateTableOf(lines: readonly RateLine[]): RateTable {
  return Object.fromEntries(lines.map((line) => [cellKey(line), line.annualPremium.toString()]));
}

/**
 * Every cell a bid must price: the whole grid of each class, also where nobody is today, because someone of that age
 * may join in the year and must find a rate that was bid for in competition.
 */
export function requiredCells(policyClasses: readonly BidPolicyClass[]): RateCell[] {
  return [...new Set(policyClasses)].flatMap((policyClass) => BID_STATUSES.flatMap((status) =>
    BID_SEXES.flatMap((sex) => RATE_BANDS.map(([ageFrom]) => ({ policyClass, ageFrom, sex, status })))));
}
