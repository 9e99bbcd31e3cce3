import type { EntitySchema } from 'typeorm';
import { bidBodyTable, bidEnvelopeTable, bidTable, sealingTable, tenderRoundTable } from './bid-tables.ts';
import { insurerTable, planTable } from './insurer-tables.ts';
import { coverageTable, coverageVersionTable, endorsementTable, enrollmentBatchTable, enrollmentLineTable, policyTable } from './policy-tables.ts';

/** Every table of the house, as TypeORM is told; a test compares them with what the migrations made. */
export const TABLES: readonly EntitySchema[] = [
  insurerTable, planTable, tenderRoundTable, bidTable, bidEnvelopeTable, bidBodyTable, sealingTable,
  policyTable, coverageTable, coverageVersionTable, enrollmentBatchTable, enrollmentLineTable, endorsementTable,
] as readonly EntitySchema[];
