import type { GraphClient } from '../../kit/graph-client.ts';

export const INSURER_REGISTRATION_ASK = `query RegulationInsurerRegistration($id: ID!) {
  insurer(id: $id) { id crNumber }
}`;

/** Commercial registration number of an insurer; null when there is no such insurer. @throws SourceUnavailableError. */
export async function askInsurerRegistration(graph: GraphClient, id: string, requestId: string): Promise<string | null> {
  const { insurer } = await graph.ask<{ insurer: { crNumber: string } | null }>(INSURER_REGISTRATION_ASK, { id }, { requestId });
  return insurer?.crNumber ?? null;
}
