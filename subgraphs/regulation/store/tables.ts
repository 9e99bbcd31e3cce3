import type { EntitySchema } from 'typeorm';
import { ACCREDITATION_TABLE } from './accreditation-table.ts';
import { COMPLAINT_TABLE } from './complaint-table.ts';
import { ELIGIBILITY_DECISION_TABLE } from './eligibility-decision-table.ts';
import { NO_OBJECTION_TABLE } from './no-objection-table.ts';
import { BENEFIT_SCHEDULE_TABLE, MINIMUM_BENEFIT_TABLE, RULE_TABLE } from './rule-tables.ts';
import { SEALING_KEY_TABLE } from './sealing-key-table.ts';

/** Every table of the house. */
export const TABLES = [
  RULE_TABLE, BENEFIT_SCHEDULE_TABLE, MINIMUM_BENEFIT_TABLE, ACCREDITATION_TABLE, NO_OBJECTION_TABLE, SEALING_KEY_TABLE,
  COMPLAINT_TABLE, ELIGIBILITY_DECISION_TABLE,
] as unknown as readonly EntitySchema[];
