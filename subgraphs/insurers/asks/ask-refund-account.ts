import type { GraphClient } from '../../kit/graph-client.ts';

export const REFUND_ACCOUNT_ASK = /* GraphQL */ `
  query InsurersRefundAccount($associationId: ID!) {
    association(id: $associationId) {
      bankAccount { ibanMasked state fact { name source asOf verifiedBy } }
    }
  }
`;

/** An association's account as its house tells it: masked, with the bank's word on whose it is. */
export interface RefundAccount {
  readonly ibanMasked: string;
  readonly state: string;
  readonly fact: { readonly name: string; readonly source: string; readonly asOf: string; readonly verifiedBy: string } | null;
}

/** Null for an association that nobody knows, or that gave no account. @throws SourceUnavailableError. */
export async function askRefundAccount(graph: GraphClient, associationId: string, requestId: string): Promise<RefundAccount | null> {
  const { association } = await graph.ask<{ association: { bankAccount: RefundAccount | null } | null }>(REFUND_ACCOUNT_ASK, { associationId }, { requestId });
  return association?.bankAccount ?? null;
}
