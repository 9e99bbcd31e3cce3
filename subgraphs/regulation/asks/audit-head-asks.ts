import type { GraphClient } from '../../kit/graph-client.ts';

export const ASSOCIATIONS_AUDIT_HEAD_ASK = 'query RegulationAssociationsAuditHead { auditTrail { id head: associationsHead { seq hash } } }';

export const INSURERS_AUDIT_HEAD_ASK = 'query RegulationInsurersAuditHead { auditTrail { id head: insurersHead { seq hash } } }';

export const REGISTRY_AUDIT_HEAD_ASK = 'query RegulationRegistryAuditHead { auditTrail { id head: registryHead { seq hash } } }';

/** Houses whose chains are anchored here, beside this one's own. One question each: a house that is away holds up none. */
export const ANCHORED_HOUSES: Readonly<Record<string, string>> = {
  associations: ASSOCIATIONS_AUDIT_HEAD_ASK, insurers: INSURERS_AUDIT_HEAD_ASK, registry: REGISTRY_AUDIT_HEAD_ASK,
};

export interface ToldHead {
  readonly seq: string;
  /** In hexadecimal. */
  readonly hash: string;
}

/** Null while the house has no entry. @throws SourceUnavailableError. */
export async function askAuditHead(graph: GraphClient, document: string, requestId: string): Promise<ToldHead | null> {
  const { auditTrail } = await graph.ask<{ auditTrail: { head: ToldHead | null } | null }>(document, {}, { requestId });
  return auditTrail?.head ?? null;
}
