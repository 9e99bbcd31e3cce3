import type { EntityManager } from 'typeorm';
import type { BidBenefit, BidPolicyClass } from '../../../schema/contracts/bid-body.ts';
import { newId } from '../../kit/identifier.ts';

export interface PlanRow {
  readonly id: string;
  readonly insurerId: string;
  readonly policyClass: BidPolicyClass;
  readonly nameAr: string;
  readonly nameEn: string;
  readonly benefits: readonly BidBenefit[];
}

const COLUMNS = 'id, insurer_id AS "insurerId", policy_class AS "policyClass", name_ar AS "nameAr", name_en AS "nameEn", benefits';

export function plansById(manager: EntityManager, ids: readonly string[]): Promise<PlanRow[]> {
  return manager.query(`SELECT ${COLUMNS} FROM insurance_plan WHERE id = ANY($1::uuid[])`, [ids]);
}

/** Plans of many insurers, from the widest class to the narrowest. */
export function plansOfInsurers(manager: EntityManager, insurerIds: readonly string[]): Promise<PlanRow[]> {
  return manager.query(
    `SELECT ${COLUMNS} FROM insurance_plan WHERE insurer_id = ANY($1::uuid[])
     ORDER BY insurer_id, array_position(ARRAY['VIP', 'A', 'B', 'C'], policy_class)`,
    [insurerIds],
  );
}

/** Puts the plan in the place of the insurer's plan of that class, or makes it; the identifier stays with the class. */
export async function publishPlan(tx: EntityManager, plan: Omit<PlanRow, 'id'>): Promise<{ readonly id: string; readonly version: number }> {
  const rows = await tx.query<{ id: string; version: number }[]>(
    `INSERT INTO insurance_plan (id, insurer_id, policy_class, name_ar, name_en, benefits, version)
     VALUES ($1, $2, $3, $4, $5, $6, 1)
     ON CONFLICT ON CONSTRAINT insurance_plan_of_class DO UPDATE
       SET name_ar = EXCLUDED.name_ar, name_en = EXCLUDED.name_en, benefits = EXCLUDED.benefits, version = insurance_plan.version + 1
     RETURNING id, version`,
    [newId(), plan.insurerId, plan.policyClass, plan.nameAr, plan.nameEn, JSON.stringify(plan.benefits)],
  );
  return rows[0] as { id: string; version: number };
}
