import { associationTable } from './association-table.ts';
import { enrollmentBatchTable, enrollmentLineTable } from './enrollment-tables.ts';
import { memberTable } from './member-table.ts';
import { rosterImportTable, rosterRejectionTable, waitingLineTable } from './roster-import-tables.ts';

export const ROSTER_TABLES = [
  associationTable,
  memberTable,
  rosterImportTable,
  rosterRejectionTable,
  waitingLineTable,
  enrollmentBatchTable,
  enrollmentLineTable,
];
