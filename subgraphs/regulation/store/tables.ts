import type { EntitySchema } from 'typeorm';
import { ACCREDITATION_TABLE } from './accreditation-table.ts';
import { AUDIT_ANCHOR_TABLE } from './audit/anchor-table.ts';
import { COMPLAINT_TABLE } from './complaint-table.ts';
import { EVALUATION_TABLE, TOUCHED_SUBJECT_TABLE } from './compliance/evaluation-table.ts';
import { FINDING_PERIOD_TABLE, FINDING_TABLE } from './compliance/finding-table.ts';
import { ELIGIBILITY_DECISION_TABLE } from './eligibility-decision-table.ts';
import { INSPECTION_NOTE_TABLE, INSPECTION_TABLE } from './inspection/inspection-table.ts';
import { NO_OBJECTION_TABLE } from './no-objection-table.ts';
import { BENEFIT_SCHEDULE_TABLE, MINIMUM_BENEFIT_TABLE, RULE_TABLE } from './rule-tables.ts';
import { RED_FLAG_TABLE } from './red-flag-rows.ts';
import { COMPILED_TABLE, RELEASE_TABLE } from './release-rows.ts';
import { SEALING_KEY_TABLE } from './sealing-key-table.ts';

/** Every table of the house. */
export const TABLES = [
  RULE_TABLE, BENEFIT_SCHEDULE_TABLE, MINIMUM_BENEFIT_TABLE, ACCREDITATION_TABLE, NO_OBJECTION_TABLE, SEALING_KEY_TABLE, RELEASE_TABLE, COMPILED_TABLE, RED_FLAG_TABLE,
  COMPLAINT_TABLE, ELIGIBILITY_DECISION_TABLE, FINDING_TABLE, FINDING_PERIOD_TABLE, EVALUATION_TABLE, TOUCHED_SUBJECT_TABLE, AUDIT_ANCHOR_TABLE, INSPECTION_TABLE, INSPECTION_NOTE_TABLE,
] as unknown as readonly EntitySchema[];
