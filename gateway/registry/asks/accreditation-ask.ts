import type { GraphClient } from '../../../subgraphs/kit/graph-client.ts';

export const ACCREDITATION_ASK = `query RegistryAccreditation($id: ID!) {
  insurer(id: $id) { id accreditation { id inForce } }
}`;

/** True when the insurer is known and its accreditation is in force today. @throws SourceUnavailableError. */
export async function askAccredited(graph: GraphClient, insurerId: string, requestId: string): Promise<boolean> {
  const { insurer } = await graph.ask<{ insurer: { accreditation: { inForce: boolean } | null } | null }>(ACCREDITATION_ASK, { id: insurerId }, { requestId });
  return insurer?.accreditation?.inForce ?? false;
}
