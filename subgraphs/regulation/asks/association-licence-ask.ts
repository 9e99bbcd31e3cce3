import type { GraphClient } from '../../kit/graph-client.ts';

export const ASSOCIATION_LICENCE_ASK = `query RegulationAssociationLicence($id: ID!) {
  association(id: $id) { id licenseNumber }
}`;

/** Licence number of an association; null when there is no such association. @throws SourceUnavailableError. */
export async function askAssociationLicence(graph: GraphClient, id: string, requestId: string): Promise<string | null> {
  const { association } = await graph.ask<{ association: { licenseNumber: string } | null }>(ASSOCIATION_LICENCE_ASK, { id }, { requestId });
  return association?.licenseNumber ?? null;
}
