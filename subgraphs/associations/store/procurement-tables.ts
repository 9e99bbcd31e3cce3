import { awardShareTable, awardTable, bidEvaluationTable, callOffTable, frameworkAgreementTable } from './award-tables.ts';
import { censusRowTable, demandPoolTable, procurementPlanTable } from './pool-tables.ts';
import { amendmentTable, bidCommitmentTable, enquiryTable, lotTable, openingTable, tenderTable } from './tender-tables.ts';

export const PROCUREMENT_TABLES = [
  tenderTable,
  lotTable,
  enquiryTable,
  amendmentTable,
  bidCommitmentTable,
  openingTable,
  procurementPlanTable,
  demandPoolTable,
  censusRowTable,
  bidEvaluationTable,
  awardTable,
  awardShareTable,
  frameworkAgreementTable,
  callOffTable,
];
