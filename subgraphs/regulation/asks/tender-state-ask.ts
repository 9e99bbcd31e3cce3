import type { GraphClient } from '../../kit/graph-client.ts';

export const TENDER_STATE_ASK = `query RegulationTenderState($id: ID!) {
  tender(id: $id) { id state }
}`;

/** State of a tender; null when there is no such tender. @throws SourceUnavailableError. */
export async function askTenderState(graph: GraphClient, id: string, requestId: string): Promise<string | null> {
  const { tender } = await graph.ask<{ tender: { state: string } | null }>(TENDER_STATE_ASK, { id }, { requestId });
  return tender?.state ?? null;
}
