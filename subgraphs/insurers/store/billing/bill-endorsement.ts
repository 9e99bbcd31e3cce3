import type { EntityManager } from 'typeorm';
import { linesOfEndorsement } from '../../domain/billing/billing-lines.ts';
import type { EndorsedPart } from '../../domain/billing/billing-lines.ts';
import { issueDocument } from './issue-document.ts';
import type { BilledPolicy, Billing } from './issue-document.ts';
import type { BillingTransaction } from './move-invoice.ts';

/** Bills what an endorsement does to the premium, in the transaction that makes it: both are there or neither is. */
export async function billEndorsement(tx: BillingTransaction, billing: Billing, policy: BilledPolicy, endorsement: { readonly id: string; readonly batchId: string }): Promise<void> {
  const parts = await partsOfBatch(tx.manager, policy.id, endorsement.batchId);
  await issueDocument(tx, billing, policy, endorsement.id, linesOfEndorsement(parts));
}

/** What the counted lines of a batch add and take; their sums are the endorsement's. */
async function partsOfBatch(tx: EntityManager, policyId: string, batchId: string): Promise<EndorsedPart[]> {
  const rows = await tx.query<{ added: boolean; lives: number; net: string; vat: string }[]>(
    `SELECT premium_delta >= 0 AS added, count(*)::int AS lives, sum(premium_delta)::text AS net, sum(vat)::text AS vat FROM enrollment_line
     WHERE policy_id = $1 AND batch_id = $2 AND counted GROUP BY 1`,
    [policyId, batchId],
  );
  return rows.map(({ added, lives, net, vat }) => ({ added, lives, net: BigInt(net), vat: BigInt(vat) }));
}
