import type { BidBenefit, BidLoadings, BidRate } from '../../../schema/contracts/bid-body.ts';
import type { GraphClient } from '../../kit/graph-client.ts';
import { SourceUnavailableError } from '../../kit/source-unavailable.ts';
import type { BidTerms, OpenedBid } from '../domain/procurement/opened-bid.ts';
import type { AccreditationWord } from './association-accreditation.ts';
import { factFromGraph } from './fact-from-graph.ts';

export const OPENED_BIDS_ASK = /* GraphQL */ `
  query OpenedBidsAsk($tenderId: ID!) {
    tender(id: $tenderId) {
      id
      bids {
        id
        lotId
        state
        commitment
        sealedAt
        reasons { code }
        insurer { id accreditation { id state inForce } }
        rates { ...RateTerms }
        loadings { ...LoadingTerms }
        benefits { code kind value }
        networkSize
        serviceLevelBasisPoints
        standaloneQuotes {
          livesFrom
          livesTo
          rates { ...RateTerms }
          loadings { ...LoadingTerms }
        }
      }
    }
  }
  fragment RateTerms on Rate { policyClass ageFrom ageTo sex status annualPremium { amount } }
  fragment LoadingTerms on Loadings { expenseBasisPoints riskMarginBasisPoints bookDiscountBasisPoints }
`;

type AskedRate = Omit<BidRate, 'annualPremium'> & { readonly annualPremium: { readonly amount: string } };

interface AskedBid {
  readonly id: string;
  readonly lotId: string;
  readonly state: string;
  readonly commitment: string;
  readonly sealedAt: string;
  readonly reasons: readonly { readonly code: string }[];
  readonly insurer: { readonly id: string; readonly accreditation: AccreditationWord };
  readonly rates: readonly AskedRate[] | null;
  readonly loadings: BidLoadings | null;
  readonly benefits: readonly BidBenefit[] | null;
  readonly networkSize: number | null;
  readonly serviceLevelBasisPoints: number | null;
  readonly standaloneQuotes: readonly {
    readonly livesFrom: number; readonly livesTo: number | null; readonly rates: readonly AskedRate[]; readonly loadings: BidLoadings;
  }[] | null;
}

/** Bids taken back or made void before the deadline were never opened, and are nobody's to judge. */
const NOT_IN_COMPETITION: readonly string[] = ['WITHDRAWN', 'INVALIDATED'];

/**
 * Every bid of an opened tender, with the regulator's word on its insurer as of now.
 * @throws SourceUnavailableError when the graph does not answer, or a bid is not opened yet.
 */
export async function askOpenedBids(graph: GraphClient, tenderId: string, now: Date, requestId: string): Promise<OpenedBid[]> {
  const { tender } = await graph.ask<{ tender: { bids: readonly AskedBid[] } | null }>(OPENED_BIDS_ASK, { tenderId }, { requestId });
  if (tender === null) throw new SourceUnavailableError('graph', 'the tender is not in the graph');
  const bids = tender.bids.filter(({ state }) => !NOT_IN_COMPETITION.includes(state));
  if (bids.some(({ state }) => state === 'SEALED')) throw new SourceUnavailableError('graph:insurers', 'a bid is still sealed');
  return bids.map((bid) => ({
    bidId: bid.id,
    lotId: bid.lotId,
    insurerId: bid.insurer.id,
    sealedAt: bid.sealedAt,
    commitment: bid.commitment,
    state: bid.state,
    reasonCodes: bid.reasons.map(({ code }) => code),
    accredited: bid.insurer.accreditation?.inForce === true,
    accreditationFact: factFromGraph('insurer.accreditation', bid.insurer.accreditation, 'regulation', now),
    terms: termsOf(bid),
  }));
}

/** Null unless every part was opened: half a bid is none. */
function termsOf({ rates, loadings, benefits, networkSize, serviceLevelBasisPoints, standaloneQuotes }: AskedBid): BidTerms | null {
  if (rates === null || loadings === null || benefits === null || networkSize === null || serviceLevelBasisPoints === null) return null;
  return {
    rates: rates.map(rateOf),
    loadings,
    benefits,
    networkSize,
    serviceLevelBasisPoints,
    standaloneQuotes: (standaloneQuotes ?? []).map((quote) => ({ ...quote, rates: quote.rates.map(rateOf) })),
  };
}

function rateOf({ annualPremium, ...cell }: AskedRate): BidRate {
  return { ...cell, annualPremium: annualPremium.amount };
}
