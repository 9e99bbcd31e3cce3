import type { Life } from '../../kit/transitions.ts';
import { ACCREDITATION_LIFE } from './accreditation-life.ts';
import { COMPLAINT_LIFE } from './complaint-life.ts';
import { FINDING_LIFE } from './compliance/finding-life.ts';
import { ELIGIBILITY_LIFE } from './eligibility-life.ts';
import { INSPECTION_LIFE } from './inspection-life.ts';
import { NO_OBJECTION_LIFE } from './no-objection-life.ts';
import { SEALING_KEY_LIFE } from './sealing-key-life.ts';

/** Every life of the house, for the role matrix. */
export const LIVES: readonly Life<string, string, never>[] = [
  ACCREDITATION_LIFE, NO_OBJECTION_LIFE, SEALING_KEY_LIFE, COMPLAINT_LIFE, ELIGIBILITY_LIFE, FINDING_LIFE, INSPECTION_LIFE,
];
