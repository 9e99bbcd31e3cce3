import type { EntitySchema } from 'typeorm';
import { bidBodyTable, bidEnvelopeTable, bidTable, sealingTable, tenderRoundTable } from './bid-tables.ts';
import { billingLineTable, creditApplicationTable, creditNoteTable, invoiceTable } from './billing/billing-tables.ts';
import { paymentAllocationTable, paymentTable, refundTable, suspenseCaseTable } from './billing/payment-tables.ts';
import { insurerTable, planTable } from './insurer-tables.ts';
import { networkProviderTable, planNetworkTable, preAuthorizationTable } from './network-tables.ts';
import { coverageTable, coverageVersionTable, endorsementTable, enrollmentBatchTable, enrollmentLineTable, policyTable, policyTermsTable } from './policy-tables.ts';

/** Every table of the house, as TypeORM is told; a test compares them with what the migrations made. */
export const TABLES: readonly EntitySchema[] = [
  insurerTable, planTable, tenderRoundTable, bidTable, bidEnvelopeTable, bidBodyTable, sealingTable,
  policyTable, policyTermsTable, coverageTable, coverageVersionTable, enrollmentBatchTable, enrollmentLineTable, endorsementTable,
  preAuthorizationTable, planNetworkTable, networkProviderTable,
  invoiceTable, billingLineTable, creditNoteTable, creditApplicationTable, paymentTable, paymentAllocationTable, suspenseCaseTable, refundTable,
] as readonly EntitySchema[];
