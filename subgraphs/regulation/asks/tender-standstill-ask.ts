import type { GraphClient } from '../../kit/graph-client.ts';

export const TENDER_STANDSTILL_ASK = `query RegulationTenderStandstill($id: ID!) {
  tender(id: $id) { id state lots { id } bidCommitments { insurer { id } } }
}`;

/** What decides whether somebody may complain about a tender. */
export interface TenderStandstill {
  readonly state: string;
  readonly lots: readonly { readonly id: string }[];
  readonly bidCommitments: readonly { readonly insurer: { readonly id: string } }[];
}

/** Null when there is no such tender. @throws SourceUnavailableError. */
export async function askTenderStandstill(graph: GraphClient, id: string, requestId: string): Promise<TenderStandstill | null> {
  return (await graph.ask<{ tender: TenderStandstill | null }>(TENDER_STANDSTILL_ASK, { id }, { requestId })).tender;
}
