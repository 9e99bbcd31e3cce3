import type { GraphClient } from '../../kit/graph-client.ts';
import type { AgreementFacts, AwardFacts, BidFacts, CallOffFacts, Name, Organisation, TenderFacts } from '../domain/open-contracting/tender-facts.ts';

/** Names and figures that are public or will be; who did what is not asked. */
export const TENDER_RELEASE_ASK = /* GraphQL */ `
  query TenderReleaseAsk($id: ID!) {
    tender(id: $id) {
      id
      ocid
      title { ar en }
      state
      calendar { poolingEndsAt enquiriesEndAt biddingEndsAt }
      criteria { code weightBasisPoints }
      coverFrom
      coverTo
      complaintBody
      pool { lives shares { association { id name { ar en } } } }
      enquiries { id }
      amendments { number note biddingEndsAt at }
      cancellationReason
      history { action to at }
      lots {
        id
        title { ar en }
        policyClasses
        award { id }
      }
    }
  }
`;

/** Asked only when the envelopes are open. */
export const TENDER_BIDS_ASK = /* GraphQL */ `
  query TenderBidsAsk($id: ID!) {
    tender(id: $id) {
      bids { id lotId state sealedAt insurer { id name { ar en } } }
      lots {
        id
        evaluation { bids { bid { id } qualified listBill { amount } } }
        award {
          id
          insurer { id name { ar en } }
          bid { id }
          amount { amount }
          state
          standstillEndsAt
          frameworkAgreement { id validFrom validTo signedByCouncilAt signedByInsurerAt }
        }
      }
    }
  }
`;

/** One page of the orders under each agreement of a tender. */
export const TENDER_CALL_OFFS_ASK = /* GraphQL */ `
  query TenderCallOffsAsk($id: ID!, $after: String) {
    tender(id: $id) {
      lots {
        id
        award { frameworkAgreement { id callOffs(first: 100, after: $after) { edges { node { id state inceptionDate } } pageInfo { hasNextPage endCursor } } } }
      }
    }
  }
`;

interface AskedTender {
  readonly id: string;
  readonly ocid: string;
  readonly title: Name;
  readonly state: string;
  readonly calendar: { readonly poolingEndsAt: string; readonly enquiriesEndAt: string; readonly biddingEndsAt: string };
  readonly criteria: TenderFacts['criteria'];
  readonly coverFrom: string;
  readonly coverTo: string;
  readonly complaintBody: string;
  readonly pool: { readonly lives: number | null; readonly shares: readonly { readonly association: Organisation }[] };
  readonly enquiries: readonly unknown[];
  readonly amendments: TenderFacts['amendments'];
  readonly cancellationReason: string | null;
  readonly history: TenderFacts['steps'];
  readonly lots: readonly { readonly id: string; readonly title: Name; readonly policyClasses: readonly string[]; readonly award: { readonly id: string } | null }[];
}

interface AskedAward {
  readonly id: string;
  readonly insurer: Organisation;
  readonly bid: { readonly id: string };
  readonly amount: { readonly amount: string };
  readonly state: AwardFacts['state'];
  readonly standstillEndsAt: string | null;
  readonly frameworkAgreement: Omit<AgreementFacts, 'callOffs'> | null;
}

interface AskedBids {
  readonly bids: readonly BidFacts[];
  readonly lots: readonly {
    readonly id: string;
    readonly evaluation: { readonly bids: readonly { readonly bid: { readonly id: string }; readonly qualified: boolean | null; readonly listBill: { readonly amount: string } | null }[] } | null;
    readonly award: AskedAward | null;
  }[];
}

/** Bids that were taken back or made void before the deadline were never opened. */
const NOT_OPENED = ['SEALED', 'WITHDRAWN', 'INVALIDATED'];

/** What may be told of a tender, its amounts in `currency`; null when there is none. @throws SourceUnavailableError. */
export async function askTenderFacts(graph: GraphClient, id: string, currency: string, requestId: string): Promise<TenderFacts | null> {
  const { tender } = await graph.ask<{ tender: AskedTender | null }>(TENDER_RELEASE_ASK, { id }, { requestId });
  if (tender === null) return null;
  const opened = tender.history.some(({ action }) => action === 'OPEN');
  const asked = opened ? (await graph.ask<{ tender: AskedBids }>(TENDER_BIDS_ASK, { id }, { requestId })).tender : { bids: [], lots: [] };
  const contracted = tender.history.some(({ action }) => action === 'CONTRACT');
  const callOffs = contracted ? await askCallOffs(graph, id, asked, requestId) : new Map<string, readonly CallOffFacts[]>();
  const { calendar, pool, history, enquiries, ...rest } = tender;
  return {
    ...rest,
    ...calendar,
    currency,
    lives: pool.lives,
    associations: pool.shares.map(({ association }) => association),
    hasEnquiries: enquiries.length > 0,
    steps: history,
    bids: asked.bids.filter(({ state }) => !NOT_OPENED.includes(state)),
    lots: tender.lots.map((lot) => {
      const more = asked.lots.find((each) => each.id === lot.id);
      const judged = (more?.evaluation?.bids ?? []).map(({ bid, qualified, listBill }) => ({ bidId: bid.id, qualified, listBill: listBill?.amount ?? null }));
      return { id: lot.id, title: lot.title, policyClasses: lot.policyClasses, judged, award: more?.award == null ? null : awardOf(more.award, callOffs) };
    }),
  };
}

function awardOf({ bid, amount, frameworkAgreement: agreement, ...award }: AskedAward, callOffs: ReadonlyMap<string, readonly CallOffFacts[]>): AwardFacts {
  return { ...award, bidId: bid.id, amount: amount.amount, agreement: agreement === null ? null : { ...agreement, callOffs: callOffs.get(agreement.id) ?? [] } };
}

type CallOffPage = { readonly edges: readonly { readonly node: CallOffFacts }[]; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null } };

/** Orders by agreement, each agreement's pages one after the other. */
async function askCallOffs(graph: GraphClient, id: string, { lots }: AskedBids, requestId: string): Promise<ReadonlyMap<string, readonly CallOffFacts[]>> {
  const found = new Map<string, CallOffFacts[]>();
  for (const { id: lotId, award } of lots) {
    if (award?.frameworkAgreement == null) continue;
    const callOffs: CallOffFacts[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { tender }: { tender: { lots: readonly { id: string; award: { frameworkAgreement: { callOffs: CallOffPage } | null } | null }[] } } =
        await graph.ask(TENDER_CALL_OFFS_ASK, { id, after }, { requestId });
      const page: CallOffPage | undefined = tender.lots.find((lot) => lot.id === lotId)?.award?.frameworkAgreement?.callOffs;
      callOffs.push(...(page?.edges ?? []).map(({ node }) => node));
      more = page?.pageInfo.hasNextPage ?? false;
      after = page?.pageInfo.endCursor ?? null;
    }
    found.set(award.frameworkAgreement.id, callOffs);
  }
  return found;
}
