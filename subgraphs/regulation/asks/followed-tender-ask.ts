import { parseAmount } from '../../kit/money.ts';
import type { GraphClient } from '../../kit/graph-client.ts';
import type { FollowedTender } from '../domain/compliance/followed-tender.ts';
import type { OfferedBenefit } from '../domain/compliance/insurer-facts.ts';

/** What rules over tenders and bids need. Nothing of a bid is there before the opening, and nobody's name ever. */
export const FOLLOWED_TENDER_ASK = /* GraphQL */ `
  query FollowedTenderAsk($id: ID!) {
    tender(id: $id) {
      id
      state
      coverFrom
      calendar { biddingEndsAt standstillSeconds }
      history { action at }
      lots {
        id
        policyClasses
        evaluation { bids { bid { id } listBill { amount } abnormallyLow } }
        award { standstillEndsAt frameworkAgreement { signedByCouncilAt signedByInsurerAt } }
      }
      bids {
        id
        lotId
        state
        insurer { id }
        rates { policyClass ageFrom sex status annualPremium { amount } }
        benefits { code kind value }
        loadings { expenseBasisPoints riskMarginBasisPoints bookDiscountBasisPoints }
      }
    }
  }
`;

interface Amount { readonly amount: string }

interface AskedTender {
  readonly id: string;
  readonly state: string;
  readonly coverFrom: string;
  readonly calendar: { readonly biddingEndsAt: string; readonly standstillSeconds: number };
  readonly history: readonly { readonly action: string; readonly at: string }[];
  readonly lots: readonly {
    readonly id: string;
    readonly policyClasses: readonly string[];
    readonly evaluation: { readonly bids: readonly { readonly bid: { readonly id: string }; readonly listBill: Amount | null; readonly abnormallyLow: boolean }[] } | null;
    readonly award: { readonly standstillEndsAt: string | null; readonly frameworkAgreement: { readonly signedByCouncilAt: string | null; readonly signedByInsurerAt: string | null } | null } | null;
  }[];
  readonly bids: readonly {
    readonly id: string;
    readonly lotId: string;
    readonly state: string;
    readonly insurer: { readonly id: string };
    readonly rates: readonly { readonly policyClass: string; readonly ageFrom: number; readonly sex: string; readonly status: string; readonly annualPremium: Amount }[] | null;
    readonly benefits: readonly OfferedBenefit[] | null;
    readonly loadings: { readonly expenseBasisPoints: number; readonly riskMarginBasisPoints: number; readonly bookDiscountBasisPoints: number } | null;
  }[];
}

/** A bid that nobody has opened is no case yet. */
const NOT_OPENED = ['SEALED', 'WITHDRAWN', 'INVALIDATED'];

/** What the rules need to know of a tender; null when there is none. @throws SourceUnavailableError. */
export async function askFollowedTender(graph: GraphClient, id: string): Promise<FollowedTender | null> {
  const { tender } = await graph.ask<{ tender: AskedTender | null }>(FOLLOWED_TENDER_ASK, { id });
  if (tender === null) return null;
  const lastOf = (action: string): string | null => tender.history.findLast((step) => step.action === action)?.at ?? null;
  const judged = new Map(tender.lots.flatMap(({ evaluation }) => (evaluation?.bids ?? []).map((one) => [one.bid.id, one] as const)));
  const signatures = tender.lots.flatMap(({ award }) => [award?.frameworkAgreement?.signedByCouncilAt, award?.frameworkAgreement?.signedByInsurerAt]).filter((at) => at != null);
  return {
    tenderId: tender.id, state: tender.state, coverFrom: tender.coverFrom, biddingEndsAt: tender.calendar.biddingEndsAt, standstillSeconds: tender.calendar.standstillSeconds,
    standstillFrom: lastOf('PROPOSE_AWARD'), standstillEndsAt: tender.lots.map(({ award }) => award?.standstillEndsAt ?? null).reduce(latest, null),
    contractedAt: signatures.reduce(earliest, null), censusFrozenAt: lastOf('FREEZE_POOL'),
    bids: tender.bids.filter(({ state }) => !NOT_OPENED.includes(state)).map((bid) => {
      const evaluated = judged.get(bid.id);
      return {
        bidId: bid.id, insurerId: bid.insurer.id, lotId: bid.lotId, lotClasses: tender.lots.find((lot) => lot.id === bid.lotId)?.policyClasses ?? [], state: bid.state,
        listBill: evaluated?.listBill == null ? null : halalasOf(evaluated.listBill), markedAbnormallyLow: evaluated?.abnormallyLow ?? null,
        rates: bid.rates?.map(({ annualPremium, ...rate }) => ({ ...rate, annualPremium: halalasOf(annualPremium) })) ?? null, benefits: bid.benefits,
        bookDiscountBasisPoints: bid.loadings?.bookDiscountBasisPoints ?? null,
        loadingBasisPoints: bid.loadings === null ? null : bid.loadings.expenseBasisPoints + bid.loadings.riskMarginBasisPoints,
      };
    }),
  };
}

function halalasOf({ amount }: Amount): number {
  return Number(parseAmount(amount) ?? 0n);
}

function latest(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b > a) ? b : a;
}

function earliest(a: string | null, b: string): string {
  return a === null || b < a ? b : a;
}
