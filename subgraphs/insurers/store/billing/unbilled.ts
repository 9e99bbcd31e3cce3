import type { EntityManager } from 'typeorm';
import type { BidPolicyClass } from '../../../../schema/contracts/bid-body.ts';
import type { ClassPremium } from '../../domain/billing/billing-lines.ts';
import { chargeOf, termOf } from '../../domain/cover/period-premium.ts';
import type { BilledPolicy } from './issue-document.ts';

/** Endorsements that were made before there were invoices, oldest first. */
export function unbilledEndorsements(manager: EntityManager, most: number): Promise<(BilledPolicy & { readonly endorsementId: string; readonly batchId: string })[]> {
  return manager.query(
    `SELECT p.id, p.insurer_id AS "insurerId", p.association_id AS "associationId", p.inception_date::text AS "inceptionDate", e.id AS "endorsementId", e.batch_id AS "batchId"
     FROM endorsement e JOIN policy p ON p.id = e.policy_id
     WHERE e.premium_delta + e.vat <> 0
       AND NOT EXISTS (SELECT FROM invoice i WHERE i.endorsement_id = e.id) AND NOT EXISTS (SELECT FROM credit_note n WHERE n.endorsement_id = e.id)
     ORDER BY e.created_at, e.id LIMIT $1`,
    [most],
  );
}

/** Policies in force that began with lives and not with an endorsement, as those of a sample, and have no invoice for it. */
export function unbilledPolicies(manager: EntityManager, most: number): Promise<(BilledPolicy & { readonly expiryDate: string })[]> {
  return manager.query(
    `SELECT p.id, p.insurer_id AS "insurerId", p.association_id AS "associationId", p.inception_date::text AS "inceptionDate", p.expiry_date::text AS "expiryDate"
     FROM policy p
     WHERE p.bid_id IS NULL AND p.state IN ('ISSUED', 'ACTIVE', 'SUSPENDED') AND NOT EXISTS (SELECT FROM invoice i WHERE i.policy_id = p.id AND i.endorsement_id IS NULL)
       AND EXISTS (SELECT FROM coverage_version v WHERE v.policy_id = p.id AND v.recorded_from = p.issued_at AND v.annual_premium > 0)
     ORDER BY p.id LIMIT $1`,
    [most],
  );
}

/** What the lives cost that a policy was issued with, by class: their first version, whatever became of it. */
export async function premiumsOfIssue(manager: EntityManager, policy: { readonly id: string; readonly inceptionDate: string; readonly expiryDate: string }): Promise<ClassPremium[]> {
  const rows = await manager.query<{ policyClass: BidPolicyClass; annualPremium: string; from: string; to: string | null; lives: number }[]>(
    `SELECT v.policy_class AS "policyClass", v.annual_premium AS "annualPremium", v.effective_from::text AS "from", v.effective_to::text AS "to", count(*)::int AS lives
     FROM policy p JOIN coverage_version v ON v.policy_id = p.id AND v.recorded_from = p.issued_at
     WHERE p.id = $1 GROUP BY 1, 2, 3, 4`,
    [policy.id],
  );
  const term = termOf(policy);
  const byClass = new Map<BidPolicyClass, ClassPremium>();
  for (const { policyClass, annualPremium, from, to, lives } of rows) {
    const known = byClass.get(policyClass) ?? { policyClass, lives: 0, net: 0n };
    byClass.set(policyClass, { policyClass, lives: known.lives + lives, net: known.net + BigInt(lives) * chargeOf({ from, to, annualPremium: BigInt(annualPremium) }, term) });
  }
  return [...byClass.values()];
}
