import type { GraphClient } from '../../kit/graph-client.ts';

export const ASSOCIATION_BY_LICENCE_ASK = `query RegulationAssociationByLicence($licenseNumber: ID!) {
  association(licenseNumber: $licenseNumber) { id }
}`;

/** Identifier of the association with a licence; null when there is none. @throws SourceUnavailableError. */
export async function askAssociationByLicence(graph: GraphClient, licenseNumber: string, requestId: string): Promise<string | null> {
  const { association } = await graph.ask<{ association: { id: string } | null }>(ASSOCIATION_BY_LICENCE_ASK, { licenseNumber }, { requestId });
  return association?.id ?? null;
}
