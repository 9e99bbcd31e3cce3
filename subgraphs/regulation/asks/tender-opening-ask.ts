import type { GraphClient } from '../../kit/graph-client.ts';

export const TENDER_OPENING_ASK = `query RegulationTenderOpening($id: ID!) {
  tender(id: $id) { id state calendar { biddingEndsAt } opening { requestedBy witnessedBy } }
}`;

/** What decides whether a tender's key may be released. */
export interface TenderOpening {
  readonly state: string;
  readonly calendar: { readonly biddingEndsAt: string };
  readonly opening: { readonly requestedBy: string; readonly witnessedBy: string | null } | null;
}

/** Null when there is no such tender. @throws SourceUnavailableError. */
export async function askTenderOpening(graph: GraphClient, id: string, requestId: string): Promise<TenderOpening | null> {
  return (await graph.ask<{ tender: TenderOpening | null }>(TENDER_OPENING_ASK, { id }, { requestId })).tender;
}
