import { BID_SEXES, BID_STATUSES, RATE_BANDS } from '../../../schema/contracts/bid-body.ts';
import type { BidBody, BidPolicyClass, BidRate } from '../../../schema/contracts/bid-body.ts';
import { sealBidBody } from '../../../schema/contracts/seal-bid.ts';
import type { FakeTender } from './fake-graph.ts';

/** A whole grid whose amounts no other text holds: `level` sets them apart from every other bid's. */
export function sampleRates(level: number, classes: readonly BidPolicyClass[] = ['B', 'C']): BidRate[] {
  return classes.flatMap((policyClass, at) => BID_STATUSES.flatMap((status, row) => BID_SEXES.flatMap((sex, column) =>
    RATE_BANDS.map(([ageFrom, ageTo], band) => ({
      policyClass, ageFrom, ageTo, sex, status, annualPremium: `${level + 1_000 * (2 - at) + 97 * band + 31 * row + 13 * column}.75`,
    })))));
}

export function sampleBody(insurerId: string, tender: Pick<FakeTender, 'id' | 'lots'>, level: number, more: Partial<BidBody> = {}): BidBody {
  const loadings = { expenseBasisPoints: 1_200, riskMarginBasisPoints: 300, bookDiscountBasisPoints: 0 };
  return {
    version: 1, insurerId, tenderId: tender.id, lotId: tender.lots[0]?.id ?? '',
    benefits: [{ code: 'ANNUAL_MAX', kind: 'LIMIT', value: '1000000' }], networkSize: 240, serviceLevelBasisPoints: 9_500,
    rates: sampleRates(level), loadings,
    standaloneQuotes: [{ livesFrom: 1, livesTo: null, rates: sampleRates(level + 500), loadings }],
    nonce: 'a-nonce-of-many-characters', ...more,
  };
}

export function sealedFor(tender: FakeTender, body: BidBody): Promise<string> {
  return sealBidBody(body, tender.publicJwk, tender.kid);
}
