import { party, referenceTo } from './parties.ts';
import type { JsonObject } from './release.ts';
import type { BidFacts, JudgedBid, Organisation, TenderFacts } from './tender-facts.ts';

/** Bids that an insurer's own doing, or its word against its commitment, took out before anybody judged them. */
const OUT = ['INVALID', 'DISQUALIFIED'];

/** The opened envelopes: who bid for which lot and when. What was asked for is told with the award notice. */
export function openedBids({ bids }: TenderFacts): JsonObject {
  return { details: bids.map((bid) => ({ ...bidOf(bid), status: OUT.includes(bid.state) ? 'disqualified' : 'pending' })), statistics: statisticsOf(bids) };
}

/** The bids as they were judged, with what each asked for. */
export function judgedBids({ bids, lots, currency }: TenderFacts): JsonObject {
  const judged = new Map(lots.flatMap((lot) => lot.judged).map((bid) => [bid.bidId, bid]));
  return { details: bids.map((bid) => ({ ...bidOf(bid), ...judgementOf(bid, judged.get(bid.id), currency) })) };
}

/** Those who bid, once each. */
export function tenderersOf({ bids }: TenderFacts): readonly Organisation[] {
  return [...new Map(bids.map(({ insurer }) => [insurer.id, insurer])).values()];
}

/** Tenderers as parties; a winner is a supplier as well. */
export function tendererParties(facts: TenderFacts, winners: ReadonlySet<string>): readonly JsonObject[] {
  return tenderersOf(facts).map((insurer) => party(insurer, 'tenderer', ...(winners.has(insurer.id) ? ['supplier'] : [])));
}

function bidOf({ id, lotId, insurer, sealedAt }: BidFacts): JsonObject {
  return { id, date: sealedAt, tenderers: [referenceTo(insurer)], relatedLots: [lotId] };
}

function judgementOf(bid: BidFacts, judged: JudgedBid | undefined, currency: string): JsonObject {
  const disqualified = OUT.includes(bid.state) || judged?.qualified === false;
  const amount = judged?.listBill ?? null;
  return {
    status: disqualified ? 'disqualified' : judged?.qualified === true ? 'valid' : 'pending',
    ...(amount === null ? {} : { value: { amount: Number(amount), currency } }),
  };
}

function statisticsOf(bids: readonly BidFacts[]): readonly JsonObject[] {
  return [
    { id: 'bids', measure: 'bids', value: bids.length },
    { id: 'bidders', measure: 'bidders', value: new Set(bids.map(({ insurer }) => insurer.id)).size },
  ];
}
