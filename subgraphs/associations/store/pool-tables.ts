import { EntitySchema } from 'typeorm';
import type { CensusRow } from '../domain/procurement/census.ts';
import type { DemandPool, ProcurementPlan } from '../domain/procurement/pool.ts';

export const procurementPlanTable = new EntitySchema<ProcurementPlan>({
  name: 'procurement_plan',
  columns: {
    associationId: { name: 'association_id', type: 'uuid' },
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'procurement_plan_pkey' },
    tenderId: { name: 'tender_id', type: 'uuid' },
    state: { type: 'text' },
    version: { type: 'integer' },
    consentBy: { name: 'consent_by', type: 'text', nullable: true },
    consentAt: { name: 'consent_at', type: 'timestamptz', nullable: true },
    accreditationFact: { name: 'accreditation_fact', type: 'jsonb', nullable: true },
    lives: { type: 'integer', nullable: true },
  },
  uniques: [{ name: 'procurement_plan_of_association', columns: ['tenderId', 'associationId'] }],
  indices: [{ name: 'procurement_plan_association', columns: ['associationId', 'id'] }],
});

export const demandPoolTable = new EntitySchema<DemandPool>({
  name: 'demand_pool',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'demand_pool_pkey' },
    tenderId: { name: 'tender_id', type: 'uuid' },
    frozenAt: { name: 'frozen_at', type: 'timestamptz', nullable: true },
    lives: { type: 'integer', nullable: true },
    censusHash: { name: 'census_hash', type: 'text', nullable: true },
    census: { type: 'jsonb', nullable: true },
  },
  uniques: [{ name: 'demand_pool_of_tender', columns: ['tenderId'] }],
});

/** The exact census as it was frozen: counts by association, never shown outside this house. */
export const censusRowTable = new EntitySchema<CensusRow & { readonly tenderId: string }>({
  name: 'census_row',
  columns: {
    tenderId: { name: 'tender_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'census_row_pkey' },
    associationId: { name: 'association_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'census_row_pkey' },
    policyClass: { name: 'policy_class', type: 'text', primary: true, primaryKeyConstraintName: 'census_row_pkey' },
    region: { type: 'text', primary: true, primaryKeyConstraintName: 'census_row_pkey' },
    status: { type: 'text', primary: true, primaryKeyConstraintName: 'census_row_pkey' },
    sex: { type: 'text', primary: true, primaryKeyConstraintName: 'census_row_pkey' },
    ageBand: { name: 'age_band', type: 'text', primary: true, primaryKeyConstraintName: 'census_row_pkey' },
    lives: { type: 'integer' },
  },
});
