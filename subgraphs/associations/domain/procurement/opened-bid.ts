import type { BidBody, BidLoadings, BidRate } from '../../../../schema/contracts/bid-body.ts';
import type { Fact } from '../../../../schema/contracts/fact.ts';
import { parseAmount } from '../../../kit/money.ts';
import { bandWithBounds } from './age-band.ts';
import type { Loadings } from './loadings.ts';
import { checkLoadings } from './loadings.ts';
import type { RateEntry } from './rate-table.ts';
import { rateKey, rateTableOf } from './rate-table.ts';
import type { StandAloneQuote } from './stand-alone-quote.ts';

/** What was sealed, as it was opened. */
export type BidTerms = Pick<
  BidBody, 'rates' | 'loadings' | 'benefits' | 'networkSize' | 'serviceLevelBasisPoints' | 'standaloneQuotes'
>;

/** A bid after the opening, with the regulator's word on its insurer. `terms` is null when it could not be opened. */
export interface OpenedBid {
  readonly bidId: string;
  readonly lotId: string;
  readonly insurerId: string;
  readonly sealedAt: string;
  readonly commitment: string;
  readonly state: string;
  readonly reasonCodes: readonly string[];
  readonly accredited: boolean;
  readonly accreditationFact: Fact<unknown>;
  readonly terms: BidTerms | null;
}

/** Rates with a band of ours and an exact amount; any other prices no cell, and the cell is then missing. */
export function rateEntriesOf(rates: readonly BidRate[]): RateEntry[] {
  return rates.flatMap(({ policyClass, status, sex, annualPremium, ...bounds }) => {
    const ageBand = bandWithBounds(bounds);
    const yearlyRate = parseAmount(annualPremium);
    return ageBand === null || yearlyRate === null ? [] : [{ policyClass, status, sex, ageBand, yearlyRate }];
  });
}

export function loadingsOf(loadings: BidLoadings): Loadings {
  return {
    expenseLoadBp: loadings.expenseBasisPoints,
    riskMarginBp: loadings.riskMarginBasisPoints,
    bookDiscountBp: loadings.bookDiscountBasisPoints,
  };
}

/** Quotes that can carry a saving: each cell priced once, loadings that hold. */
export function standAloneQuotesOf(terms: BidTerms): StandAloneQuote[] {
  return terms.standaloneQuotes.flatMap(({ livesFrom, livesTo, rates, loadings }) => {
    const size = livesTo === null ? `${livesFrom}+` : `${livesFrom}-${livesTo}`;
    const entries = rateEntriesOf(rates);
    const pricedOnce = new Set(entries.map(rateKey)).size === entries.length;
    const sound = checkLoadings(loadingsOf(loadings), size).length === 0;
    return !pricedOnce || !sound ? [] : [{ livesFrom, livesTo, rates: rateTableOf(entries), loadings: loadingsOf(loadings) }];
  });
}
