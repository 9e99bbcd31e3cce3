import { randomBytes } from 'node:crypto';
import type { BidBody } from '../../schema/contracts/bid-body.ts';
import { formatAmount, multiplyByRatio } from '../../subgraphs/kit/money.ts';
import type { SampleInsurer, SampleLoadings } from '../sample/insurers.ts';

interface MinimumBenefit {
  readonly code: string;
  readonly kind: 'LIMIT' | 'COPAY_PERCENT' | 'COPAY_MAX' | 'NETWORK_SIZE' | 'FLAG';
  readonly value: string;
}

/** The bid an insurer of the sample would make: its manual's rates, benefits at or above the minimum, and what it would charge each association alone. */
export function bidOfInsurer(
  insurer: SampleInsurer,
  order: number,
  tender: { readonly id: string; readonly lotId: string },
  minimum: readonly MinimumBenefit[],
): BidBody {
  const rates = (factorBasisPoints: number): BidBody['rates'] => insurer.bookRates.map((rate) => ({
    policyClass: rate.policyClass,
    ageFrom: rate.ageFrom,
    ageTo: rate.ageTo,
    sex: rate.sex === 'M' ? 'MALE' : 'FEMALE',
    status: rate.status,
    annualPremium: formatAmount(multiplyByRatio(rate.yearlyRate, BigInt(factorBasisPoints), 10_000n)),
  }));
  return {
    version: 1,
    insurerId: insurer.id,
    tenderId: tender.id,
    lotId: tender.lotId,
    benefits: minimum.map((benefit) => offered(benefit, order)),
    networkSize: 180 + 35 * order,
    serviceLevelBasisPoints: 9_300 + 90 * order,
    rates: rates(10_000),
    loadings: loadings(insurer.poolLoadings),
    standaloneQuotes: insurer.standalone.map((terms) => ({
      livesFrom: terms.livesFrom,
      livesTo: terms.livesTo,
      rates: rates(terms.factorBasisPoints),
      loadings: loadings(terms.loadings),
    })),
    nonce: randomBytes(16).toString('base64url'),
  };
}

/** Every second insurer offers more of a few limits; none less than the minimum. */
function offered(benefit: MinimumBenefit, order: number): BidBody['benefits'][number] {
  const generous = benefit.kind === 'LIMIT' && (benefit.code.length + order) % 3 === 0;
  const floor = benefit.code === 'PSYCHIATRIC' ? Math.max(50_000, Number(benefit.value)) : Number(benefit.value);
  return { code: benefit.code, kind: benefit.kind, value: String(generous ? Math.round(floor * 1.25) : floor) };
}

function loadings(of: SampleLoadings): BidBody['loadings'] {
  return {
    expenseBasisPoints: of.expenseBasisPoints,
    riskMarginBasisPoints: of.riskMarginBasisPoints,
    bookDiscountBasisPoints: of.bookDiscountBasisPoints,
  };
}
