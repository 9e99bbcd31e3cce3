import type { EntityManager } from 'typeorm';
import type { PageRequest } from '../../kit/connection.ts';
import { groupByParent } from './group-by-parent.ts';

export type HealthcareProviderType = 'HOSPITAL' | 'POLYCLINIC' | 'CLINIC' | 'PHARMACY' | 'LABORATORY' | 'OPTICIAN';

/** The network of a plan, without its providers. */
export interface NetworkRow {
  readonly planId: string;
  readonly nameAr: string;
  readonly nameEn: string;
  readonly policyClass: 'VIP' | 'A' | 'B' | 'C';
}

export interface NetworkProviderRow {
  readonly planId: string;
  readonly licenceNumber: string;
  readonly nameAr: string;
  readonly nameEn: string;
  readonly type: HealthcareProviderType;
  readonly regionCode: string;
  readonly cityAr: string;
  readonly cityEn: string;
}

export function networksOfPlans(manager: EntityManager, planIds: readonly string[]): Promise<NetworkRow[]> {
  return manager.query(
    `SELECT n.plan_id AS "planId", n.name_ar AS "nameAr", n.name_en AS "nameEn", p.policy_class AS "policyClass"
     FROM plan_network n JOIN insurance_plan p ON p.id = n.plan_id WHERE n.plan_id = ANY($1::uuid[])`,
    [planIds],
  );
}

/** A page of each plan's providers, by licence number. */
export async function pagesOfNetworkProviders(manager: EntityManager, planIds: readonly string[], { first, after }: PageRequest): Promise<NetworkProviderRow[][]> {
  const rows = await manager.query<NetworkProviderRow[]>(
    `SELECT x.* FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (
       SELECT plan_id AS "planId", licence_number AS "licenceNumber", name_ar AS "nameAr", name_en AS "nameEn", type,
         region_code AS "regionCode", city_ar AS "cityAr", city_en AS "cityEn"
       FROM network_provider WHERE plan_id = asked.id AND ($2::text IS NULL OR licence_number > $2)
       ORDER BY licence_number LIMIT $3
     ) x`,
    [planIds, after?.[0] ?? null, first + 1],
  );
  return groupByParent(planIds, rows, ({ planId }) => planId);
}

/** Puts the network in the place of the plan's network before; true when there was none. */
export async function publishNetwork(
  tx: EntityManager,
  network: Omit<NetworkRow, 'policyClass'> & { readonly insurerId: string },
  providers: readonly Omit<NetworkProviderRow, 'planId'>[],
): Promise<boolean> {
  const [row] = await tx.query<{ version: number }[]>(
    `INSERT INTO plan_network (plan_id, insurer_id, name_ar, name_en, version) VALUES ($1, $2, $3, $4, 1)
     ON CONFLICT (plan_id) DO UPDATE SET name_ar = EXCLUDED.name_ar, name_en = EXCLUDED.name_en, version = plan_network.version + 1
     RETURNING version`,
    [network.planId, network.insurerId, network.nameAr, network.nameEn],
  );
  await tx.query('DELETE FROM network_provider WHERE plan_id = $1', [network.planId]);
  const column = (of: (provider: Omit<NetworkProviderRow, 'planId'>) => string): string[] => providers.map(of);
  await tx.query(
    `INSERT INTO network_provider (plan_id, licence_number, name_ar, name_en, type, region_code, city_ar, city_en)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])`,
    [
      network.planId, column((each) => each.licenceNumber), column((each) => each.nameAr), column((each) => each.nameEn), column((each) => each.type),
      column((each) => each.regionCode), column((each) => each.cityAr), column((each) => each.cityEn),
    ],
  );
  return row?.version === 1;
}
