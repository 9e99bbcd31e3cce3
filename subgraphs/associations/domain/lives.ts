import type { Life } from '../../kit/transitions.ts';
import { BATCH_LIFE } from './enrollment/batch-life.ts';
import { AWARD_LIFE } from './procurement/award-life.ts';
import { CALL_OFF_LIFE } from './procurement/call-off-life.ts';
import { PLAN_LIFE } from './procurement/plan-life.ts';
import { TENDER_LIFE } from './procurement/tender-life.ts';
import { IMPORT_LIFE } from './roster/import-life.ts';

/** Every life of the house, for the role matrix. */
export const LIVES: readonly Life<string, string, never>[] = [TENDER_LIFE, PLAN_LIFE, AWARD_LIFE, CALL_OFF_LIFE, BATCH_LIFE, IMPORT_LIFE];
